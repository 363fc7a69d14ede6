"""
Dates of publication as pages and people write them, as intervals of days.

    2023-08-04T09:30:00+02:00   2023-08-04         Aug. 4, 2023   2023-08-04
    2023-08                     2023-08-01 … 31    04/08/2023     none: April or August

The day is the one written, in the writer's own time zone. A date that is no day of
the calendar, lies outside 1800 to 2100 or can be read two ways is no date.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

__all__ = ["DATE", "DayRange", "date_in_url", "find_dates", "parse_date"]

_YEARS = range(1800, 2101)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+\d{{4}}\b|"
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
)
"""Pattern of a full date in running text; to be used without regard to case."""
_FULL = re.compile(DATE, re.I)
_MONTH_FIRST = re.compile(rf"({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({_MONTH}),?\s+(\d{{4}})", re.I)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T\s])")
_SLASHED_ISO = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:$|T|\d{6}$)")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?!\d)", re.I)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(\d{1,2}|[a-z]{3})/", re.I)


@dataclass(frozen=True, slots=True)
class DayRange:
    """An interval of ISO days, both ends in it."""

    start: str
    end: str


def parse_date(written: str) -> DayRange | None:
    """Read a date that stands alone, as a field or an attribute declares it; None where it is none."""
    written = written.strip()
    if match := _ISO.match(written) or _SLASHED_ISO.match(written) or _COMPACT.fullmatch(written):
        return _day(match[1], match[2], match[3])
    if match := _PARTIAL.fullmatch(written):
        return _month_or_year(int(match[1]), match[2])
    if _EPOCH.fullmatch(written):
        return _range(datetime.fromtimestamp(int(written[:10]), tz=UTC).date())
    return next((found for _, _, found in find_dates(written)), None)


def find_dates(text: str) -> Iterator[tuple[int, int, DayRange]]:
    """Yield `(start, end, date)` of the full dates in a text."""
    for match in _FULL.finditer(text):
        if found := _written_day(match[0]):
            yield match.start(), match.end(), found


def date_in_url(url: str) -> tuple[int, int, DayRange] | None:
    """Return the date in the path of an address (`/2023/08/04/`, `/2023/aug/`) and where it stands in it."""
    if match := _URL_DAY.search(url):
        found = _day(match[1], match[2], match[3])
        if found:
            return match.start(), match.end(), found
    if match := _URL_MONTH.search(url):
        number = _month_number(match[2])
        found = _month_or_year(int(match[1]), str(number)) if number else None
        if found:
            return match.start() + 1, match.end() - 1, found
    return None


def _written_day(written: str) -> DayRange | None:
    if match := _MONTH_FIRST.fullmatch(written):
        return _day(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(written):
        return _day(match[3], match[2], match[1])
    if match := _ISO.fullmatch(written):
        return _day(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(written):
        first, second = int(match[1]), int(match[2])
        if first == second or first > 12:
            return _day(match[3], str(second), str(first))
        return _day(match[3], str(first), str(second)) if second > 12 else None
    return None


def _month_number(written: str) -> int | None:
    return int(written) if written.isdecimal() else _MONTHS.get(written.lower().rstrip("."))


def _day(year: str, month: str, day: str) -> DayRange | None:
    number = _month_number(month)
    if number is None or int(year) not in _YEARS:
        return None
    try:
        return _range(date(int(year), number, int(day)))
    except ValueError:
        return None


def _range(day: date) -> DayRange | None:
    return DayRange(day.isoformat(), day.isoformat()) if day.year in _YEARS else None


def _month_or_year(year: int, month: str | None) -> DayRange | None:
    if year not in _YEARS:
        return None
    if month is None:
        return DayRange(f"{year}-01-01", f"{year}-12-31")
    number = int(month)
    if not 1 <= number <= 12:
        return None
    return DayRange(f"{year}-{number:02}-01", f"{year}-{number:02}-{monthrange(year, number)[1]}")
