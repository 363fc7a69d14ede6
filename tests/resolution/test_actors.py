"""Actors: cases, and what holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolution import resolve_actor
from tests.casefile import read_cases


@pytest.mark.parametrize("case", read_cases("actors"), ids=lambda case: case["text"] or "empty")
def test_phrase_means_its_actor(case):
    """A phrase has the country, sectors and name of its case, and a rule where it has any."""
    found = resolve_actor(case["text"], case.get("date"))
    assert found.country == case["country"]
    assert list(found.sectors) == case["sectors"]
    assert "name" not in case or found.name == case["name"]
    assert "rank" not in case or found.rank == case["rank"]
    assert bool(found.rule) or not (found.country or found.sectors)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    """Whatever is asked, there is an answer, and a name only where the text is not empty."""
    found = resolve_actor(text, "2023-08-04")
    assert text.strip() or found.name is None
    assert 0 <= found.score <= 1


def test_a_name_of_a_thousand_characters_is_no_crash():
    """A phrase far longer than any name is looked at no further than its limit."""
    assert resolve_actor("Xyzzy" * 5000).country is None
