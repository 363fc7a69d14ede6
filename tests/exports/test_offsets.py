"""Offsets in the units of other programs, and texts they can hold."""

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import texts

from onrecord.exports.addresses import page
from onrecord.exports.cells import guarded, unguarded
from onrecord.exports.days import first_day, last_day
from onrecord.exports.file_names import file_name
from onrecord.exports.markdown import escaped, unescaped
from onrecord.exports.offsets import Utf16, fragment, storable, xml_storable
from onrecord.records import Span

from .exported import utf16_slice


@pytest.mark.parametrize("case", cases("utf16"))
def test_units_of_known_texts(case: dict[str, object]) -> None:
    """A span has the UTF-16 units that the case says."""
    text, (start, end) = str(case["text"]), case["span"]
    assert list(Utf16(text).span(Span(start, end))) == case["units"]


@given(texts, st.data())
def test_units_cut_the_same_characters(text: str, data: st.DataObject) -> None:
    """What UTF-16 units cut is what code points cut, for any span of any text."""
    text = storable(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert utf16_slice(text, *Utf16(text).span(span)) == span.slice(text)
    assert fragment(span) == f"char={span.start},{span.end}"


@given(texts)
def test_what_cannot_be_stored_keeps_its_place(text: str) -> None:
    """A replacement stands for one character, in code points and in UTF-16 units, and the rest is as it was."""
    for made in (storable(text), xml_storable(text)):
        made.encode("utf-8")
        assert len(made) == len(text)
        assert Utf16(made).at(len(made)) == Utf16(text).at(len(text))
        assert all(new in (old, "\ufffd") for old, new in zip(text, made, strict=True))


@pytest.mark.parametrize("case", cases("cells"))
def test_cells_that_a_spreadsheet_would_run(case: dict[str, str]) -> None:
    """A cell that begins like a formula gets an apostrophe in front, others stay."""
    assert guarded(case["text"]) == case["cell"]


@given(texts)
def test_guarded_cells_can_be_turned_back(text: str) -> None:
    """Taking the apostrophe away gives the text back, and no cell begins like a formula."""
    cell = guarded(text)
    assert isinstance(cell, str)
    assert unguarded(cell) == text
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


def test_numbers_are_no_formulas() -> None:
    """A negative number stays a number."""
    assert guarded(-12.5) == -12.5


@pytest.mark.parametrize("case", cases("addresses"))
def test_addresses_are_uris(case: dict[str, str | None]) -> None:
    """The address of a page holds only what a URI may, and what is no page is none."""
    assert page(case["url"]) == case["page"]


@pytest.mark.parametrize("case", cases("whole_days"))
def test_months_and_years_as_whole_days(case: dict[str, str | None]) -> None:
    """The first and the last day are those of what is written, and of nothing there is none."""
    assert first_day(case["written"]) == case["first"]
    assert last_day(case["written"]) == case["last"]


@pytest.mark.parametrize("case", cases("file_names"))
def test_file_names(case: dict[str, str]) -> None:
    """A file name holds what it may of a title, and a digest of the key."""
    name = file_name(case["title"], "k")
    assert name.rpartition(" ")[0] == case["name"]


@given(texts, texts)
def test_file_names_are_safe_and_tell_things_apart(title: str, other: str) -> None:
    """Any title gives a name that every file system takes; other keys give other names."""
    name = file_name(title, title)
    assert name == file_name(title, title)
    assert not set(name) & set('\\/:*?"<>|#^[]\x00\n')
    assert 0 < len(name.encode("utf-8")) < 200
    assert name.strip(". ") == name
    if other != title:
        assert file_name(title, other) != name


@given(texts)
def test_escaped_text_has_no_effect_and_can_be_read_back(text: str) -> None:
    """Every character of markup is escaped, the text is one line, and taking the escapes away gives it back."""
    shown = escaped(text)
    assert not set(shown) & set("\r\n\u2028\u2029")
    kept = text.replace("\r\n", " ⏎ ")
    for character in "\r\n\x0b\x0c\x85\u2028\u2029":
        kept = kept.replace(character, " ⏎ ")
    assert unescaped(shown) == kept
