"""
Dates that name themselves: days, months, quarters, years, decades, centuries, holidays.

"July 27" without a year is the one nearest to publication that the tense allows.
"""

import re
from collections.abc import Callable
from datetime import date

from onrecord.records import Precision, Tense
from onrecord.resolution.dates.intervals import (
    SEASONS,
    Interval,
    century_of,
    day_of,
    days_of,
    decade_of,
    easter,
    half_of,
    make_date,
    month_of,
    nth_weekday,
    part_of,
    quarter_of,
    season_of,
    year_of,
    years_of,
)
from onrecord.resolution.dates.wording import DAY, MONTH, WEEKDAY, YEAR, month_number

__all__ = ["ABSOLUTE", "nearest_year", "part_name", "season_year"]

Meaning = Callable[[re.Match[str], date | None, Tense | None], Interval | None]
PART = r"(?P<part>early|mid|late|the (?:beginning|start|middle|end)(?: of)?|(?:beginning|start|middle|end) of)"
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


def part_name(words: str) -> str:
    """Return early, mid or late for any wording of it."""
    return next((part for word, part in _PARTS.items() if word in words), words)


def nearest_year(month: int, day: int, anchor: date, tense: Tense | None) -> int:
    """
    Return the year that a month and day without one belong to.

    The nearest to publication, leaning three months back for a past tense and three ahead for a
    future one: a verb nearby is not always that of the date. Without a tense it leans one month back,
    for reports speak of the past more than of the future.
    """
    around = [
        d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := make_date(year, month, min(day, 28)))
    ]
    bias = {Tense.PAST: 90, Tense.FUTURE: -90}.get(tense, 30) if tense else 30
    return min(around, key=lambda d: abs((d - anchor).days + bias)).year


def _numeric(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if year > 30 else 2000
    day = make_date(year, int(match["m"]), int(match["d"]))
    return day_of(day) if day else None


def _month_day(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    month, number = month_number(match["month"]), int(match["day"])
    if match.groupdict().get("year"):
        year = int(match["year"])
    elif anchor is None:
        return None
    else:
        year = nearest_year(month, number, anchor, tense)
    day = make_date(year, month, number)
    if day is None:
        return None
    last = match.groupdict().get("last")
    if last:
        end = make_date(year, month, int(last))
        return days_of(day, end) if end and end >= day else None
    return day_of(day)


def _month(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    month = month_number(match["month"])
    if match.groupdict().get("year"):
        year = int(match["year"])
    elif anchor is None:
        return None
    else:
        year = nearest_year(month, anchor.day, anchor, tense)
    found = month_of(year, month)
    return part_of(found, part_name(match["part"])) if match.groupdict().get("part") else found


def _year(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    found = year_of(int(match["year"]))
    return part_of(found, part_name(match["part"])) if match.groupdict().get("part") else found


def _years(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    first, last = match["year"], match["last"]
    end = int(first[: 4 - len(last)] + last)
    return years_of(int(first), end) if int(first) <= end else None


def _decade(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    found = decade_of(int(match["decade"]))
    return part_of(found, part_name(match["part"])) if match["part"] else found


_NAMED_DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
                  "seventies": 1970, "eighties": 1980, "nineties": 1990}  # fmt: skip


def _named_decade(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    found = decade_of(_NAMED_DECADES[match["name"]])
    return part_of(found, part_name(match["part"])) if match["part"] else found


def _century(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    return century_of(int(match["century"])) if 1 <= int(match["century"]) <= 30 else None


def _quarter(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    quarter = int(match["quarter"])
    if match["year"]:
        return quarter_of(int(match["year"]), quarter)
    if anchor is None:
        return None
    now = (anchor.month - 1) // 3 + 1
    if tense is Tense.FUTURE and now - quarter >= 3:
        return quarter_of(anchor.year + 1, quarter)
    return quarter_of(anchor.year - (quarter > now and tense is not Tense.FUTURE and quarter - now > 1), quarter)


def _half(match: re.Match[str], anchor: date | None, _tense: Tense | None) -> Interval | None:
    year = int(match["year"]) if match["year"] else anchor.year if anchor else None
    return half_of(year, int(match["half"]) if match["half"].isdigit() else 2) if year else None


def _season(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
    season = match["season"]
    if match["year"]:
        found = season_of(int(match["year"]) - (season == "winter" and "/" in match.string), season)
    elif anchor is None:
        return None
    else:
        found = season_of(season_year(season, anchor, tense), season)
    return part_of(found, part_name(match["part"])) if match["part"] else found


def season_year(season: str, anchor: date, tense: Tense | None) -> int:
    """Return the year in which the season meant begins: the last that has begun, or for a future tense the next."""
    began = (anchor.month, 1) >= (SEASONS[season], 1)
    running = (began and anchor.month < SEASONS[season] + 3) or (season == "winter" and anchor.month <= 2)
    if tense is Tense.FUTURE and not running:
        return anchor.year + began
    return anchor.year - (not began)


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas(?: day)?": lambda y: date(y, 12, 25),
    "christmas eve": lambda y: date(y, 12, 24),
    "boxing day": lambda y: date(y, 12, 26),
    "new year'?s?(?: day)?": lambda y: date(y, 1, 1),
    "new year'?s? eve": lambda y: date(y, 12, 31),
    "(?:thanksgiving)(?: day)?": lambda y: nth_weekday(y, 11, 3, 4),
    "labor day": lambda y: nth_weekday(y, 9, 0, 1),
    "memorial day": lambda y: nth_weekday(y, 5, 0, -1),
    "martin luther king(?: jr\\.?)? day": lambda y: nth_weekday(y, 1, 0, 3),
    "presidents'? day": lambda y: nth_weekday(y, 2, 0, 3),
    "columbus day": lambda y: nth_weekday(y, 10, 0, 2),
    "veterans'? day|armistice day|remembrance day": lambda y: date(y, 11, 11),
    "halloween": lambda y: date(y, 10, 31),
    "valentine'?s?(?: day)?": lambda y: date(y, 2, 14),
    "st\\.? patrick'?s?(?: day)?": lambda y: date(y, 3, 17),
    "independence day": lambda y: date(y, 7, 4),
    "may day": lambda y: date(y, 5, 1),
    "bastille day": lambda y: date(y, 7, 14),
    "international women'?s day": lambda y: date(y, 3, 8),
    "earth day": lambda y: date(y, 4, 22),
    "april fools'?(?: day)?": lambda y: date(y, 4, 1),
    "easter(?: sunday)?": easter,
    "good friday": lambda y: date.fromordinal(easter(y).toordinal() - 2),
    "easter monday": lambda y: date.fromordinal(easter(y).toordinal() + 1),
    "palm sunday": lambda y: date.fromordinal(easter(y).toordinal() - 7),
    "ash wednesday": lambda y: date.fromordinal(easter(y).toordinal() - 46),
}


def _holiday(made: Callable[[int], date]) -> Meaning:
    def meaning(match: re.Match[str], anchor: date | None, tense: Tense | None) -> Interval | None:
        if match["year"]:
            return day_of(made(int(match["year"])))
        if anchor is None:
            return None
        years = [made(anchor.year + offset) for offset in (-1, 0, 1)]
        if match["which"] == "next" or (tense is Tense.FUTURE and match["which"] != "last"):
            return day_of(next(day for day in years if day >= anchor))
        if match["which"] == "last" or tense is Tense.PAST:
            return day_of([day for day in years if day <= anchor][-1])
        return day_of(min(years, key=lambda day: abs((day - anchor).days + 30)))

    return meaning


def _attacks(_match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    return days_of(date(2001, 9, 11), date(2001, 9, 11), Precision.DAY)


_PERIODS = {
    "(?:1th world war|world war (?:i|1)|wwi|ww1|great war)": ("1914-07-28", "1918-11-11"),
    "(?:2th world war|world war (?:ii|2)|wwii|ww2)": ("1939-09-01", "1945-09-02"),
    "korean war": ("1950-06-25", "1953-07-27"),
}


def _period(match: re.Match[str], _anchor: date | None, _tense: Tense | None) -> Interval | None:
    ends = next(ends for name, ends in _PERIODS.items() if re.fullmatch(name, match["period"]))
    return Interval(start=ends[0], end=ends[1], precision=Precision.RANGE)


_OPTIONAL_DAY_NAME = rf"(?:(?:this |next |last )?(?:coming )?{WEEKDAY},? (?:the )?)?"
_QUARTER = r"(?:the )?(?:fiscal )?(?:(?P<quarter>[1-4])th[ -](?:fiscal[ -])?quarter|q(?P<q>[1-4]))"

ABSOLUTE: tuple[tuple[str, str, Meaning], ...] = (
    ("iso-day", r"(?P<y>[12]\d{3})-(?P<m>\d\d)-(?P<d>\d\d)", _numeric),
    ("compact-day", r"(?P<y>[12]\d{3})(?P<m>[01]\d)(?P<d>[0-3]\d)", _numeric),
    ("slashed-day", r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2}|\d{4})", _numeric),
    ("month-day-year", rf"{_OPTIONAL_DAY_NAME}{MONTH} (?:the )?{DAY}(?:,? (?:of )?{YEAR})?", _month_day),
    ("day-month-year", rf"{_OPTIONAL_DAY_NAME}(?:the )?{DAY}[ -](?:of )?{MONTH}(?:[ ,-]+{YEAR})?", _month_day),
    ("month-days", rf"{MONTH} {DAY} ?(?:-|to|and|through|until) ?(?P<last>[0-3]?\d)(?:th)?(?:,? {YEAR})?", _month_day),
    (
        "days-month",
        rf"(?:the )?{DAY} ?(?:-|to|and|until) ?(?:the )?(?P<last>[0-3]?\d)(?:th)? (?:of )?{MONTH}(?: {YEAR})?",
        _month_day,
    ),
    ("month", rf"(?:{PART}[ -])?(?:the month of )?{MONTH}(?:,? (?:of )?{YEAR})?", _month),
    ("year", rf"(?:{PART}[ -])?(?:the )?(?:fiscal |year |fy ?|calendar |the year )?(?:ending )?{YEAR}", _year),
    ("years", rf"{YEAR} ?[-/] ?(?P<last>\d{{2}}|\d{{4}})", _years),
    ("decade", rf"(?:{PART}[ -])?(?:the )?(?P<decade>[12]\d\d0)'?s", _decade),
    ("named-decade", rf"(?:{PART}[ -])?(?:the )?(?P<name>{'|'.join(_NAMED_DECADES)})", _named_decade),
    ("century", r"(?:the )?(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]centur(?:y|ies)", _century),
    (
        "quarter",
        r"(?:the |a |an |its )?(?:[a-z]+ )?(?P<quarter>[1-4])(?:th)?[ -](?:fiscal[ -])?quarter"
        rf"(?:(?:,| of)?(?: fiscal)? {YEAR})?",
        _quarter,
    ),
    ("quarter", rf"q(?P<quarter>[1-4])(?: (?:of )?{YEAR})?", _quarter),
    ("last-half", rf"(?:the )?(?P<half>last|latter) half of (?:the year|this year|{YEAR})", _half),
    ("half", rf"(?:the )?(?P<half>[12])(?:th) half(?: of (?:the year|this year|{YEAR}))?", _half),
    (
        "season",
        rf"(?:{PART}[ -])?(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: (?:of )?{YEAR}(?:[/-]\d\d)?)?",
        _season,
    ),
    ("period", rf"(?:the )?(?P<period>{'|'.join(_PERIODS)})", _period),
    ("sept-11", r"9/11|sept 11 attacks", _attacks),
    *(
        ("holiday", rf"(?:the )?(?:(?P<which>last|next|this) )?(?:{name})(?:,? {YEAR})?", _holiday(made))
        for name, made in _HOLIDAYS.items()
    ),
)
