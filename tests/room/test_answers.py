"""Addresses and formats: what a page is called, and its facts as JSON and CSV."""

import csv
import io
import json
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.records import Span, ZoneKind
from onrecord.room import addresses
from onrecord.room.answers import csv_lines, json_text, jsonl_lines, plain, safe_cell, whole
from onrecord.room.showing import exact
from onrecord.room.wording import counted, day, days, month

NAMES = st.one_of(
    st.text(min_size=1), st.sampled_from(["a/b", "..", ".", "a.json", "x.csv.html", "?#%", "é", "a b", "\ud800"])
)


@dataclass(frozen=True)
class Row:
    name: str
    span: Span | None


@given(NAMES)
def test_an_address_gives_back_its_name(name: str) -> None:
    """Any name in an address comes out of it as it went in, and makes no other folder, query or ending."""
    address = addresses.outlet(name)
    assert "?" not in address
    assert "#" not in address
    path = unquote(address, errors="surrogatepass").removeprefix("/outlets/")
    assert addresses.split_format(path) == (name, "html")
    assert address.isascii()
    assert address.removeprefix("/outlets/") not in (".", "..")


@pytest.mark.parametrize(
    ("address", "ending", "expected"),
    [
        ("/", "json", "/index.json"),
        ("/find?text=a.b", "csv", "/find.csv?text=a.b"),
        ("/outlets/a.json.html", "json", "/outlets/a.json.json"),
        ("/reports/r1", "json", "/reports/r1.json"),
        ("/reports/r1.csv", "json", "/reports/r1.json"),
    ],
)
def test_a_page_as_data_has_an_ending(address: str, ending: str, expected: str) -> None:
    """The ending stands before the query, and takes the place of another."""
    assert addresses.with_format(address, ending) == expected


def test_a_query_leaves_out_what_says_nothing() -> None:
    """None and empty values are no part of an address; many values are many pairs."""
    assert addresses.find(text=None, kind="", type=["AID", "ASSAULT"], page=2) == "/find?type=AID&type=ASSAULT&page=2"


def test_a_span_is_part_of_a_reports_address() -> None:
    """A link to characters names the first and the one after the last."""
    assert addresses.report("r1", Span(120, 180)) == "/reports/r1#char=120,180"


@given(st.lists(st.text(st.sampled_from("=+-@\t\r\n |%a\"',"), max_size=6), min_size=1, max_size=6))
def test_no_cell_of_a_csv_is_a_formula(values: list[str]) -> None:
    """Whatever a cell holds, no spreadsheet takes it for a formula, and it is read back but for the apostrophe."""
    lines = "".join(csv_lines({"a": value} for value in values))
    cells = [row["a"] for row in csv.DictReader(io.StringIO(lines, newline=""))]
    assert len(cells) == len(values)
    for cell, value in zip(cells, values, strict=True):
        assert cell in (value, "'" + value)
        assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(("cell", "expected"), [(-1.5, -1.5), (None, None), ([1, "a"], '[1, "a"]'), ("=A1", "'=A1")])
def test_numbers_stay_numbers(cell: object, expected: object) -> None:
    """A negative number is no formula."""
    assert safe_cell(cell) == expected


def test_facts_are_plain_in_json() -> None:
    """Dataclasses, enums and tuples become objects, texts and lists; any character survives, none ends a script."""
    facts = {"row": Row("</script>\ud800\u2028", Span(1, 2)), "kind": ZoneKind.BODY, "many": (1, None)}
    text = json_text(facts)
    assert json.loads(text) == {
        "row": {"name": "</script>\ud800\u2028", "span": {"start": 1, "end": 2}},
        "kind": "body",
        "many": [1, None],
    }
    assert text.isascii()
    assert list(jsonl_lines([Row("a\nb", None)])) == ['{"name": "a\\nb", "span": null}\n']


def test_what_has_no_form_in_json_is_an_error() -> None:
    """A value nobody described is refused rather than written as something else."""
    with pytest.raises(TypeError, match="object has no form"):
        plain(object())


@pytest.mark.parametrize(("asked", "expected"), [("", 7), ("n=", 7), ("n=3", 3)])
def test_numbers_of_an_address(asked: str, expected: int) -> None:
    """A number of the query, or what holds without one."""
    assert whole(_request(asked), "n", 7, least=1, most=9) == expected


@pytest.mark.parametrize("asked", ["n=0", "n=10", "n=-3", "n=x", "n=1.5", "n=٣", "n=99999999999999999999"])
def test_numbers_out_of_bounds_are_said(asked: str) -> None:
    """Anything but a number within bounds is an error with the bounds in it."""
    with pytest.raises(RoomError, match="a whole number from 1 to 9"):
        whole(_request(asked), "n", 7, least=1, most=9)


def _request(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<a>&\"'", "&lt;a&gt;&amp;&#34;&#39;"), ("a\r\nb", "a&#13;\nb"), ("\x00\ud800x", "\ufffd\ufffdx"), ("😀", "😀")],
)
def test_text_of_record_as_html(text: str, expected: str) -> None:
    """Markup is escaped, a carriage return is a reference, and what HTML cannot hold is one character for one."""
    assert str(exact(text)) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2023-07-27", "2023-07-27", "day", "27 Jul 2023"),
        ("2022-11-01", "2022-11-30", "month", "Nov 2022, month"),
        ("2022-01-01", "2022-12-31", "year", "2022, year"),
        ("2023-07-24", "2023-07-30", "week", "24 Jul 2023 to 30 Jul 2023, week"),
        ("2023-07-24", None, None, "24 Jul 2023"),
        (None, None, None, ""),
        ("1990", "1990", None, "1990"),
    ],
)
def test_dates_keep_their_precision(start: str | None, end: str | None, precision: str | None, expected: str) -> None:
    """A date is written as finely as it is known."""
    assert days(start, end, precision) == expected


def test_words_for_numbers_and_months() -> None:
    """One is singular; thousands stand apart; a month is named."""
    assert (counted(1, "copy", "copies"), counted(3802, "report")) == ("1 copy", "3,802 reports")
    assert (month("2023-07"), month("2023"), day("2023-07-27T10:00:00Z"), day("soon")) == (
        "Jul 2023",
        "2023",
        "27 Jul 2023",
        "soon",
    )
