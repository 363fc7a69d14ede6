"""
Dates made of another date: counted from it, open at one end, or reaching from one to the next.

    "the day before Christmas"      -> a day, from the day of the other
    "on the eve of July 27"         -> the day before
    "the 20th anniversary of the Sept. 11 attacks" -> its day, twenty years on
    "since 2016", "until Friday"    -> to, or from, publication
    "between May and July"          -> both ends and what lies between

The part inside is resolved by the rules for simple expressions; where it means nothing, nor does the whole.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.records import Precision, Tense
from onrecord.resolution.dates.intervals import Interval, day_of, days_of, make_date, parse_iso
from onrecord.resolution.dates.relative import step_of_unit

__all__ = ["composite"]

Simple = Callable[[str, Tense | None], Interval | None]
"""Resolves an expression that holds no other, counted from publication."""

_OPEN = re.compile(
    r"^(?:ever )?(?P<word>since|after|until|till|before|prior to|by|from)\s+(?P<rest>.+?)(?P<on>\s+on(?:wards?)?)?$"
)
_AGO = re.compile(r"\s(\d+ (?:day|week|month|year|decade)s? ago)$")
_RANGE = re.compile(
    r"^(?:(?:from|between)\s+)?(?P<first>.+?)\s*(?:\s(?:to|and|through|until|till)\s|-)\s*(?P<last>.+)$"
)
_OFFSET = re.compile(
    r"^(?:the |just )*(?:(?P<n>\d+) )?(?P<unit>day|week|month|year)s? "
    r"(?P<way>before|prior to|after|following) (?P<rest>.+)$"
)
_EVE = re.compile(r"^(?:on )?(?:the )?eve of (?:the )?(?P<rest>.+)$")
_ANNIVERSARY = re.compile(r"^(?:on )?(?:the )?(?:(?P<n>\d+)th )?anniversary of (?:the )?(?P<rest>.+)$")
_WEEK_ENDING = re.compile(r"^(?:the )?(?P<unit>week|quarter)(?: that)? end(?:ing|ed|s) (?:on )?(?P<rest>.+)$")


def composite(words: str, simple: Simple, anchor: date | None, tense: Tense | None) -> Interval | None:
    """Return what an expression that holds other dates means; None where it holds none, or none that is known."""
    for reading in (_offset, _eve, _anniversary, _ending, _open, _range):
        found = reading(words, simple, anchor, tense)
        if found is not None:
            return found
    return None


def _single_day(interval: Interval | None) -> date | None:
    """The day of an interval of one day; None for anything longer."""
    if interval is None or interval.start != interval.end or len(interval.start) != 10:
        return None
    return parse_iso(interval.start)


def _offset(words: str, simple: Simple, _anchor: date | None, tense: Tense | None) -> Interval | None:
    match = _OFFSET.match(words)
    if match is None:
        return None
    base = simple(match["rest"], tense)
    day = _single_day(base)
    if base is None or (day is None and match["unit"] in ("day", "week")):
        return None
    sign = -1 if match["way"] in ("before", "prior to") else 1
    try:
        found = step_of_unit(match["unit"], sign * int(match["n"] or 1), day or parse_iso(base.start) or date.min)
    except (OverflowError, ValueError):  # before year 1 or after year 9999
        return None
    return replace(found, basis=base.basis, rule=f"{match['way']}+{base.rule}") if found else None


def _eve(words: str, simple: Simple, _anchor: date | None, tense: Tense | None) -> Interval | None:
    match = _EVE.match(words)
    base = simple(match["rest"], tense) if match else None
    day = _single_day(base)
    if base is None or day is None or day == date.min:
        return None
    return replace(day_of(day - timedelta(days=1)), basis=base.basis, rule=f"eve+{base.rule}")


def _anniversary(words: str, simple: Simple, anchor: date | None, tense: Tense | None) -> Interval | None:
    """The day of the year, that many years on; where no year or no number is given, the one nearest to publication."""
    match = _ANNIVERSARY.match(words)
    base = simple(match["rest"].removesuffix(" attacks"), tense) if match else None
    day = _single_day(base)
    if match is None or base is None or day is None:
        return None
    has_year = re.search(r"\b[12]\d{3}\b|9/11", match["rest"])
    year = day.year + int(match["n"]) if match["n"] and has_year else anchor.year if anchor else None
    found = make_date(year, day.month, day.day) if year else None
    return replace(day_of(found), basis=base.basis, rule=f"anniversary+{base.rule}") if found else None


def _ending(words: str, simple: Simple, _anchor: date | None, tense: Tense | None) -> Interval | None:
    """`the week ended July 27`: the seven days up to it; `the quarter ended Sept. 30`: three months."""
    match = _WEEK_ENDING.match(words)
    base = simple(match["rest"], tense) if match else None
    day = _single_day(base)
    if match is None or base is None or day is None:
        return None
    if match["unit"] == "week":
        found = days_of(day - timedelta(days=6), day, Precision.WEEK) if day.toordinal() > 6 else None
    else:
        found = step_of_unit("quarter", 0, day)
    return replace(found, basis=base.basis, rule=f"ending+{base.rule}") if found else None


def _open(words: str, simple: Simple, anchor: date | None, tense: Tense | None) -> Interval | None:
    """`since 2016` runs to publication, `until Friday` from it where it is to come; else only `by` keeps its date."""
    match = _OPEN.match(words)
    if match is None or (match["word"] == "from" and not match["on"]):
        return None
    word = "since" if match["word"] == "from" else "until" if match["word"] == "till" else match["word"]
    rest = _AGO.search(match["rest"]) if word == "since" else None
    point = simple(rest[1] if rest else match["rest"], Tense.PAST if word == "since" else tense)
    if point is None:
        return None
    if word == "since" and anchor is not None and point.start <= anchor.isoformat():
        return replace(point, end=anchor.isoformat(), precision=Precision.RANGE, rule=f"since+{point.rule}")
    if word == "until" and anchor is not None and tense is not Tense.PAST and point.end > anchor.isoformat():
        return replace(point, start=anchor.isoformat(), precision=Precision.RANGE, rule=f"until+{point.rule}")
    return replace(point, rule=f"by+{point.rule}") if word == "by" else None


def _range(words: str, simple: Simple, _anchor: date | None, tense: Tense | None) -> Interval | None:
    match = _RANGE.match(words)
    if match is None:
        return None
    last = simple(match["last"], tense)
    first = simple(match["first"], tense)
    if last is not None and first is None:
        first = simple(f"{match['first']} {last.start[:4]}", tense)
    if first is None or last is None or first.start > last.end:
        return None
    return replace(last, start=first.start, precision=Precision.RANGE, rule=f"range({first.rule},{last.rule})")
