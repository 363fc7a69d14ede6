"""
Counts along time as bars, computed on the server so that nothing moves after the page is there.

    chart(months, "2022-11", "2023-07", height=56)   ->   nine bars side by side, 1000 units wide
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.room.wording import day as day_words
from onrecord.room.wording import month as month_words
from onrecord.store.room.timeline import Bin

__all__ = ["WIDTH", "Bar", "Chart", "Tick", "chart", "stretch"]

WIDTH = 1000.0
_WORDS_HEIGHT = 22
"""Of the words above the bars of each lane."""
MOST_MONTHS = 240
"""More months than these are drawn by year: bars of four units can still be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The events of one stretch of time and one kind, as it is drawn."""

    when: str
    words: str
    since: str
    """First month of it."""
    until: str
    count: int
    quad: int | None
    """None for all kinds together."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line across the bars where a year, month or decade begins."""

    x: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars side by side."""

    unit: str
    """year, month or day."""
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    tallest: int
    height: float
    whens: tuple[str, ...]
    """Every stretch of time on the axis, those without an event too."""

    def window(self, since: str | None, until: str | None) -> tuple[float, float]:
        """Return where the chosen months begin on the axis, and how wide they are."""
        size = len("2023") if self.unit == "year" else len("2023-07")
        inside = [
            n
            for n, when in enumerate(self.whens)
            if (since or "")[:size] <= when[:size] <= ((until or "")[:size] or "9999")
        ]
        step = WIDTH / max(len(self.whens), 1)
        return (inside[0] * step, len(inside) * step) if inside else (0.0, 0.0)


def stretch(months: Sequence[Bin], since: str | None, until: str | None) -> tuple[str, str]:
    """Return the first and the last month to show; empty texts where there is none."""
    first = since or (months[0].when if months else until or "")
    last = until or (months[-1].when if months else since or "")
    return first, max(first, last)


def chart(bins: Sequence[Bin], first: str, last: str, *, height: float, lanes: bool, by_day: bool = False) -> Chart:
    """Return bars for every stretch of time from the first month to the last; four lanes of them, or one."""
    if not first:
        return Chart(unit="month", bars=(), ticks=(), tallest=0, height=height, whens=())
    unit = "day" if by_day else "month" if _months_between(first, last) < MOST_MONTHS else "year"
    whens = tuple(_whens(first, last, unit))
    counts: dict[str, list[int]] = {}
    for each in bins:
        kept = counts.setdefault(each.when[: len(whens[0])], [0, 0, 0, 0])
        counts[each.when[: len(whens[0])]] = [a + b for a, b in zip(kept, each.quads, strict=True)]
    tallest = max((max(found) if lanes else sum(found) for when, found in counts.items()), default=0)
    bars: list[Bar] = []
    for n, when in enumerate(whens):
        found = counts.get(when, [0, 0, 0, 0])
        bars += _bars(n, when, found if lanes else [sum(found)], WIDTH / len(whens), height, tallest)
    return Chart(
        unit=unit,
        bars=tuple(bars),
        ticks=tuple(_ticks(whens, unit)),
        tallest=tallest,
        height=height * (4 if lanes else 1),
        whens=whens,
    )


def _bars(n: int, when: str, counts: Sequence[int], step: float, height: float, tallest: int) -> Iterator[Bar]:
    """Yield the bars of one stretch of time; the smallest count is still seen."""
    since, until = (f"{when}-01", f"{when}-12") if len(when) == 4 else (when[:7], when[:7])
    room = _WORDS_HEIGHT if len(counts) > 1 else 4
    for lane, count in enumerate(counts):
        if count:
            tall = max(2.0, (height - room) * count / tallest)
            yield Bar(
                when=when,
                words=day_words(when) if len(when) == 10 else month_words(when),
                since=since,
                until=until,
                count=count,
                quad=lane + 1 if len(counts) > 1 else None,
                x=round(n * step, 2),
                y=round((lane + 1) * height - tall, 2),
                width=round(max(step - min(1.0, step / 6), 0.8), 2),
                height=round(tall, 2),
            )


def _whens(first: str, last: str, unit: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    end = (int(last[:4]), int(last[5:7]))
    if unit == "year":
        yield from (f"{each:04}" for each in range(year, end[0] + 1))
        return
    while (year, month) <= end:
        if unit == "month":
            yield f"{year:04}-{month:02}"
        else:
            day = date(year, month, 1)
            while day.month == month:
                yield day.isoformat()
                day += timedelta(days=1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _ticks(whens: Sequence[str], unit: str) -> Iterator[Tick]:
    """Yield about twelve marks at most: at round years, at the beginning of years, or of months."""
    marks = [n for n, when in enumerate(whens) if _is_start(when, unit, len(whens))]
    every = -(-len(marks) // 12) or 1
    for n in marks[::every]:
        when = whens[n]
        words = when[:4] if unit == "year" or (unit == "month" and len(whens) > 12) else month_words(when[:7])
        if unit == "day":
            words = day_words(when)
        yield Tick(x=round(n * WIDTH / len(whens), 2), words=words)


def _is_start(when: str, unit: str, count: int) -> bool:
    """Whether a mark may stand where this stretch of time begins, so many of them being shown."""
    if unit == "year":
        return int(when) % 10 == 0 or count < 12
    if unit == "month":
        return when.endswith("-01") or count <= 12
    return when.endswith("-01") or (count <= 31 and when[8:] in ("08", "15", "22"))


def _months_between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
