"""
Intervals of days, months and years, at the precision of the words they come from.

`months_of(2022, 11)` -> start `2022-11`, end `2022-11`, precision month. Ends are
inclusive. `day_bounds("2022-11", "2022-11")` -> `2022-11-01`, `2022-11-30`.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import DateBasis, Precision

__all__ = [
    "Interval",
    "add_months",
    "century_of",
    "day_bounds",
    "day_of",
    "days_of",
    "decade_of",
    "easter",
    "half_of",
    "make_date",
    "month_of",
    "nth_weekday",
    "parse_iso",
    "part_of",
    "quarter_of",
    "season_of",
    "week_of",
    "weekend_of",
    "year_of",
    "years_of",
]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each, meteorological, northern: winter begins in December of its year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When, as far as the words say: inclusive ends in ISO form, days, months or years."""

    start: str
    end: str
    precision: Precision
    basis: DateBasis = DateBasis.STATED
    rule: str = ""


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def parse_iso(text: str | None) -> date | None:
    """Return the first day of an ISO day, month or year; None for anything else."""
    if not text:
        return None
    parts = text[:10].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    return make_date(year, month, day)


def day_bounds(start: str, end: str) -> tuple[str, str]:
    """Return the first and last ISO day of an interval whose ends may be months or years."""
    last = end
    if len(end) == 4:
        last = f"{end}-12-31"
    elif len(end) == 7:
        last = f"{end}-{monthrange(int(end[:4]), int(end[5:]))[1]:02d}"
    return {4: f"{start}-01-01", 7: f"{start}-01"}.get(len(start), start), last


def days_of(first: date, last: date, precision: Precision = Precision.RANGE) -> Interval:
    """Return the days from first to last."""
    return Interval(start=first.isoformat(), end=last.isoformat(), precision=precision)


def day_of(day: date) -> Interval:
    """Return one day."""
    return days_of(day, day, Precision.DAY)


def week_of(day: date) -> Interval:
    """Return the week that holds the day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return days_of(monday, monday + timedelta(days=6), Precision.WEEK)


def weekend_of(day: date) -> Interval:
    """Return Saturday and Sunday of the week that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return days_of(monday + timedelta(days=5), monday + timedelta(days=6), Precision.RANGE)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month that many months later."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def month_of(year: int, month: int, count: int = 1, precision: Precision = Precision.MONTH) -> Interval:
    """Return `count` months from the given one."""
    last_year, last_month = add_months(year, month, count - 1)
    return Interval(start=f"{year:04d}-{month:02d}", end=f"{last_year:04d}-{last_month:02d}", precision=precision)


def quarter_of(year: int, quarter: int) -> Interval:
    """Return a quarter of the calendar year."""
    return month_of(year, 3 * quarter - 2, 3, Precision.QUARTER)


def half_of(year: int, half: int) -> Interval:
    """Return a half of the calendar year."""
    return month_of(year, 6 * half - 5, 6, Precision.RANGE)


def season_of(year: int, season: str) -> Interval:
    """Return a season that begins in the year."""
    return month_of(year, SEASONS[season], 3, Precision.SEASON)


def years_of(first: int, last: int, precision: Precision = Precision.RANGE) -> Interval:
    """Return the years from first to last."""
    return Interval(start=f"{first:04d}", end=f"{last:04d}", precision=precision)


def year_of(year: int) -> Interval:
    """Return one year."""
    return years_of(year, year, Precision.YEAR)


def decade_of(year: int) -> Interval:
    """Return the decade that holds the year: 1984 -> 1980 to 1989."""
    first = year - year % 10
    return years_of(first, first + 9, Precision.DECADE)


def century_of(number: int) -> Interval:
    """Return a century by its number: 17 -> 1600 to 1699."""
    return years_of(100 * (number - 1), 100 * number - 1, Precision.CENTURY)


def part_of(interval: Interval, part: str) -> Interval:
    """
    Return the early, middle or late third of a month, year, week, season or decade.

    Months fall into days 1-10, 11-20, 21-end; years into four months each. Days are not parted.
    """
    index = {"early": 0, "mid": 1, "late": 2}[part]
    first, last = parse_iso(interval.start), parse_iso(day_bounds(interval.start, interval.end)[1])
    if first is None or last is None:
        return interval
    if interval.precision is Precision.MONTH:
        bounds = [(1, 10), (11, 20), (21, last.day)][index]
        return days_of(first.replace(day=bounds[0]), first.replace(day=bounds[1]))
    if interval.precision is Precision.YEAR:
        return month_of(first.year, 4 * index + 1, 4, Precision.RANGE)
    if interval.precision in (Precision.SEASON, Precision.QUARTER):
        return month_of(*add_months(first.year, first.month, index))
    if interval.precision is Precision.WEEK:
        return days_of(
            *[
                (first, first + timedelta(1)),
                (first + timedelta(2), first + timedelta(3)),
                (first + timedelta(4), last),
            ][index]
        )
    if interval.precision is Precision.DECADE:
        return years_of(
            *[(first.year, first.year + 3), (first.year + 4, first.year + 6), (first.year + 7, last.year)][index]
        )
    return interval


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Anonymous algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth weekday of a month, the last one for nth = -1."""
    days = list(_weekdays(year, month, weekday))
    return days[nth - 1 if nth > 0 else nth]


def _weekdays(year: int, month: int, weekday: int) -> Iterator[date]:
    for day in range(1, monthrange(year, month)[1] + 1):
        if date(year, month, day).weekday() == weekday:
            yield date(year, month, day)
