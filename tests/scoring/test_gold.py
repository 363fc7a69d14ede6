"""Annotated files: what a row may leave out, and how a bad one is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import GoldError
from onrecord.records import Act, Span
from onrecord.scoring import read_gold
from tests.casefile import cases

TEXT = "The army said the bridge was open."


def written(folder: Path, *rows: object) -> Path:
    """Write rows to a file, one a line."""
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_row_says_what_it_speaks_of(tmp_path: Path) -> None:
    """A key that is absent is None, an empty list is empty; one span may stand for a list of one."""
    rows = [
        {
            "id": "a",
            "text": TEXT,
            "statements": [{"id": "s1", "source": [0, 8], "cue": [[9, 13]], "content": [[14, 33]]}],
        },
        {"id": "b", "text": TEXT, "events": []},
    ]
    first, second = read_gold(written(tmp_path, *rows))
    assert first.events is None
    assert second.events == ()
    assert second.statements is None
    assert first.statements is not None
    assert first.statements[0].source == (Span(0, 8),)
    assert first.statements[0].act is None
    assert (first.line, second.line) == (1, 2)


def test_labels_and_unknown_keys_are_taken_as_they_come(tmp_path: Path) -> None:
    """Labels become those of the record; keys of other tools are passed over."""
    row = {"id": "a", "text": TEXT, "annotator": "second pass", "statements": [
        {"id": "s1", "source": None, "cue": [[9, 13]], "content": [[14, 33]], "act": "deny", "odd": 1}]}  # fmt: skip
    (report,) = read_gold(written(tmp_path, row))
    assert report.statements is not None
    assert report.statements[0].act is Act.DENY
    assert report.statements[0].source == ()


@pytest.mark.parametrize("case", cases("gold_rows"))
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    """The error says file, line, path, what was found and what was expected."""
    path = written(tmp_path, {"id": "good", "text": TEXT}, case["row"])
    with pytest.raises(GoldError, match=rf"gold\.jsonl:2: .*{case['message']}"):
        list(read_gold(path))


def test_a_report_stands_in_a_file_once(tmp_path: Path) -> None:
    """A second row of the same id names both lines."""
    row = {"id": "a", "text": TEXT}
    with pytest.raises(GoldError, match=r"gold\.jsonl:3: .*'a' stands on line 1 too"):
        list(read_gold(written(tmp_path, row, {"id": "b", "text": TEXT}, row)))


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"", "holds no row"), (b"{not json}\n", r"gold\.jsonl:1: not JSON"), (b"\xff\xfe", "cannot be read")],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, body: bytes, message: str) -> None:
    """An empty file, another format and another encoding are errors."""
    path = tmp_path / "gold.jsonl"
    path.write_bytes(body)
    with pytest.raises(GoldError, match=message):
        list(read_gold(path))
