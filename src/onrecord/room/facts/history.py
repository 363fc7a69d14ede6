"""
A claim, an event or an actor as a line of points in time, ready to be drawn.

    first told 2 Nov 2022, denied 8 Nov 2022, told again by 5 reports on 28 Jul 2023
    ->  Point(day="2022-11-02", lane="asserts", count=1, x=0), … x=1000 for the last day

More days than can be told apart are counted by month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.room.wording import counted, day, month

__all__ = ["Line", "Moment", "Point", "line"]

WIDTH = 1000
"""Of a line, in its own units."""
_MOST_POINTS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something of a day, before it is placed."""

    day: str | None
    lane: str
    what: str | None = None
    """A few words worth saying; most moments have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What happens on a day, or in a month, in one lane."""

    day: str
    """ISO day, or month where the line is by month."""
    when: str
    """The same as people write it."""
    lane: str
    count: int
    notes: tuple[str, ...]
    x: int
    """Place on the line, from 0 to 1000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Points in order of time."""

    lanes: tuple[str, ...]
    points: tuple[Point, ...]
    by_month: bool
    undated: int
    """Moments without a date."""
    words: str
    """The line in words, for those who do not see it."""


def line(moments: Iterable[Moment], lanes: Iterable[str]) -> Line:
    """Return moments as a line; lanes are in the order given, those without a point left out."""
    known, undated = [], 0
    for each in moments:
        if each.day is None or _number(each.day) is None:
            undated += 1
        else:
            known.append(each)
    by_month = len({(each.day, each.lane) for each in known}) > _MOST_POINTS
    gathered: dict[tuple[str, str], list[Moment]] = {}
    for each in known:
        key = (each.day or "")[: 7 if by_month else 10]
        gathered.setdefault((key, each.lane), []).append(each)
    numbers = {key: _number(key) or 0 for key, _ in gathered}
    first, last = min(numbers.values(), default=0), max(numbers.values(), default=0)
    used = [name for name in dict.fromkeys(lanes) if any(lane == name for _, lane in gathered)]
    points = tuple(
        Point(
            day=key,
            when=month(key) if by_month else day(key),
            lane=lane,
            count=len(of),
            notes=tuple(dict.fromkeys(each.what for each in of if each.what))[:3],
            x=round(WIDTH * (numbers[key] - first) / (last - first)) if last > first else WIDTH // 2,
        )
        for (key, lane), of in sorted(gathered.items(), key=lambda pair: (pair[0][0], used.index(pair[0][1])))
    )
    return Line(lanes=tuple(used), points=points, by_month=by_month, undated=undated, words=_words(points, undated))


def _number(iso: str) -> int | None:
    """Return a day, or the first of a month or year, as a number of days."""
    parts = iso[:10].split("-")
    try:
        year, in_year, in_month = (int(parts[n]) if n < len(parts) else 1 for n in range(3))
        return date(year, in_year, in_month).toordinal()
    except ValueError:  # not a date that a calendar knows; it is counted as undated
        return None


def _words(points: tuple[Point, ...], undated: int) -> str:
    if not points:
        return "No date is known." if undated else ""
    words = f"From {points[0].when} to {points[-1].when}" if points[-1].day != points[0].day else f"On {points[0].when}"
    return words + (f"; {counted(undated, 'account')} without a date" if undated else "") + "."
