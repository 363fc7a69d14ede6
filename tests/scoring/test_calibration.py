"""Scores against the share that is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.scoring.calibration import above_each_line, expected_error

judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_the_gap_is_weighted_by_rows() -> None:
    """Four rows that say 0.85 and are right three times are off by 0.1; two that say 0 and are wrong by nothing."""
    rows = [(0.85, True), (0.85, True), (0.85, True), (0.85, False), (0.0, False), (0.0, False)]
    assert expected_error(rows) == pytest.approx(4 * 0.1 / 6)
    assert expected_error([]) == 0.0


@given(judged)
def test_the_error_is_a_share(rows: list[tuple[float, bool]]) -> None:
    """The error lies between nothing and one, whatever the rows."""
    assert 0.0 <= expected_error(rows) <= 1.0


@given(judged)
def test_a_higher_line_leaves_fewer_rows(rows: list[tuple[float, bool]]) -> None:
    """Rows and what is kept fall as the line rises; at no line all rows are left."""
    left = above_each_line(rows)
    assert left[0].rows == len(rows)
    assert [at.rows for at in left] == sorted((at.rows for at in left), reverse=True)
    assert [at.kept for at in left] == sorted((at.kept for at in left), reverse=True)
