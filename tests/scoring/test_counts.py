"""Scores add, and their intervals behave."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.scoring.counts import Count, bootstrap, f1_of, macro_f1_of, total

counts = st.builds(
    lambda correct, more, missed: Count(correct, correct + more, correct + missed),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 20),
)
reports = st.lists(st.fixed_dictionaries({"cue": counts}), min_size=2, max_size=8)


def test_precision_recall_and_f1() -> None:
    """Three right of four given and six asked for are 75, 50 and 60."""
    count = Count(3, 4, 6)
    assert [count.precision, count.recall, count.f1] == pytest.approx([75, 50, 60])


@pytest.mark.parametrize("count", [Count(0, 0, 0), Count(0, 5, 0), Count(0, 0, 5)])
def test_nothing_right_scores_zero(count: Count) -> None:
    """Empty predictions, empty gold or both give 0, not an error."""
    assert count.f1 == 0.0


def test_totals_add_name_by_name() -> None:
    """A line that one report lacks counts as nothing there."""
    assert total([{"cue": Count(1, 2, 3)}, {"cue": Count(1, 1, 1), "source": Count(0, 1, 0)}]) == {
        "cue": Count(2, 3, 4),
        "source": Count(0, 1, 0),
    }


def test_macro_average_leaves_out_types_without_gold() -> None:
    """A type that only the prediction has lowers nothing in the average over the gold's types."""
    measured = {"type: AID": Count(1, 1, 1), "type: ACCUSE": Count(0, 0, 1), "type: PROTEST": Count(0, 3, 0)}
    assert macro_f1_of("type: ")(measured) == pytest.approx(50.0)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(reports)
def test_the_interval_lies_within_the_reports(made: list[dict[str, Count]]) -> None:
    """No resample scores below the worst report or above the best one, and low does not exceed high."""
    interval = bootstrap(made, {"cue": f1_of("cue")}, rounds=50)["cue"]
    singles = [report["cue"].f1 for report in made]
    assert min(singles) - 1e-9 <= interval.low <= interval.high <= max(singles) + 1e-9


def test_the_interval_is_the_same_each_time() -> None:
    """The same records give the same interval."""
    made = [{"cue": Count(n, 10, 10)} for n in range(10)]
    assert bootstrap(made, {"cue": f1_of("cue")}) == bootstrap(made, {"cue": f1_of("cue")})


def test_one_report_has_no_interval() -> None:
    """A single report says nothing about others."""
    assert bootstrap([{"cue": Count(1, 1, 1)}], {"cue": f1_of("cue")}) == {}
