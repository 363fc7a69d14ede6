"""The checks on the model report, tried on a report of our own with the same parts."""

from collections.abc import Iterator
from typing import Any

import pytest
from evaluation.seed import date_checks, days, denial_checks, event_checks

TEXT = "A visit last week. July 27 parade. July 31 halt. Last November it accused; denied."


def at(words: str) -> list[int]:
    """Return the offsets of words in the report."""
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def event(type: str, trigger: str, expression: str | None = None, start: str = "", end: str = "") -> dict[str, Any]:
    """Return an event of the report as gold and record both write it."""
    return {
        "type": type,
        "mode": "visit" if type == "CONSULT" else None,
        "trigger": at(trigger),
        "actors": [{"country": "RUS"}],
        "recipients": [{"country": "PRK"}],
        "date": {"span": at(expression), "start": start, "end": end} if expression else None,
    }


GOLD = [
    event("CONSULT", "visit", "last week", "2023-07-24", "2023-07-30"),
    event("MOBILIZE", "parade", "July 27", "2023-07-27", "2023-07-27"),
    event("SANCTION", "halt", "July 31", "2023-07-31", "2023-07-31"),
    event("ACCUSE", "accused", "Last November", "2022-11", "2022-11"),
    event("REJECT", "denied"),
]
ROW = {"id": "r", "text": TEXT, "statements": [], "events": GOLD}


def by_trigger(gold: list[Any], predicted: list[Any], _text: str) -> Iterator[tuple[Any, Any]]:
    """Pair events that have the same trigger."""
    yield from ((g, p) for g in gold for p in predicted if g["trigger"] == p["trigger"])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"start": "2022-11", "end": "2022-11"}, ("2022-11-01", "2022-11-30")),
        ({"start": "2022-11-01", "end": "2022-11-30"}, ("2022-11-01", "2022-11-30")),
        ({"start": "2024", "end": None}, ("2024-01-01", "2024-12-31")),
        ({"start": "2024-02", "end": "2024-02"}, ("2024-02-01", "2024-02-29")),
        ({"start": None, "end": None}, None),
        (None, None),
    ],
)
def test_months_and_years_are_the_days_they_span(date: dict[str, Any] | None, expected: tuple[str, str] | None) -> None:
    """A month written as a month and as its days are the same date."""
    assert days(date) == expected


def test_a_record_like_the_gold_passes_every_check() -> None:
    """Five events and four dates are asked for."""
    record = {"events": GOLD, "statements": []}
    checks = [*event_checks(ROW, record, by_trigger), *date_checks(ROW, record)]
    assert [check.name for check in checks if check.passed] == [
        "the visit",
        "the parade",
        "the halted exports",
        "the accusation",
        "its denial",
        "date of last week",
        "date of July 27",
        "date of July 31",
        "date of Last November",
    ]


def test_a_wrong_type_or_a_wrong_day_fails_and_is_shown() -> None:
    """The check says what the record holds instead."""
    record = {
        "events": [GOLD[0] | {"type": "AGREE"}, event("MOBILIZE", "parade", "July 27", "2022-07-27", "2022-07-27")],
        "statements": [],
    }
    found = {
        check.name: (check.passed, check.found)
        for check in [*event_checks(ROW, record, by_trigger), *date_checks(ROW, record)]
    }
    assert found["the visit"] == (False, "AGREE “visit”")
    assert found["the parade"] == (True, "MOBILIZE “parade”")
    assert found["date of July 27"] == (False, "2022-07-27 to 2022-07-27")
    assert found["its denial"] == (False, "nothing there")
    assert found["date of Last November"] == (False, "not resolved")


@pytest.mark.parametrize(("deniers", "passed"), [(["s1"], True), ([], False)])
def test_what_is_denied_needs_somebody_who_denies_it(deniers: list[str], passed: bool) -> None:
    """The event that the gold has as denied must be denied in the record, by whatever statement."""
    row = ROW | {"events": [GOLD[3] | {"denied_by": ["s9"]}, GOLD[4]]}
    record = {"events": [GOLD[3] | {"denied_by": deniers}, GOLD[4]]}
    (check,) = denial_checks(row, record, by_trigger)
    assert check.passed is passed
