"""
Dates that count from publication: "yesterday", "last week", "two months ago", "the past four years".

Weeks run Monday to Sunday. "Last Friday" is the last one before publication; a bare
"Friday" is the last one up to publication, or the next one where the tense is future. The weekday of
tomorrow is tomorrow whatever the tense: of six days ago news say "last Friday", and a report stamped the
evening before it is printed names the day it is printed on (tempeval half a: 8 of 8).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.records import Precision, Tense
from onrecord.resolution.dates.absolute import PART, nearest_year, part_name, season_year
from onrecord.resolution.dates.intervals import (
    SEASONS,
    Interval,
    add_months,
    century_of,
    day_of,
    days_of,
    decade_of,
    make_date,
    month_of,
    part_of,
    quarter_of,
    season_of,
    week_of,
    weekend_of,
    year_of,
)
from onrecord.resolution.dates.wording import MONTH, NUMBER, WEEKDAY, month_number, weekday_number

__all__ = ["RELATIVE", "step_of_unit"]

Meaning = Callable[[re.Match[str], date | None, Tense | None], Interval | None]
_OFFSETS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "this day": 0,
            "earlier today": 0, "later today": 0, "yesterday": -1, "last night": -1, "tomorrow": 1, "tomorrow night": 1,
            "day before yesterday": -2, "day after tomorrow": 2, "overnight": 0, "later yesterday": -1}  # fmt: skip
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|century)"
_UNITS = r"(?P<unit>day|week|fortnight|month|quarter|year|decade)s?"
_WHICH = (
    r"(?P<which>last|latest|past|previous|this past|this|current|next|coming|this coming|following|upcoming|same|"
    r"this same)"
)
_STEP = {"last": -1, "latest": -1, "past": -1, "previous": -1, "this past": -1, "this": 0, "current": 0, "same": 0,
         "this same": 0, "next": 1, "coming": 1, "this coming": 1, "following": 1, "upcoming": 1}  # fmt: skip


def _known(meaning: Callable[[re.Match[str], date, Tense | None], Interval | None]) -> Meaning:
    """Refuse where the date of publication is unknown, or the calendar ends."""

    def asked(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
        if anchor is None:
            return None
        try:
            return meaning(match, anchor, tense)
        except (OverflowError, ValueError):  # before year 1 or after year 9999
            return None

    return asked


def _named_day(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    return day_of(anchor + timedelta(days=_OFFSETS[match["day"]]))


def _weekday(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    wanted, which = weekday_number(match["weekday"]), match["which"]
    back = (anchor.weekday() - wanted) % 7
    ahead = (wanted - anchor.weekday()) % 7
    if which in ("last", "past", "previous", "this past"):
        return day_of(anchor - timedelta(days=back or 7))
    if which in ("next", "coming", "this coming", "following", "upcoming"):
        return day_of(anchor + timedelta(days=ahead or 7))
    if which == "this":
        return day_of(anchor - timedelta(days=anchor.weekday() - wanted))
    if tense is Tense.FUTURE:
        return day_of(anchor + timedelta(days=ahead))
    if ahead == 1 and which is None:
        return day_of(anchor + timedelta(days=1))
    return day_of(anchor - timedelta(days=back))


def _weekday_week(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    monday = anchor - timedelta(days=anchor.weekday())
    step = _STEP[match["which"]] if match["which"] else -int(match["n"])
    return day_of(monday + timedelta(days=7 * step + weekday_number(match["weekday"])))


def step_of_unit(unit: str, step: int, anchor: date) -> Interval | None:
    """Return the unit that lies `step` units from the one that holds the anchor."""
    if unit == "day":
        return day_of(anchor + timedelta(days=step))
    if unit in ("week", "fortnight"):
        return week_of(anchor + timedelta(days=(7 if unit == "week" else 14) * step))
    if unit == "month":
        return month_of(*add_months(anchor.year, anchor.month, step))
    if unit == "quarter":
        year, month = add_months(anchor.year, anchor.month, 3 * step)
        return quarter_of(year, (month - 1) // 3 + 1)
    if unit == "decade":
        return decade_of(anchor.year + 10 * step)
    if unit == "century":
        return century_of(anchor.year // 100 + 1 + step)
    return year_of(anchor.year + step)


def _unit(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    found = step_of_unit(match["unit"], _STEP[match["which"]] if match["which"] else 0, anchor)
    if found is None or not match["part"]:
        return found
    return part_of(found, part_name(match["part"]))


def _weekend(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    which = match["which"]
    if which in ("next", "coming", "this coming") or (tense is Tense.FUTURE and which in (None, "this")):
        return weekend_of(anchor + timedelta(days=7 if which == "next" and anchor.weekday() >= 5 else 0))
    if anchor.weekday() >= 5 and which not in ("last", "past", "this past"):
        return weekend_of(anchor)
    return weekend_of(anchor - timedelta(days=7))


def _month_of_year(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """Last November is the last one before this month; in November of last year it would be said so."""
    month = month_number(match["month"])
    if match["which"] in ("last", "past", "this past", "previous"):
        found = month_of(anchor.year - (month >= anchor.month), month)
    elif match["which"] in ("next", "coming", "this coming", "upcoming", "following"):
        found = month_of(anchor.year + (month <= anchor.month), month)
    else:
        found = month_of(anchor.year, month)
    return part_of(found, part_name(match["part"])) if match["part"] else found


def _month_in(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    found = month_of(anchor.year + _STEP[match["which"]], month_number(match["month"]))
    return part_of(found, part_name(match["part"])) if match["part"] else found


def _season_of_year(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    season, which = match["season"], match["which"]
    if which in ("next", "coming", "this coming", "upcoming"):
        found = season_of(anchor.year + (anchor.month >= SEASONS[season]), season)
    elif which in ("this", "current"):
        found = season_of(anchor.year - (season == "winter" and anchor.month <= 2), season)
    else:
        year = season_year(season, anchor, Tense.PAST)
        year, month = add_months(year, SEASONS[season], 0)
        running = (anchor.year * 12 + anchor.month) - (year * 12 + month) < 3
        found = season_of(year - (running and which == "last"), season)
    return part_of(found, part_name(match["part"])) if match["part"] else found


def _ago(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    sign = 1 if match["way"] in ("from now", "from today", "hence") else -1
    return _shifted(float(match["n"]) * sign, match["unit"], anchor)


def _shifted(count: float, unit: str, anchor: date) -> Interval | None:
    if count != int(count):
        finer = {"year": ("month", 12), "decade": ("year", 10), "month": ("week", 4), "week": ("day", 7)}.get(unit)
        return _shifted(round(count * finer[1]), finer[0], anchor) if finer else None
    return step_of_unit(unit, int(count), anchor)


def _in_units(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    return _shifted(float(match["n"]), match["unit"], anchor)


def _past_units(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """`the past four years` begins in the year four years back and runs to the month of publication."""
    if match["n"] is None and match["plural"]:  # past years: nobody says how many
        return None
    count, unit = int(float(match["n"] or 1)), match["unit"]
    began = _shifted(-count, unit, anchor)
    if began is None:
        return None
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit] * count
        return days_of(anchor - timedelta(days=length), anchor)
    return Interval(start=began.start, end=f"{anchor:%Y-%m}", precision=Precision.RANGE)


def _next_units(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    count, unit = int(float(match["n"] or 1)), match["unit"]
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit] * count
        return days_of(anchor, anchor + timedelta(days=length))
    ended = _shifted(count, unit, anchor)
    return Interval(start=f"{anchor:%Y-%m}", end=ended.end, precision=Precision.RANGE) if ended else None


def _within_units(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    """`within three days` to come runs from publication; in the past it is a length that says no day."""
    return None if tense is Tense.PAST else _next_units(match, anchor, tense)


def _units_into(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """`18 months into` the war, its `18-month mark`: from then to publication, in months."""
    began = _shifted(-float(match["n"]), match["unit"], anchor)
    if began is None:
        return None
    if match["unit"] in ("day", "week"):
        return Interval(start=began.start, end=anchor.isoformat(), precision=Precision.RANGE)
    return Interval(start=began.start, end=f"{anchor:%Y-%m}", precision=Precision.RANGE)


def _lasting_units(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    """The `five-year` war that was fought reached publication; a five-year plan says no date."""
    return _units_into(match, anchor, tense) if tense in (Tense.PAST, Tense.PRESENT) else None


def _nth_unit(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """What goes on for `a fourth week` began three weeks ago, in that month, and reaches publication."""
    count = int(match["nth"]) - 1
    if count < 1:
        return None
    began = _shifted(-count, match["unit"], anchor)
    width = 4 if match["unit"] == "year" else 7
    return Interval(start=began.start[:width], end=f"{anchor:%Y-%m}", precision=Precision.RANGE) if began else None


def _next_days(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    days = {"day": 1, "week": 7, "month": 30}[match["unit"]]
    first, last = (anchor + timedelta(days=days * int(match[name])) for name in ("n", "last"))
    return month_of(
        first.year, first.month, (last.year - first.year) * 12 + last.month - first.month + 1, Precision.RANGE
    )


def _coming_weeks(_match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """`the coming weeks` begin at publication and reach into the month thirty days on."""
    last = anchor + timedelta(days=30)
    return Interval(start=anchor.isoformat(), end=f"{last:%Y-%m}", precision=Precision.RANGE)


def _few_weeks(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    """`within a few weeks`: this month or the next, for nobody says which week."""
    last = anchor + timedelta(days={"days": 7, "weeks": 30, "months": 120}[match["unit"]])
    if match["unit"] == "days":
        return days_of(anchor, last)
    count = (last.year - anchor.year) * 12 + last.month - anchor.month + 1
    return month_of(anchor.year, anchor.month, count, Precision.RANGE)


def _day_of_month(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    number = int(match["day"])
    steps = (0, 1) if tense is Tense.FUTURE else (0, -1)
    for step in steps:
        day = make_date(*add_months(anchor.year, anchor.month, step), number)
        if day and (day >= anchor if tense is Tense.FUTURE else day <= anchor):
            return day_of(day)
    return None


def _week_of(match: re.Match[str], anchor: date, tense: Tense | None) -> Interval | None:
    month, number = month_number(match["month"]), int(match["day"])
    day = make_date(int(match["year"]) if match["year"] else nearest_year(month, number, anchor, tense), month, number)
    return week_of(day) if day else None


def _year_end(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    found = step_of_unit(match["unit"], 0, anchor)
    return part_of(found, "late") if found else None


def _quarter_of_year(match: re.Match[str], anchor: date, _tense: Tense | None) -> Interval | None:
    return quarter_of(anchor.year + _STEP[match["first"] or match["second"]], int(match["quarter"] or match["number"]))


_WITHIN = r"(?:in |over |during |for |within )?(?:the )?"
_FUZZY = r"(?:(?:earlier|later|sometime|some time|back|early on) (?:in )?)?"

RELATIVE: tuple[tuple[str, str, Meaning], ...] = (
    ("named-day", rf"(?:late|early|later|earlier|mid)? ?(?:the )?(?P<day>{'|'.join(_OFFSETS)})", _known(_named_day)),
    (
        "weekday",
        rf"{_FUZZY}(?:late |early )?(?:on )?(?:the )?(?:{_WHICH} )?(?:late |early )?{WEEKDAY}s?",
        _known(_weekday),
    ),
    (
        "weekday-of-week",
        rf"{WEEKDAY},? (?:of )?(?:(?P<which>last|this|next|this past) week|(?P<n>\d) weeks? ago)",
        _known(_weekday_week),
    ),
    ("unit", rf"{_FUZZY}(?:{PART}[ -])?(?:the )?{_WHICH} {_UNIT}", _known(_unit)),
    ("part-of-unit", rf"(?:{PART}[ -])(?:the )?(?P<which>)?{_UNIT}", _known(_unit)),
    ("the-unit", r"(?:the )(?P<which>)(?P<part>)(?P<unit>year|month|week)", _known(_unit)),
    (
        "quarter-of-year",
        r"(?:the )?(?:(?P<first>this|last|next) year(?:'s)? )(?P<quarter>[1-4])th[ -]quarter"
        r"|(?:the )?(?P<number>[1-4])th[ -]quarter of (?P<second>this|last|next) year",
        _known(_quarter_of_year),
    ),
    ("unit-end", r"(?:the )?(?P<unit>year|month|week)(?:'s)?[ -]end", _known(_year_end)),
    ("weekend", rf"{_FUZZY}(?:over )?(?:the )?(?:{_WHICH} )?weekend", _known(_weekend)),
    ("month-of-year", rf"{_FUZZY}(?:{PART}[ -])?{_WHICH} {MONTH}", _known(_month_of_year)),
    ("month-in-year", rf"(?:{PART}[ -])?{MONTH},? (?:of )?{_WHICH} year", _known(_month_in)),
    (
        "season-of-year",
        rf"{_FUZZY}(?:{PART}[ -])?(?:the )?{_WHICH} (?P<season>spring|summer|autumn|fall|winter)",
        _known(_season_of_year),
    ),
    (
        "ago",
        rf"(?:some )?{NUMBER}[ -]{_UNITS} (?P<way>ago|earlier|previously|from now|from today|hence|back)",
        _known(_ago),
    ),
    ("ago", rf"{NUMBER}[ -]{_UNITS}[ -](?P<way>ago|earlier)(?: (?:quarter|period|month))?", _known(_ago)),
    (
        "year-ago",
        r"(?:the )?(?:(?P<n>1) )?(?P<unit>year|month|week)[ -](?P<way>ago|earlier)(?: (?:quarter|period|month))?",
        _known(lambda m, a, _t: step_of_unit(m["unit"], -1, a)),
    ),
    ("in-units", rf"in {NUMBER}[ -]{_UNITS}(?:'s? time)?", _known(_in_units)),
    (
        "past-units",
        rf"{_WITHIN}(?:last|past|previous)(?: {NUMBER})? "
        r"(?P<unit>day|week|fortnight|month|quarter|year|decade)(?P<plural>s)?",
        _known(_past_units),
    ),
    (
        "next-units",
        rf"(?:in |over |during |for |within )?(?:the )?(?:next|coming|following)(?: {NUMBER}) {_UNITS}",
        _known(_next_units),
    ),
    ("within-units", rf"(?:within|inside) (?:the )?{NUMBER} {_UNITS}", _known(_within_units)),
    ("units-into", rf"{NUMBER}[ -]{_UNITS}(?:[ -]mark\b.*| into\b.*)", _known(_units_into)),
    ("lasting-units", r"(?P<n>\d+)-(?P<unit>month|year|decade)", _known(_lasting_units)),
    (
        "nth-unit",
        r"(?:for )?(?:a|an|its|his|her|their|the)? ?(?P<nth>\d+)th (?:straight |consecutive |successive )?"
        r"(?P<unit>week|month|year)",
        _known(_nth_unit),
    ),
    (
        "next-span",
        _WITHIN + r"(?:next|coming) (?P<n>\d+) ?(?:-|to|or) ?(?P<last>\d+) (?P<unit>day|week|month)s",
        _known(_next_days),
    ),
    (
        "few-weeks",
        r"(?:within|in) (?:a few|several|(?:a )?matter of) (?P<unit>days|weeks|months)(?: time)?",
        _known(_few_weeks),
    ),
    ("coming-weeks", r"(?:in |over |during )?(?:the )?(?:coming|next(?: few)?|following) weeks", _known(_coming_weeks)),
    ("week-of", rf"(?:the )?week of {MONTH} (?P<day>\d{{1,2}})(?:th)?(?:,? (?P<year>[12]\d{{3}}))?", _known(_week_of)),
    ("day-of-month", r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)", _known(_day_of_month)),
)
