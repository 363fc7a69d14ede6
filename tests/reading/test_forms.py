"""Direct, indirect, mixed: cases as data."""

from typing import Any

import pytest

from onrecord.reading.quotes import form_of
from onrecord.records import Span
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("forms"))
def test_form(case: dict[str, Any]) -> None:
    """The marks of a content tell its form."""
    text = " ".join(case["content"])
    spans, at = [], 0
    for part in case["content"]:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    assert form_of(text, spans).value == case["expected"]
