"""
The timeline: how many events of each kind, when, and the newest of them in words.

    /timeline?actor=Kyiv&since=2022-11&until=2023-07
"""

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.room.answers import Page, Room, Route
from onrecord.room.charts import Chart, chart, stretch
from onrecord.room.selecting import View, opened
from onrecord.store.room.timeline import Bin, Told, days, told

__all__ = ["ROUTES", "TimelineFacts", "timeline"]

_MOST_TOLD = 40
_DAYS_OF_MONTHS = 3
"""So many months, or fewer, are drawn by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFacts(View):
    """What the timeline says."""

    unit: str
    """day or month: of the bins."""
    bins: tuple[Bin, ...]
    """The chosen stretch of time."""
    told: tuple[Told, ...]
    """The newest events of it."""

    @property
    def lanes(self) -> Chart:
        """Return the bins as they are drawn, one lane for each kind of event."""
        first, last = stretch(self.months, self.selection.since, self.selection.until)
        return chart(self.bins, first, last, height=72, lanes=True, by_day=self.unit == "day")


def timeline(room: Room, request: Request) -> Page:
    """Return the timeline."""
    view, chosen = opened(room, request)
    first, last = stretch(view.months, view.selection.since, view.selection.until)
    by_day = bool(first) and _months(last) - _months(first) < _DAYS_OF_MONTHS
    inside = tuple(month for month in view.months if first <= month.when <= last)
    facts = TimelineFacts(
        **{name: getattr(view, name) for name in View.__slots__},
        unit="day" if by_day else "month",
        bins=tuple(room.store.look_up(days, chosen)) if by_day else inside,
        told=tuple(room.store.look_up(told, chosen, _MOST_TOLD)),
    )
    return Page(template="timeline.html", facts=facts, rows=facts.bins, columns=Bin.__slots__)


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


ROUTES = (Route("/timeline", timeline),)
