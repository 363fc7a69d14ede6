"""Which words are forms of one."""

from typing import Any

import pytest
from casefile import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.eventtypes.forms import base_forms
from onrecord.ledger.matching.words import stem


@pytest.mark.parametrize("case", cases("base_forms"))
def test_forms_share_a_base(case: dict[str, Any]) -> None:
    """Two forms of a word share a base, and two words that only look alike do not."""
    first, second = (base_forms(case[name].lower(), stem) for name in ("first", "second"))
    assert bool(first & second) is case["are"]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.from_regex(r"[a-z]{3,9}", fullmatch=True))
def test_a_word_is_a_form_of_itself_and_of_its_plural(word: str) -> None:
    """Every word shares a base with itself and with the word that an s makes of it."""
    assert word in base_forms(word, stem)
    assert base_forms(word, stem) & base_forms(word + "s", stem)
