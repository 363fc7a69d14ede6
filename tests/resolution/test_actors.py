"""Actors: cases, and what holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolution import RANKS, compare_ranks, resolve_actor
from tests.casefile import read_cases


@pytest.mark.parametrize("case", read_cases("actors"), ids=lambda case: case["text"] or "empty")
def test_phrase_means_its_actor(case):
    """A phrase has the country, sectors and name of its case, and a rule where it has any."""
    found = resolve_actor(case["text"], case.get("date"), case.get("context", ""))
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


def test_a_state_has_its_wikidata_item_and_its_capital_has_not():
    """The item is that of the state named; of its capital, which stands for its government, none is given."""
    assert resolve_actor("Kenya").wikidata == "Q114"
    assert resolve_actor("Nairobi").wikidata is None


def test_delegations_are_compared_by_rank():
    """A minister stands above a vice chairman; a leader of a party has no level among offices of state."""
    minister, deputy = (resolve_actor(text).rank for text in ("Kenya's defense minister", "Kenya's vice chairman"))
    assert compare_ranks(minister, deputy) == 1
    assert compare_ranks(deputy, minister) == -1
    assert compare_ranks("minister", "minister") == 0
    assert compare_ranks("leader", "minister") is None
    assert compare_ranks(None, "minister") is None


@given(st.sampled_from(RANKS), st.sampled_from(RANKS))
def test_the_order_of_ranks_is_the_same_from_both_sides(one, other):
    """What stands above is stood below by the other."""
    there, back = compare_ranks(one, other), compare_ranks(other, one)
    assert (there is None) == (back is None)
    assert there is None or there == -back
