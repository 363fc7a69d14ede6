"""Which language a text is in, and what told it, by cases."""

from typing import Any

import pytest
from tests.casefile import cases

from onrecord.cleaning.language import language_of


@pytest.mark.parametrize("case", cases("languages"))
def test_language(case: dict[str, Any]) -> None:
    """Code and rule; nothing where a text is too short."""
    found = language_of(case["text"])
    assert (found and found.code, found and found.rule) == (case["language"], case["rule"])
