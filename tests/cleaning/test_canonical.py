"""The canonical text of a page: what is text, and that every character is mapped to its bytes."""

import html
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cleaning.canonical import Page, canonical_page
from onrecord.cleaning.decoding import decode

CASES = Path(__file__).parents[1] / "cases" / "canonical.jsonl"
PIECES = CASES.with_name("markup.txt").read_text(encoding="utf-8").splitlines()
MARKUP = st.lists(
    st.sampled_from(PIECES) | st.text(st.sampled_from("ab \n\t\r\u00e9\u00a0\u00ad\u200f\u0301😀<&>"), max_size=6),
    max_size=30,
).map("".join)


def check_runs(page: Page, body: bytes, encoding: str) -> None:
    """Check that runs tile the text in order and that the bytes of each say its characters."""
    position = raw = 0
    for run in page.runs:
        assert run.text_start == position
        assert run.raw_start >= raw or run.width == 0
        written = body[run.raw_start : run.raw_start + run.length * run.width].decode(encoding)
        found = page.text[position : position + run.length]
        if run.width == 0:
            assert found in ("\n\n", "\n")
        elif found == " ":
            assert not html.unescape(written).strip(" \t\n\r\f")
        elif written != found:
            assert run.length == 1
            assert found in html.unescape(written)
        position, raw = position + run.length, run.raw_start
    assert position == len(page.text)


@settings(derandomize=True, max_examples=400)
@given(MARKUP, st.sampled_from(["utf-8", "utf-16-le"]))
def test_every_character_is_mapped(markup: str, encoding: str) -> None:
    """For any markup, however broken, each character of the text comes from bytes that say it."""
    mark = "\ufeff" if encoding != "utf-8" else ""
    body = (mark + markup).encode(encoding)
    page = canonical_page(decode(body, is_markup=True))
    check_runs(page, body, encoding)
    for before, after in zip(page.blocks, page.blocks[1:], strict=False):
        assert page.text[before.span.end : after.span.start] == "\n\n"


@settings(derandomize=True, max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_escaped_text_comes_back(text: str) -> None:
    """Any text put into a page as <pre>, escaped, is its canonical text, white space at the ends aside."""
    body = f"<pre>{html.escape(text)}</pre>".encode()
    page = canonical_page(decode(body, is_markup=True))
    assert page.text.strip() == text.strip()


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["comment"]) for row in map(json.loads, CASES.read_text("utf-8").splitlines())]
)
def test_what_is_text(row: dict[str, Any]) -> None:
    """Markup is read as browsers read it."""
    body = row["html"].encode()
    page = canonical_page(decode(body, is_markup=True))
    assert page.text == row["text"]
    check_runs(page, body, "utf-8")


def test_byte_span_of_an_entity() -> None:
    """An entity of two characters maps both to all of its bytes."""
    body = b"<p>a&NotEqualTilde;b"
    page = canonical_page(decode(body, is_markup=True))
    assert page.text == "a\u2242\u0338b"
    assert [(run.raw_start, run.width) for run in page.runs] == [(3, 1), (4, 15), (4, 15), (19, 1)]


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        '<a b="',
        "<!-- -->",
        "<span>",
        "<",
        "&",
        "<!--",
        "<title>",
        "<p>",
        "<![CDATA[",
        "<a x='",
        "<td>",
        "</a ",
    ],
)
def test_long_hostile_pages_are_read(piece: str) -> None:
    """A page that repeats one broken construct fifty thousand times is read like any other."""
    page = canonical_page(decode(("<p>start</p>" + piece * 50_000).encode(), is_markup=True))
    assert page.text.startswith("start")
