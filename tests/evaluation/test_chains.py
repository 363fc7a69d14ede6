"""Measures of chains give the published figures, and behave as measures do."""

from itertools import permutations
from typing import Any

import pytest
from casefile import cases
from evaluation.chains import ChainScore, Share, mention_share, score_chains, total_score
from hypothesis import given, settings
from hypothesis import strategies as st

# A list that says of each mention in which chain it stands is a set of disjoint chains; 0 leaves it out.
assignments = st.lists(st.integers(0, 4), max_size=9)


def chains_of(numbers: list[int]) -> list[set[int]]:
    """Mentions with one number are one chain."""
    return [{m for m, n in enumerate(numbers) if n == number} for number in sorted(set(numbers) - {0})]


@pytest.mark.parametrize("case", cases("chain_scores"))
def test_worked_examples(case: dict[str, Any]) -> None:
    """Recall, precision and F1 of each measure are those of the worked example, in percent."""
    score = score_chains(*([set(chain) for chain in case[side]] for side in ("gold", "found")))
    for measure, expected in case["expected"].items():
        share = getattr(score, measure)
        assert [share.recall, share.precision, share.f1] == pytest.approx(expected, abs=0.006), measure


def test_the_mean_of_the_three() -> None:
    """The CoNLL F1 is the mean of the three F1."""
    score = score_chains([set("abc"), set("defg")], [set("ab"), set("cd"), set("fghi")])
    assert score.conll_f1 == pytest.approx((40 + 45.4545 + 52) / 3, abs=0.001)


def test_reports_add_before_they_are_divided() -> None:
    """A long report weighs more than a short one."""
    whole = total_score([score_chains([set("abcde")], [set("abcde")]), score_chains([set("ab")], [])])
    assert whole.muc == Share(4, 5, 4, 4)
    assert whole.b_cubed.recall == pytest.approx(500 / 7)
    assert total_score([]) == ChainScore()


def test_mentions_are_counted_apart_from_their_chains() -> None:
    """Two of three gold mentions and one that is none give 66.7 and 66.7."""
    share = mention_share([{1, 2, 3}], [{1, 4}, {2}])
    assert [share.recall, share.precision] == pytest.approx([200 / 3, 200 / 3])


@pytest.mark.parametrize(("gold", "found"), [([{1, 2}, {2, 3}], []), ([], [{1}, {1}]), ([set()], [])])
def test_what_are_no_chains_is_refused(gold: list[set[int]], found: list[set[int]]) -> None:
    """A mention in two chains of one side, or an empty chain, is an error that says which side."""
    with pytest.raises(ValueError, match="gold" if gold else "found"):
        score_chains(gold, found)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(assignments)
def test_what_is_right_scores_full(numbers: list[int]) -> None:
    """The gold chains themselves score 100 wherever a measure has anything to count."""
    chains = chains_of(numbers)
    score = score_chains(chains, chains)
    for share in (score.muc, score.b_cubed, score.ceaf_e):
        assert share.f1 == pytest.approx(100 if share.gold else 0)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(assignments, assignments)
def test_recall_and_precision_change_places(one: list[int], other: list[int]) -> None:
    """Swapping the sides swaps recall and precision, and no figure leaves 0 to 100."""
    there, back = score_chains(chains_of(one), chains_of(other)), score_chains(chains_of(other), chains_of(one))
    for measure in ("muc", "b_cubed", "ceaf_e"):
        a, b = getattr(there, measure), getattr(back, measure)
        assert [a.recall, a.precision] == pytest.approx([b.precision, b.recall])
        assert 0 <= a.f1 <= 100 + 1e-9


@settings(derandomize=True, max_examples=120, deadline=None)
@given(assignments, assignments)
def test_the_best_pairing_is_the_best_of_all(one: list[int], other: list[int]) -> None:
    """CEAF-e pairs chains as well as trying every pairing does."""
    gold, found = chains_of(one), chains_of(other)
    short, long = sorted((gold, found), key=len)
    tried = (
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(short, order, strict=False))
        for order in permutations(long)
    )
    assert score_chains(gold, found).ceaf_e.recalled == pytest.approx(max(tried))
