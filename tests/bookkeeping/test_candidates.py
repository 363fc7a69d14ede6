"""Which rows are compared: all that share a key with a new one, each pair once."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.bookkeeping.candidates import pairs_of


def expected(shared: set[tuple[int, int]], fresh: set[int]) -> set[frozenset[int]]:
    """Return the pairs, found the slow way."""
    keys = {key for key, _ in shared}
    pairs = {frozenset(pair) for key in keys for pair in combinations({n for k, n in shared if k == key}, 2)}
    return {pair for pair in pairs if pair & fresh}


@given(st.sets(st.tuples(st.integers(-3, 3), st.integers(1, 9))), st.sets(st.integers(1, 9)))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_every_pair_that_shares_a_key_is_given_once(shared: set[tuple[int, int]], fresh: set[int]) -> None:
    """A new row meets each row that has one of its keys once, however many keys they share."""
    pairs = [tuple(pair) for portion in pairs_of(sorted(shared), fresh) for pair in portion.tolist()]
    assert {frozenset(pair) for pair in pairs} == expected(shared, fresh)
    assert len(pairs) == len({frozenset(pair) for pair in pairs})
    assert all(first in fresh for first, _ in pairs)


@pytest.mark.parametrize("most", [1, 4, 7])
def test_a_common_key_is_given_out_in_portions(most: int) -> None:
    """More pairs than a portion holds come in several, which together are the same pairs."""
    shared = [(1, n) for n in range(6)] + [(2, n) for n in range(3)]
    whole = [pair for portion in pairs_of(shared, range(6)) for pair in portion.tolist()]
    portions = [portion.tolist() for portion in pairs_of(shared, range(6), most_pairs=most)]
    assert len(portions) > 1
    assert sorted(pair for portion in portions for pair in portion) == sorted(whole)
