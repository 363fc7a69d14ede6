"""Groups out of links: the same for any order, and never wider than what links tie together."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.grouping import components, groups

names = st.sampled_from("abcdefgh")
links = st.dictionaries(
    st.tuples(names, names).filter(lambda pair: pair[0] < pair[1]), st.integers(0, 100).map(lambda n: n / 100)
)
bounded = settings(derandomize=True, max_examples=80, deadline=None)


def test_a_group_takes_in_what_is_like_all_of_it() -> None:
    """One strong link to a member is not enough where the others are unlike."""
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.1}
    assert groups("abc", scores, line=0.5) == (("a", "b"), ("c",))
    assert groups("abc", scores, line=0.4) == (("a", "b", "c"),)


def test_equal_links_are_taken_by_id() -> None:
    """Of two links alike the one of the smaller ids is joined first."""
    assert groups("abc", {("a", "b"): 0.6, ("b", "c"): 0.6}, line=0.5) == (("a", "b"), ("c",))


@bounded
@given(links, st.randoms())
def test_groups_do_not_depend_on_order(scores: dict[tuple[str, str], float], rng: random.Random) -> None:
    """Any order of members and links gives the same groups, each member in one."""
    shuffled = list(scores.items())
    rng.shuffle(shuffled)
    members = list("abcdefgh")
    found = groups(members, scores, line=0.5)
    rng.shuffle(members)
    assert groups(members, dict(shuffled), line=0.5) == found
    assert sorted(one for group in found for one in group) == list("abcdefgh")


@bounded
@given(links)
def test_parts_can_be_grouped_alone(scores: dict[tuple[str, str], float]) -> None:
    """Grouping each connected part by itself gives the groups of the whole."""
    parts = components("abcdefgh", [pair for pair, score in scores.items() if score > 0])
    apart = [
        group
        for part in parts
        for group in groups(part, {pair: score for pair, score in scores.items() if pair[0] in part}, line=0.5)
    ]
    assert sorted(apart) == list(groups("abcdefgh", scores, line=0.5))
