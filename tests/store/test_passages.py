"""The sentences that give a row, and where in the report they stand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from newsroom import SENTENCES, build, newsrooms, report

from onrecord.records import RawReport
from onrecord.room.facts.places import place_words
from onrecord.store import Store
from onrecord.store.room.passages import LONGEST, Passage, passages


def passage_of(path: Path, text: str, table: str = "events", **given: str) -> Passage:
    """Return the passage of the first row of a report of that text."""
    build(path, [report("r1", text, **given)])
    with Store(path) as store:
        ((row,), *_) = store.sql(f"SELECT id FROM {table} ORDER BY ordinal").rows
        return store.look_up(passages, [row])[row]


@settings(max_examples=15)
@given(newsrooms())
def test_a_passage_is_a_slice_with_its_row_marked(tmp_path_factory: Any, raws: list[RawReport]) -> None:
    """The text is sliced from the report, the pieces are the text, and what is marked is what the row rests on."""
    path = tmp_path_factory.mktemp("passages") / "news.record"
    build(path, raws)
    with Store(path) as store:
        records = {each.report.id: each for each in store.records()}
        rows = {row.id: (record, row.trigger) for record in records.values() for row in record.events}
        rows |= {row.id: (record, row.content[0]) for record in records.values() for row in record.statements}
        found = store.look_up(passages, rows)
        assert found.keys() == rows.keys()
        for key, (record, span) in rows.items():
            passage = found[key]
            assert passage.text == record.report.text[passage.start : passage.end]
            assert "".join(text for text, _ in passage.pieces()) == passage.text
            assert [text for text, marked in passage.pieces() if marked] == [span.slice(record.report.text)]
            assert any(each.start == passage.start for each in record.sentences)


@pytest.mark.parametrize("before", [0, 50, 5000])
@pytest.mark.parametrize("after", [0, 5000])
def test_a_sentence_without_end_is_cut_around_the_row(before: int, after: int, tmp_path: Path) -> None:
    """A passage has at most so many characters, holds the row, and tells on which side it was cut."""
    text = "x " * before + "Moscow accused Kyiv of " + "y " * after + "it."
    passage = passage_of(tmp_path / "news.record", text)
    assert len(passage.text) <= LONGEST
    assert [piece for piece, marked in passage.pieces() if marked] == ["accused"]
    assert passage.is_cut_before == (passage.start > 0)
    assert passage.is_cut_after == (passage.end < len(text))
    assert passage.text == text[passage.start : passage.end]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"It rained. It snowed. {SENTENCES[0]}", "sentence 3"),
        (f"Port\nIt rained.\n\nIt snowed.\n\n{SENTENCES[0]}", "paragraph 3"),
        (f"Port\r\nIt rained.\r\n\r\n{SENTENCES[0]}", "paragraph 2"),
        (f"Port\nIt rained.\nIt snowed.\n{SENTENCES[0]} Then\nit stopped.", "paragraph 3"),
        (f"{SENTENCES[0]}\nIt rained.", "headline"),
    ],
)
def test_a_place_is_told_as_people_look_for_it(text: str, place: str, tmp_path: Path) -> None:
    """A paragraph where there are several, the headline, else the number of the sentence."""
    assert place_words(passage_of(tmp_path / "news.record", text)) == place


def test_rows_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    """An id that the record does not hold has no passage."""
    build(tmp_path / "news.record", [report("r1", SENTENCES[0])])
    with Store(tmp_path / "news.record") as store:
        assert store.look_up(passages, ["e0", "s0"]) == {}
