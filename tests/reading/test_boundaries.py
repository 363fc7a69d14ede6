"""PLOVER's borders between types that words decide: cases as data."""

from typing import Any

import pytest

from onrecord.reading.boundaries import bounded_type
from onrecord.records import EventType, Span
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("borders"))
def test_borders(case: dict[str, Any]) -> None:
    """The rule changes the type where its words stand together, and leaves it alone elsewhere."""
    start = case["text"].index(case["trigger"])
    trigger = Span(start, start + len(case["trigger"]))
    assert bounded_type(case["text"], trigger, EventType(case["from"])) == case["expected"]
