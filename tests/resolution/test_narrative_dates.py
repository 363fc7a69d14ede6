"""Dates that count from a date the text gave before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.resolution import day_bounds, resolve_dates, tense_around
from tests.casefile import cases


def span_of(text, phrase):
    """Return where a phrase stands."""
    start = text.index(phrase)
    return Span(start, start + len(phrase))


@pytest.mark.parametrize("case", cases("narrative_dates"))
def test_a_date_counts_from_the_one_before(case):
    """Each expression of a report means its interval, or nothing."""
    text = case["text"]
    spans = {phrase: span_of(text, phrase) for phrase in case["dates"]}
    found = resolve_dates(text, spans.values(), case["published"], lambda span: tense_around(text, span))
    shown = {phrase: found.get(span) for phrase, span in spans.items()}
    assert {phrase: [i.start, i.end] if i else None for phrase, i in shown.items()} == case["dates"]
    assert all(interval.rule for interval in found.values())


WORDS = st.sampled_from(
    ["the next day", "two days later", "a year earlier", "that month", "the quarter", "in May 2020", "on Friday", "xx"]
)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.dates())
def test_any_order_of_dates_gives_ordered_intervals(phrases, published):
    """Whatever follows whatever, an answer is an interval of real days whose start is not after its end."""
    text, spans = "", []
    for phrase in phrases:
        spans.append(Span(len(text), len(text) + len(phrase)))
        text += phrase + " . "
    for interval in resolve_dates(text, spans, published.isoformat(), lambda _: None).values():
        first, last = day_bounds(interval.start, interval.end)
        assert first <= last
