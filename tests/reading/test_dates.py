"""Date expressions of regular form: cases as data, and what they take the place of."""

from typing import Any

import pytest

from onrecord.reading.dates import date_spans, with_regular_dates
from onrecord.records import Mention, MentionId, MentionKind, Span
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("regular_dates"))
def test_regular_dates(case: dict[str, Any]) -> None:
    """The whole expression is found, and nothing that only looks like one."""
    text = case["text"]
    assert [s.slice(text) for s in date_spans(text, [Span(0, len(text))])] == case["expected"]


def test_a_regular_date_takes_the_place_of_what_it_touches() -> None:
    """Half a date of the network's gives way; other mentions stay."""
    text = "Minsk left last week"
    half = Mention(id=MentionId("a"), span=Span(16, 20), head=Span(16, 20), kind=MentionKind.DATE, score=0.5)
    name = Mention(id=MentionId("b"), span=Span(0, 5), head=Span(0, 5), kind=MentionKind.PLACE, score=0.9)
    out = with_regular_dates([name, half], "r", text, [Span(0, len(text))])
    assert [m.span.slice(text) for m in out] == ["Minsk", "last week"]
