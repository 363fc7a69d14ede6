"""
The front page: what the record holds, in a sentence, and ways in.

    199 reports of 1 outlet, Aug 2017 to Apr 2019, 158 independent; 3,802 statements by 611 speakers;
    1,940 events, 212 of them disputed
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.claim import worded
from onrecord.store.room.front import (
    ClaimLine,
    Month,
    NewReport,
    Overview,
    OwnType,
    claim_lines,
    months,
    new_reports,
    overview,
    own_types,
)

__all__ = ["ROUTES", "FrontFacts", "front"]

_LINES = 8
_STRIP_MONTHS = 240
_LOOKED_BACK_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontFacts:
    """What the page says."""

    record: str
    """The name of the record file."""
    holds: Overview
    months: tuple[Month, ...]
    disputed: tuple[ClaimLine, ...]
    repeated: tuple[ClaimLine, ...]
    newest: tuple[ClaimLine, ...]
    worded: Mapping[str, str]
    """These claims in plain words, by their ids."""
    own_types: tuple[OwnType, ...]
    """Types that the user defined, those of most events first."""
    new_reports: tuple[NewReport, ...]


def front(room: Room, _request: Request) -> Page:
    """Return the front page."""
    facts = room.counted("front", _facts)
    return Page(
        template="front.html",
        facts=facts,
        shown={"strip": _strip(facts)},
        rows=facts.months,
        columns=("month", "events"),
    )


def _facts(room: Room) -> FrontFacts:
    lists = {name: room.store.look_up(claim_lines, name, _LINES) for name in ("disputed", "repeated", "newest")}
    return FrontFacts(
        record=room.path.name,
        holds=room.store.look_up(overview),
        months=room.store.look_up(months),
        new_reports=room.store.look_up(new_reports, _LINES),
        worded=worded(room.store, [(each.id, each.row, each.what) for lines in lists.values() for each in lines]),
        own_types=room.store.look_up(own_types, _LINES),
        **lists,
    )


def _strip(facts: FrontFacts) -> list[tuple[Month, int]]:
    """
    Return the months to draw, gaps filled, each with its height of a hundred.

    Reports look back, some for centuries: the strip begins half a year before the first of them.
    """
    counts = {each.month: each.events for each in facts.months}
    if not counts:
        return []
    last = _number(max(counts))
    first = max(_number(min(counts)), last - _STRIP_MONTHS + 1)
    published = facts.holds.first_published or ""
    if len(published) >= len("2023-07"):  # not a year alone
        first = max(first, min(_number(published) - _LOOKED_BACK_MONTHS, last))
    names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
    most = max(counts.get(name, 0) for name in names)
    drawn = [Month(name, counts.get(name, 0)) for name in names]
    return [(each, -(-100 * each.events // most)) for each in drawn]


def _number(day: str) -> int:
    """Return the month of an ISO day as a running number."""
    return 12 * int(day[:4]) + int(day[5:7]) - 1


ROUTES = (Route("/", front),)
