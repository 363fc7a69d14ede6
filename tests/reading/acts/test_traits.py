"""Traits of a statement's words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.acts import traits_of
from onrecord.reading.acts.traits import stem_of
from onrecord.reading.quotes import form_of
from onrecord.records import Form, Span
from tests.casefile import cases
from tests.strategies import texts


@pytest.mark.parametrize("case", cases("act_traits"))
def test_words_show_as_traits(case: dict[str, Any]) -> None:
    """What the words of source, cue and content show is named, and nothing else is."""
    form = form_of(case["content"], [Span(0, len(case["content"]))])
    traits = {name for name, size in traits_of(case["source"], case["cue"], case["content"], form).items() if size}
    assert set(case["has"]) <= traits
    assert not set(case["lacks"]) & traits


@given(texts(), texts(), texts(), st.sampled_from(Form))
def test_any_words_have_finite_traits(source: str, cue: str, content: str, form: Form) -> None:
    """Whatever the words, every trait has a name of one line and a size between nothing and a long content's."""
    for name, size in traits_of(source, cue, content, form).items():
        assert name.splitlines() == [name]
        assert 0 <= size < 4


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("deny", "denies", "denied", "denying"), "deny"),
        (("urge", "urges", "urged", "urging"), "urg"),
        (("say", "says", "said", "saying"), "say"),
        (("plan", "plans", "planned", "planning"), "plan"),
        (("press", "pressed", "pressing"), "press"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...], stem: str) -> None:
    """Regular endings are cut, doubled letters undone, irregular forms of common cues looked up."""
    assert {stem_of(form) for form in forms} == {stem}
