"""Corpora to rows, on small files in each corpus's own format."""

import json
from pathlib import Path
from typing import Any

from training.convert.detokenize import join
from training.convert.events import convert_cameo_classes, convert_cameo_spans, convert_plover_events
from training.convert.names import convert_ewn, convert_gum, convert_re3d
from training.convert.polnear import convert_polnear
from training.convert.roles import convert_factuality, convert_propbank
from training.convert.unlabelled import convert_unlabelled
from training.leakage import Fingerprints
from training.rows import Row, read_rows, write_rows


def _write(path: Path, *objects: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [o if isinstance(o, str) else json.dumps(o) for o in objects]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quotes(row: Row, spans: list[list[Any]]) -> list[tuple[str, Any]]:
    return [(row.text[s[0] : s[1]], s[2]) for s in spans]


def test_tokens_become_running_text() -> None:
    """Marks and clitics are set as an editor would, and every token keeps its place."""
    text, spans = join(["He", "said", ":", "``", "It", "'s", "(", "not", ")", "mine", ".", "''"])
    assert text == 'He said: "It\'s (not) mine."'
    assert text[slice(*spans[6])] == "("
    assert text[slice(*spans[11])] == '"'


def test_polnear_keeps_spans_and_finds_the_headline(tmp_path: Path) -> None:
    """The first paragraph is the title; statements stay as they are."""
    statement = {"id": "s1", "source": [[7, 10]], "cue": [[11, 15]], "content": [[16, 18]]}
    _write(tmp_path / "polnear" / "dev.jsonl", {"id": "r", "text": "Title\n\nAnn said no.", "statements": [statement]})
    (row,) = convert_polnear(tmp_path, "dev")
    assert row.title_end == 5
    assert row.statements == [{"source": [[7, 10]], "cue": [[11, 15]], "content": [[16, 18]]}]
    assert row.events is None


def test_plover_events_keep_participants_that_have_a_span(tmp_path: Path) -> None:
    """A participant without a span teaches nothing and is left out."""
    event = {
        "type": "AID", "mode": None, "trigger": [0, 4], "actors": [{"span": [0, 2]}, {"span": None}], "recipients": [],
        "place": None, "date": {"span": [5, 9]}, "factuality": "CT+", "tense": "past",
    }  # fmt: skip
    _write(tmp_path / "plover-events" / "dev.jsonl", {"id": "r", "text": "x" * 20, "events": [event]})
    (row,) = convert_plover_events(tmp_path, "dev")
    assert row.events is not None
    assert row.events[0]["actors"] == [[0, 2]]
    assert row.events[0]["date"] == [5, 9]


def test_cameo_spans(tmp_path: Path) -> None:
    """Sides come out as spans of running text."""
    _write(tmp_path / "cameo-spans" / "ner.dev.txt", "Rebels B-S\nhit O\nthe B-T\ntown I-T\n. O\n")
    (row,) = convert_cameo_spans(tmp_path, "dev")
    assert row.text == "Rebels hit the town."
    assert _quotes(row, row.sides or []) == [("Rebels", "S"), ("the town", "T")]


def test_ewn_puts_sentences_back_together(tmp_path: Path) -> None:
    """Entities keep their labels across sentence borders of the file."""
    _write(
        tmp_path / "ewn" / "dev.tsv", "# doc a_1\n# url x\nJune\tB-Date\n5\tI-Date\n.\tO\n\nAccra\tB-Location\n.\tO\n"
    )
    (row,) = convert_ewn(tmp_path, "dev")
    assert row.text == "June 5. Accra."
    assert _quotes(row, row.mentions or []) == [("June 5", "ewn:Date"), ("Accra", "ewn:Location")]


def test_re3d_keeps_the_outermost_entity(tmp_path: Path) -> None:
    """Of two entities at one place the larger is kept."""
    folder = tmp_path / "re3d" / "A"
    _write(folder / "documents.json", {"_id": "d", "text": "US troops left."})
    _write(
        folder / "entities.json",
        {"documentId": "d", "begin": 0, "end": 2, "type": "Location"},
        {"documentId": "d", "begin": 0, "end": 9, "type": "Organisation"},
    )
    (row,) = convert_re3d(tmp_path)
    assert _quotes(row, row.mentions or []) == [("US troops", "re3d:Organisation")]


def test_gum_reads_nested_entities(tmp_path: Path) -> None:
    """The outermost phrase of a nest is kept with its kind."""
    rows = [
        "1\tThe\tthe\tDET\t_\t_\t0\t_\t_\tEntity=(1-person-new",
        "2\tKenyan\tk\tADJ\t_\t_\t0\t_\t_\tEntity=(2-place-new)",
        "3\tenvoy\te\tNOUN\t_\t_\t0\t_\t_\tEntity=1)|SpaceAfter=No",
        "4\t.\t.\tPUNCT\t_\t_\t0\t_\t_\t_",
    ]
    _write(tmp_path / "gum" / "dev" / "dep" / "GUM_news_x.conllu", "# newpar", *rows, "")
    (row,) = convert_gum(tmp_path, "dev")
    assert row.text == "The Kenyan envoy."
    assert _quotes(row, row.phrases or []) == [("The Kenyan envoy", "gum:person")]


def test_propbank_leaves_out_the_verb_and_its_references(tmp_path: Path) -> None:
    """Arguments become spans of running text."""
    sentence = {
        "sent": "1", "words": ["He", "left", "."], "space_after": [True, False, False],
        "predicates": [{"token": 1, "args": [[0, 1, "ARG0"], [1, 2, "V"], [0, 1, "R-ARG0"]]}],
    }  # fmt: skip
    _write(tmp_path / "propbank-ewt" / "dev.jsonl", sentence)
    (row,) = convert_propbank(tmp_path, "dev")
    assert row.roles == [{"predicate": [3, 7], "arguments": [[0, 2, "ARG0"]]}]


def test_factuality_marks_rated_words(tmp_path: Path) -> None:
    """Rated tokens keep their value at their place in running text."""
    rated = {"text": "They left .", "targets": [{"span1": [1, 2], "label": 3.0}]}
    _write(tmp_path / "factuality" / "uw" / "dev.jsonl", rated)
    (row,) = convert_factuality(tmp_path, "uw", "dev")
    assert row.text == "They left."
    assert row.certainty == [[5, 9, 3.0]]


def test_shared_text_is_found_under_other_cuts() -> None:
    """A row that repeats a kept-apart text, re-tokenized and cut, is told from one that does not."""
    words = "the delegation left the capital on monday after two days of talks about grain and fuel"
    apart = Fingerprints([words + " and more"])
    assert apart.share(Row(id="1", corpus="x", text=words.upper().replace(" ", "\n"))) == 1.0
    assert apart.share(Row(id="2", corpus="x", text=" ".join(reversed(words.split())))) == 0.0


def test_rows_survive_their_file(tmp_path: Path) -> None:
    """What was written is what is read."""
    rows = [Row(id="1", corpus="x", text="é\u2028😀", mentions=[[0, 1, "ewn:Date"]]), Row(id="2", corpus="x", text="")]
    assert write_rows(tmp_path / "rows.jsonl", rows) == 2
    assert list(read_rows(tmp_path / "rows.jsonl")) == rows


def test_cameo_classes_leave_their_types_open(tmp_path: Path) -> None:
    """A class is the types it may stand for; statements have none, and sentences of the manual are left out."""
    _write(tmp_path / "plover-gsr" / "dev.jsonl", {"text": "Rebels shelled the northern port."})
    _write(
        tmp_path / "cameo-spans" / "class.dev.tsv",
        "The envoy spoke of the harvest.\t0",
        "Rebels shelled the Northern port .\t4",
        "Soldiers fired on a convoy.\t4",
        "The two ministers met in Oslo.\t1",
    )
    found = {row.text: row.report_types for row in convert_cameo_classes(tmp_path, "dev")}
    assert list(found) == ["Soldiers fired on a convoy.", "The two ministers met in Oslo."]
    assert found["Soldiers fired on a convoy."] == ["PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"]
    assert "CONSULT" in (found["The two ministers met in Oslo."] or [])


def test_unlabelled_texts_come_from_every_format(tmp_path: Path) -> None:
    """Each corpus gives its texts, of one incident the first; short ones are left out and nothing is labelled."""
    long = "The council met on Monday and the mayor spoke of the bridge. " * 5
    _write(tmp_path / "guardian-syria" / "reports.jsonl", {"text": long + "A"}, {"text": "too short"})
    _write(tmp_path / "muc4" / "train.jsonl", {"doctext": long + "B"})
    _write(
        tmp_path / "wire-copies" / "train.jsonl",
        {"incident": "1", "text": long + "C"},
        {"incident": "1", "text": long + "again"},
    )
    _write(tmp_path / "entailment" / "fnc1-bodies.train.jsonl", {"text": long + "D"})
    _write(tmp_path / "ecbplus" / "train.jsonl", {"tokens": [*long.split(), "E"]})
    _write(tmp_path / "geo" / "lgl.xml", f"<article><text>{long}F &amp; &lt;G&gt;</text></article>")
    _write(tmp_path / "geo" / "GWN.xml", f"<article><text>{long}H</text></article>")
    _write(tmp_path / "tempeval3" / "timebank" / "x.tml", f"<TimeML><TEXT>{long}<EVENT>I</EVENT></TEXT></TimeML>")
    rows = list(convert_unlabelled(tmp_path))
    assert [row.text.strip().removeprefix(long.strip()).strip() for row in rows] == [
        "A", "B", "C", "D", "E", "F & <G>", "H", "I"
    ]  # fmt: skip
    assert all(row.statements is row.events is row.mentions is row.report_types is None for row in rows)
