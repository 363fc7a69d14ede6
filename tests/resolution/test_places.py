"""Places: cases, and what holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.resolution import resolve_place
from tests.casefile import read_cases


@pytest.mark.parametrize("case", read_cases("places"), ids=lambda case: f"{case['text']} {case['country']}")
def test_toponym_lies_where_its_report_says(case):
    """A toponym is placed by what its report names, or not at all."""
    start = case["context"].find(case["text"])
    found = resolve_place(case["text"], case["context"], Span(start, start + len(case["text"])))
    if case["country"] is None:
        assert found is None
        return
    assert found.country == case["country"]
    assert found.precision == case.get("precision", found.precision)
    if "near" in case:
        assert abs(found.latitude - case["near"][0]) < 0.2
        assert abs(found.longitude - case["near"][1]) < 0.2


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_lies_nowhere_or_on_the_globe(text, context):
    """Whatever is asked, the answer is none or a point within the world."""
    found = resolve_place(text, context)
    if found is not None and found.latitude is not None:
        assert -90 <= found.latitude <= 90
        assert -180 <= found.longitude <= 180
