"""Days: how far apart, and the first and last of a month or a year."""

import pytest

from onrecord.ledger.matching.days import days_apart, days_between, days_said, first_day, last_day


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2022-11-02", "2022-11-02", "2022-11-02"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-11-02T08:00:00Z", "2022-11-02", "2022-11-02"),
        ("2022-02-30", None, None),
        ("last year", None, None),
        ("0000", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_first_and_last_day(when: str | None, first: str | None, last: str | None) -> None:
    """A month or a year is taken for its first or last day; what is no date is unknown."""
    assert (first_day(when), last_day(when)) == (first, last)


def test_spans_of_days_that_meet_are_not_apart() -> None:
    """Two spans that share a day are 0 days apart, others as many as lie between their nearest ends."""
    assert days_apart(("2023-07-24", "2023-07-30"), ("2023-07-27", "2023-07-27")) == 0
    assert days_apart(("2023-07-24", "2023-07-30"), ("2023-08-02", None)) == 3
    assert days_apart((None, None), ("2023-08-02", None)) is None


def test_unknown_days_have_no_distance() -> None:
    """A distance is None where one day is unknown."""
    assert days_between("2023-07-24", "2023-07-23") == 1
    assert days_between(None, "2023-07-23") is None


def test_distances_are_said_in_words() -> None:
    """One day is not "1 days"."""
    assert [days_said(1), days_said(4)] == ["1 day apart", "4 days apart"]
