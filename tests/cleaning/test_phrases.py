"""Set phrases: what is a label of the page and what is a sentence of the report."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.cleaning.dates import date_in_url, parse_date
from onrecord.cleaning.furniture import is_furniture
from onrecord.cleaning.phrases import find_byline, find_dateline, is_caption, is_correction, is_credit, is_date_line

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    """Read the cases of a file, each shown by its text."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=row["text"][:40]) for row in map(json.loads, lines)]


@pytest.mark.parametrize("row", cases("furniture.jsonl"))
def test_furniture(row: dict[str, Any]) -> None:
    """A line is furniture only where it is a set phrase from end to end."""
    assert is_furniture(row["text"]) is row["expected"]


@pytest.mark.parametrize("row", cases("datelines.jsonl"))
def test_dateline(row: dict[str, Any]) -> None:
    """A dateline gives its place, day and agency, and where the body begins."""
    text = row["text"]
    found = find_dateline(text)
    if row.get("none"):
        assert found is None
        return
    assert found is not None
    parts = {name: text[slice(*span)] if span else None for name, span in _parts(found)}
    assert parts == {name: row[name] for name in ("place", "day", "credit")}
    assert text[found.body :] == row["body"]


def _parts(found: Any) -> list[tuple[str, tuple[int, int] | None]]:
    return [("place", found.place), ("day", found.day), ("credit", found.credit)]


@pytest.mark.parametrize("row", cases("bylines.jsonl"))
def test_byline(row: dict[str, Any]) -> None:
    """A byline gives the names without agency, place, date or post."""
    span = find_byline(row["text"])
    assert (row["text"][slice(*span)] if span else None) == row["expected"]


@pytest.mark.parametrize("row", cases("lines.jsonl"))
def test_lines(row: dict[str, Any]) -> None:
    """Credits, corrections, captions and date lines are told from sentences that hold the same words."""
    tests = {"credit": is_credit, "correction": is_correction, "caption": is_caption, "date": is_date_line}
    assert [name for name, test in tests.items() if test(row["text"])] == ([row["kind"]] if row["kind"] else [])


@pytest.mark.parametrize("row", cases("dates.jsonl"))
def test_dates(row: dict[str, Any]) -> None:
    """A written date is an interval of days, or none where it is no day or could be two."""
    found = parse_date(row["text"])
    assert ([found.start, found.end] if found else None) == row["expected"]


@pytest.mark.parametrize(
    ("url", "start", "end"),
    [
        ("https://example.org/world/2023/08/04/parade", "2023-08-04", "2023-08-04"),
        ("https://example.org/world/2023/aug/04/parade", "2023-08-04", "2023-08-04"),
        ("https://example.org/2023-08-04-parade.html", "2023-08-04", "2023-08-04"),
        ("https://example.org/2023/08/parade", "2023-08-01", "2023-08-31"),
    ],
)
def test_date_in_url(url: str, start: str, end: str) -> None:
    """The path of an address dates a report to the day or the month."""
    found = date_in_url(url)
    assert found is not None
    assert (found[2].start, found[2].end) == (start, end)


@pytest.mark.parametrize("url", ["https://example.org/article/20230804123", "https://example.org/2023/13/45/x", "x"])
def test_no_date_in_url(url: str) -> None:
    """Numbers in an address that are no date give none."""
    assert date_in_url(url) is None
