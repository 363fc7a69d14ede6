"""
Parts of named months, quarters and years: "the last week of July", "the second Tuesday of November 2020".

    first week of a month -> its first seven days        last day of 2016 -> 2016-12-31
    first nine months of 1989 -> January to September    the 1988 third quarter -> July to September 1988
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from onrecord.records import Precision, Tense
from onrecord.resolution.dates.absolute import nearest_year
from onrecord.resolution.dates.intervals import (
    Interval,
    day_of,
    days_of,
    make_date,
    month_of,
    nth_weekday,
    quarter_of,
    weekend_of,
)
from onrecord.resolution.dates.wording import MONTH, WEEKDAY, YEAR, month_number, weekday_number

__all__ = ["PARTS"]

Meaning = Callable[[re.Match[str], date | None, Tense | None], Interval | None]
_IN_MONTH = rf" (?:of|in) {MONTH}(?:,? (?:of )?{YEAR})?"
_NTH = r"(?:the )?(?P<nth>[1-5]th|last|final|opening|closing) "
_LAST = ("last", "final", "closing")


def _year_and_month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> tuple[int, int] | None:
    month = month_number(match["month"])
    if match["year"]:
        return int(match["year"]), month
    return (nearest_year(month, 15, anchor, tense), month) if anchor else None


def _week_of_month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    """Weeks of a month are counted in sevens from its first day; the last one ends with it."""
    found = _year_and_month(match, anchor, tense)
    if found is None:
        return None
    year, month = found
    length = monthrange(year, month)[1]
    if match["nth"] in _LAST:
        return days_of(date(year, month, length - 6), date(year, month, length), Precision.WEEK)
    first = 7 * (_number(match["nth"]) - 1) + 1
    if first > length:
        return None
    return days_of(date(year, month, first), date(year, month, min(first + 6, length)), Precision.WEEK)


def _number(nth: str) -> int:
    return 1 if nth == "opening" else int(nth[0])


def _half_of_month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    found = _year_and_month(match, anchor, tense)
    if found is None:
        return None
    year, month = found
    if match["half"].startswith("1"):
        return days_of(date(year, month, 1), date(year, month, 15))
    return days_of(date(year, month, 16), date(year, month, monthrange(year, month)[1]))


def _day_of_month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    found = _year_and_month(match, anchor, tense)
    if found is None:
        return None
    year, month = found
    day = make_date(year, month, monthrange(year, month)[1] if match["nth"] in _LAST else _number(match["nth"]))
    return day_of(day) if day else None


def _weekday_of_month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    found = _year_and_month(match, anchor, tense)
    if found is None:
        return None
    year, month = found
    nth = -1 if match["nth"] in _LAST else _number(match["nth"])
    try:
        return day_of(nth_weekday(year, month, weekday_number(match["weekday"]), nth))
    except IndexError:  # no fifth Tuesday in this month
        return None


def _day_of_year(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    year = int(match["year"])
    return day_of(date(year, 12, 31) if match["nth"] in _LAST else date(year, 1, 1))


def _first_units(match: re.Match[str], anchor: date | None, _tense: Tense | None) -> Interval | None:
    """`the first nine months` are of the year named, else of the year of publication."""
    if match["year"] is None and anchor is None:
        return None
    year = int(match["year"]) if match["year"] else anchor.year if anchor else 0
    months = int(match["n"]) * (3 if match["unit"] == "quarter" else 1)
    return month_of(year, 1, months, Precision.RANGE) if 1 <= months <= 12 else None


def _year_quarter(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    return quarter_of(int(match["year"]), int(match["quarter"]))


def _weekend_of(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    month, number = month_number(match["month"]), int(match["day"])
    if match["year"] is None and anchor is None:
        return None
    year = int(match["year"]) if match["year"] else nearest_year(month, number, anchor or date.min, tense)
    day = make_date(year, month, number)
    return weekend_of(day) if day else None


PARTS: tuple[tuple[str, str, Meaning], ...] = (
    ("week-of-month", rf"{_NTH}week{_IN_MONTH}", _week_of_month),
    ("half-of-month", rf"(?:the )?(?P<half>[12]th|last|latter) half{_IN_MONTH}", _half_of_month),
    ("day-of-named-month", rf"{_NTH}day{_IN_MONTH}", _day_of_month),
    ("weekday-of-month", rf"{_NTH}{WEEKDAY}{_IN_MONTH}", _weekday_of_month),
    ("day-of-year", rf"{_NTH.replace('[1-5]th', '1th')}day of (?:the year )?{YEAR}", _day_of_year),
    (
        "first-months",
        rf"(?:the )?1th (?P<n>\d{{1,2}}) (?P<unit>month|quarter)s(?: of (?:the year|this year|{YEAR}))?",
        _first_units,
    ),
    ("year-quarter", rf"(?:the )?{YEAR} (?P<quarter>[1-4])th[ -]quarter", _year_quarter),
    ("weekend-of", rf"(?:the )?weekend of {MONTH} (?P<day>\d{{1,2}})(?:th)?(?:,? {YEAR})?", _weekend_of),
)
