"""How the types of events are taught by words: the acts of our own, the table, the choice of the foremost."""

import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the training extra")

from training.foremost import fit_choice
from training.retype import acts, retype
from training.rows import Row, write_rows

from onrecord.reading.trigger_words import open_trigger_words
from onrecord.reading.weights import TRIGGER_WORDS
from onrecord.records import EventType, Span

MANUAL = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "plover-gsr" / "dev.jsonl"
WORDS_TOGETHER = 6


def test_acts_show_every_type_by_its_trigger() -> None:
    """Each line has a clause and, in it, a trigger of one to five words; each type has fifteen lines or more."""
    told = list(acts())
    counts = {kind: sum(each is kind for *_, each in told) for kind in EventType}
    assert min(counts.values()) >= 15
    for clause, trigger, _ in told:
        assert 1 <= len(trigger.slice(clause).split()) <= 5
        assert trigger.slice(clause) == trigger.slice(clause).strip()
        assert not set("[]\t") & set(clause)


@pytest.mark.skipif(not MANUAL.is_file(), reason="the ontology's sentences lie beside the repository")
def test_acts_are_not_the_manual_s_sentences() -> None:
    """No act shares six words in a row with a sentence that judges the reader."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z]+", text.lower())
        return {tuple(words[i : i + WORDS_TOGETHER]) for i in range(len(words) - WORDS_TOGETHER + 1)}

    known = runs(MANUAL.read_text(encoding="utf-8"))
    assert [clause for clause, *_ in acts() if runs(clause) & known] == []


def test_a_line_without_a_trigger_is_refused(tmp_path: Path) -> None:
    """A clause must say which words carry its type."""
    path = tmp_path / "acts.tsv"
    path.write_text("AGREE\tthe mayor promised a park\n", encoding="utf-8")
    with pytest.raises(ValueError, match="substring not found"):
        list(acts(path))


def test_the_table_learns_the_words_of_reports(tmp_path: Path) -> None:
    """A verb that reports use of one type alone speaks for it; the file opens as the reader opens it."""
    rows = [
        Row(
            id=f"r{n}",
            corpus="plover-events",
            text=f"On day {n} the union frobbed the mill.",
            events=[{"type": "MOBILIZE", "trigger": [18 + len(str(n)), 25 + len(str(n))]}],
        )
        for n in range(40)
    ]
    for part in ("train", "dev"):
        write_rows(tmp_path / part / "plover-events.jsonl", rows)
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    retype(tmp_path, tmp_path)
    table = open_trigger_words(tmp_path / TRIGGER_WORDS)
    chances = table.chances("The guild frobbed a barge.", Span(10, 17))
    assert tuple(EventType)[int(chances.argmax())] is EventType.MOBILIZE


def test_the_choice_finds_what_decides() -> None:
    """Where the right event is the one with the larger second feature, that feature gets the weight."""
    rng = np.random.default_rng(5)
    choices = []
    for _ in range(60):
        x = rng.normal(size=(3, 2))
        choices.append((x, (x[:, 1] == x[:, 1].max()).astype(float)))
    weights = fit_choice(choices)
    assert weights[1] > 10 * abs(weights[0])
