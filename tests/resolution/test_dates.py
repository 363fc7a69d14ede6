"""Dates: cases, and what holds for any text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Tense
from onrecord.resolution import day_bounds, resolve_date
from tests.casefile import read_cases

LISTED = (
    "last;next;late;early;mid-;week;July;27;Friday;since;2016;two;years;ago;the;of;quarter;third;1980s;from;to;-;"
    "Christmas;end;9999;0000;weekend;and;hours"
)
WORDS = st.sampled_from(sorted(LISTED.split(";")))
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=7).map(" ".join))


@pytest.mark.parametrize(
    "case", read_cases("date_expressions"), ids=lambda case: f"{case['text']} {case.get('published')}"
)
def test_expression_means_its_interval(case):
    """An expression means the interval of its case, or nothing."""
    found = resolve_date(case["text"], case["published"], Tense(case["tense"]) if "tense" in case else None)
    if case["start"] is None:
        assert found is None
    else:
        assert (found.start, found.end) == (case["start"], case["end"])
        assert found.rule
        assert found.precision == case.get("precision", found.precision)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=7).map(" ".join)),
    st.dates(),
    st.sampled_from([None, *Tense]),
)
def test_any_text_means_nothing_or_an_ordered_interval(text, published, tense):
    """Whatever is asked, the answer is none or an interval of real days whose start is not after its end."""
    found = resolve_date(text, published.isoformat(), tense)
    if found is not None:
        first, last = day_bounds(found.start, found.end)
        assert date.fromisoformat(first) <= date.fromisoformat(last)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day_written_out_is_that_day(day):
    """A day written as news writes it means that day, whatever the publication."""
    written = f"{day:%B} {day.day}, {day.year:04d}"
    assert resolve_date(written, "2023-08-04").start == day.isoformat()


def test_a_clause_is_no_date():
    """A text longer than any date expression is refused."""
    assert resolve_date("Friday " * 100, "2023-08-04") is None
