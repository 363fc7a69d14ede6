"""Rows with other values of some fields, held against what the standard library gives."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span, changed


@dataclass(frozen=True, slots=True)
class _Alone:
    value: int


@given(start=st.integers(0, 5), end=st.integers(6, 9), other=st.integers(6, 9))
def test_a_changed_row_is_what_replace_gives(start: int, end: int, other: int) -> None:
    """One field or none is changed; the row itself stays."""
    row = Span(start, end)
    assert changed(row, end=other) == replace(row, end=other)
    assert changed(row) == row == Span(start, end)


def test_a_row_of_one_field() -> None:
    """A getter of one field gives no tuple; the row comes out right all the same."""
    assert changed(_Alone(1), value=2) == _Alone(2)
    assert changed(_Alone(1)) == _Alone(1)


def test_a_field_that_is_not_there_is_refused() -> None:
    """As the class itself refuses it."""
    with pytest.raises(TypeError, match="middle"):
        changed(Span(0, 1), middle=1)
