"""
The dates of a whole report, left to right, so that one may rest on another.

    "shelled the town on July 3 ... Two days later ..."        -> 2023-07-05
    "fell 4% in the third quarter ... from the year-ago period" -> the third quarter of the year before
    "signed on Monday ... the next day"                         -> Tuesday

An expression that says `next`, `later`, `that` counts from the date the text gave last (its narrative
date), not from publication; where the text gave none within reach, it means nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.records import DateBasis, Precision, Span, Tense
from onrecord.resolution.dates.grammar import resolve_date
from onrecord.resolution.dates.intervals import Interval, add_months, month_of, parse_iso, quarter_of
from onrecord.resolution.dates.relative import step_of_unit
from onrecord.resolution.dates.wording import normalise

__all__ = ["resolve_dates"]

_REACH = 600
"""Characters back to the date that an expression counts from. Compared at 300, 600 and 1200 on tempeval half a."""
_QUARTER_REACH = 4000
"""Characters back to the quarter that a report on earnings speaks of."""
_NEAR = 1500
"""Characters within which `a year earlier` is the earlier quarter, not the earlier year."""

_UNIT = r"(?P<unit>day|week|month|year)"
_STEP_AFTER = re.compile(
    rf"^(?:on |by |in |over |during )?(?:the )?(?P<which>next|following|previous|preceding) {_UNIT}$"
)
_BESIDE = re.compile(rf"^(?:on )?(?:the )?{_UNIT} (?P<way>before|after|earlier|later)$")
_COUNTED = re.compile(
    rf"^(?:just |only )?(?P<n>\d+)[ -]{_UNIT}s? (?P<way>before|earlier|previously|later|after|afterwards?|thereafter)$"
)
_SAME = re.compile(rf"^(?:on |in |by |later )?(?:that(?: same)?|the(?: very)? same|the selfsame) {_UNIT}$")
_THIS_QUARTER = re.compile(r"^(?:the |that |this )?(?:latest )?(?:quarter|period)$")
_YEAR_AGO_QUARTER = re.compile(
    r"^(?:the |a )?(?:comparable |corresponding |same )?(?:year-ago|year-earlier|prior-year|year earlier|year ago)"
    r"(?: (?:quarter|period|level|figure))?$"
    r"|^(?:the )?(?:comparable |corresponding |same )?(?:quarter|period)(?: of)? (?:last year|a year (?:ago|earlier))$"
    r"|^last year(?:'s)? (?:quarter|period)$"
)
_YEAR_QUARTER = re.compile(r"^(?:the )?(?P<year>[12]\d{3}) (?:quarter|period)$")
_YEAR_EARLIER = re.compile(r"^(?:1 )?year (?:earlier|ago|before)$")
_COMPARED = re.compile(r"\b(?:from|with|against|than)\b(?:[^.;]|\.\d)*$")
_FINER = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "week", "month"),
    "year": ("day", "week", "month", "quarter", "season", "year"),
}
"""Precisions that an interval may have for a step of the unit to count from it."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A date that the text gave."""

    span: Span
    interval: Interval
    is_named: bool
    """Whether its own words give it, not a date before it."""


def resolve_dates(
    text: str, spans: Iterable[Span], published: str | None, tense_of: Callable[[Span], Tense | None]
) -> dict[Span, Interval]:
    """
    Return when each date of a report means; spans whose words name no time are left out.

    Parameters
    ----------
    text:
        The whole report.
    spans:
        The expressions, in any order.
    published:
        ISO day of publication, or None where it is unknown.
    tense_of:
        The tense of the clause around a span.
    """
    said: list[_Said] = []
    for span in sorted(set(spans)):
        words = normalise(span.slice(text))
        found = _from_narrative(words, span, text, said)
        named = found is None
        if found is None:
            found = None if _needs_narrative(words) else resolve_date(span.slice(text), published, tense_of(span))
        if found is not None:
            said.append(_Said(span, found, named))
    return {one.span: one.interval for one in said}


def _needs_narrative(words: str) -> bool:
    """Whether an expression means nothing without a date before it: the next day, two days later, that month."""
    counted = _COUNTED.match(words)
    if counted:
        return counted["way"] not in ("earlier", "previously")
    beside, step = _BESIDE.match(words), _STEP_AFTER.match(words)
    if beside:
        return beside["way"] != "earlier"
    return bool(step and words != f"{step['which']} {step['unit']}" and step["unit"] == "day")


def _from_narrative(words: str, span: Span, text: str, said: list[_Said]) -> Interval | None:
    for name, reading in _READINGS.items():
        found = reading(words, span, text, said)
        if found is not None:
            return replace(found, basis=DateBasis.RELATIVE, rule=name)
    return None


def _base(unit: str, span: Span, said: list[_Said]) -> date | None:
    """The first day of the nearest date before the span that is fine enough to count units from."""
    for one in reversed(said):
        if span.start - one.span.end > _REACH:
            return None
        if one.interval.precision.value in _FINER[unit]:
            return parse_iso(one.interval.start)
    return None


def _stepped(unit: str, step: int, base: date | None) -> Interval | None:
    if base is None:
        return None
    try:
        return step_of_unit(unit, step, base)
    except (OverflowError, ValueError):  # before year 1 or after year 9999
        return None


def _step(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    """`the next day`, `the previous week`; but `next week` without an article counts from publication."""
    match = _STEP_AFTER.match(words)
    if match is None or (match["which"] == "next" and match["unit"] != "day") or words.startswith("next"):
        return None
    return _stepped(
        match["unit"], 1 if match["which"] in ("next", "following") else -1, _base(match["unit"], span, said)
    )


def _beside(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    match = _BESIDE.match(words)
    if match is None or (match["unit"] != "day" and match["way"] == "earlier"):
        return None
    return _stepped(match["unit"], 1 if match["way"] in ("after", "later") else -1, _base(match["unit"], span, said))


def _counted(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    match = _COUNTED.match(words)
    if match is None:
        return None
    sign = -1 if match["way"] in ("before", "earlier", "previously") else 1
    return _stepped(match["unit"], sign * int(match["n"]), _base(match["unit"], span, said))


def _same(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    match = _SAME.match(words)
    return _stepped(match["unit"], 0, _base(match["unit"], span, said)) if match else None


def _quarter(span: Span, said: list[_Said], reach: int) -> Interval | None:
    """The quarter that the text named last."""
    for one in reversed(said):
        if span.start - one.span.end > reach:
            return None
        if one.interval.precision is Precision.QUARTER and one.is_named:
            return one.interval
    return None


def _this_quarter(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    """`the quarter`, `the latest period`: the quarter the report speaks of."""
    return _quarter(span, said, _QUARTER_REACH) if _THIS_QUARTER.match(words) else None


def _year_ago_quarter(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    """`the year-ago quarter`: the one the report speaks of, a year before."""
    return _year_before(_quarter(span, said, _QUARTER_REACH)) if _YEAR_AGO_QUARTER.match(words) else None


def _quarter_of_year(words: str, span: Span, _text: str, said: list[_Said]) -> Interval | None:
    """`the 1988 quarter`: the one the report speaks of, in that year."""
    match = _YEAR_QUARTER.match(words)
    quarter = _quarter(span, said, _QUARTER_REACH) if match else None
    first = parse_iso(quarter.start) if quarter else None
    return quarter_of(int(match["year"]), (first.month - 1) // 3 + 1) if match and first else None


def _year_earlier(words: str, span: Span, text: str, said: list[_Said]) -> Interval | None:
    """`$4 million, compared with $3 million a year earlier`, close after a quarter: that quarter, a year before."""
    if not _YEAR_EARLIER.match(words):
        return None
    quarter = _quarter(span, said, _NEAR)
    if quarter is None or not _COMPARED.search(text[max(0, span.start - 90) : span.start]):
        return None
    return _year_before(quarter)


def _year_before(quarter: Interval | None) -> Interval | None:
    first = parse_iso(quarter.start) if quarter else None
    if first is None:
        return None
    year, month = add_months(first.year, first.month, -12)
    return quarter_of(year, (month - 1) // 3 + 1) if month % 3 == 1 else month_of(year, month, 3, Precision.QUARTER)


_READINGS: Mapping[str, Callable[[str, Span, str, list[_Said]], Interval | None]] = {
    "narrative: quarter": _this_quarter,
    "narrative: year-ago quarter": _year_ago_quarter,
    "narrative: quarter of year": _quarter_of_year,
    "narrative: year earlier": _year_earlier,
    "narrative: step": _step,
    "narrative: beside": _beside,
    "narrative: counted": _counted,
    "narrative: same": _same,
}
