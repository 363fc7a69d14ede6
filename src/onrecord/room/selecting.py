"""
The filter bar of timeline, map and network: what the address asks for, and what all three views share.

    /map?type=ACCUSE&since=2022-11&until=2023-07   ->   Selection(type="ACCUSE", since="2022-11", until="2023-07")
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.records import EventType, Factuality
from onrecord.room.answers import Room
from onrecord.room.charts import Chart, chart, stretch
from onrecord.room.deeds import QUADS
from onrecord.store.room.selection import Choices, Narrowing, Selection, actor_name, choices_of, narrowing
from onrecord.store.room.timeline import Bin, Dating, dating, months

__all__ = ["View", "counted", "opened", "selection_of"]

Counted = TypeVar("Counted")

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_LONGEST = 200
"""Characters of a name in the address."""
_VALUES: Mapping[str, tuple[str, ...]] = {
    "type": tuple(each.value for each in EventType),
    "factuality": tuple(each.value for each in Factuality),
    "voice": ("own", "attributed"),
    "quad": tuple(str(number) for number in QUADS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the three views have in common."""

    selection: Selection
    choices: Choices
    months: tuple[Bin, ...]
    """Every month that holds an event, whatever months are chosen."""
    dating: Dating
    unknown: tuple[str, ...]
    """Names asked for that no actor of the record has."""
    actor_name: str | None
    """The name of the one actor that `actor` means."""
    other_name: str | None

    @property
    def strip(self) -> Chart:
        """Return the months as they are drawn above each view."""
        return chart(self.months, *stretch(self.months, None, None), height=56, lanes=False)

    @property
    def shown(self) -> int:
        """Return the different events in the chosen months; one told of in two months counts in both."""
        first, last = self.selection.since or "", self.selection.until or "9999"
        return sum(month.total for month in self.months if first <= month.when <= last)

    def query(self, **changed: str | int | None) -> dict[str, str | int | None]:
        """Return the query of this selection with some of it changed; None takes a filter away."""
        return {**self.selection.given(), **changed}

    def months_of(self, address: Callable[..., str]) -> str:
        """Return the address of a view up to its months, which are all that differs in a hundred links of a page."""
        without = address(**self.query(since=None, until=None))
        return without + ("&" if "?" in without else "?")


def opened(room: Room, request: Request) -> tuple[View, Narrowing]:
    """Return what the address selects, and what all three views show of it."""
    selection = selection_of(request)
    chosen = room.store.look_up(narrowing, selection)
    sides = ((selection.actor, chosen.actors), (selection.other, chosen.others))
    view = View(
        selection=selection,
        choices=room.counted("views choices", lambda room: room.store.look_up(choices_of)),
        months=counted(room, chosen, "months", lambda room: tuple(room.store.look_up(months, chosen))),
        dating=counted(room, chosen, "dating", lambda room: room.store.look_up(dating, chosen)),
        unknown=tuple(name for name, found in sides if name and not found),
        actor_name=room.store.look_up(actor_name, chosen.actors),
        other_name=room.store.look_up(actor_name, chosen.others),
    )
    return view, chosen


def counted(room: Room, chosen: Narrowing, name: str, count: Callable[[Room], Counted]) -> Counted:
    """Return a count of the selection; one of all events is kept from request to request."""
    return count(room) if chosen.names else room.counted(f"views {name}", count)


def selection_of(request: Request) -> Selection:
    """Return what the query of an address selects; `RoomError` for a value that is none."""
    query = request.query_params
    given: dict[str, str] = {}
    for each in fields(Selection):
        value = query.get(each.name, "").strip()
        if value:
            _check(each.name, value)
            given[each.name] = value
    since, until = given.pop("since", None), given.pop("until", None)
    if since and _YEAR.fullmatch(since):
        since += "-01"
    if until and _YEAR.fullmatch(until):
        until += "-12"
    if since and until and since > until:
        raise _wrong(f"since={since} after until={until}", "the first month before the last")
    quad = given.pop("quad", None)
    country = given.pop("country", None)
    return Selection(
        **given,
        quad=int(quad) if quad else None,
        country=country.upper() if country else None,
        since=since,
        until=until,
    )


def _check(name: str, value: str) -> None:
    if name in _VALUES and value not in _VALUES[name]:
        raise _wrong(f"{name}={value[:80]}", f"one of {', '.join(_VALUES[name])}")
    if name in ("since", "until") and not (_MONTH.fullmatch(value) or _YEAR.fullmatch(value)):
        raise _wrong(f"{name}={value[:80]}", "a month such as 2023-07, or a year")
    if len(value) > _LONGEST:
        raise _wrong(f"{name} of {len(value)} characters", f"at most {_LONGEST}")


def _wrong(found: str, expected: str) -> RoomError:
    return RoomError(400, found=found, expected=expected, do="Go back, or leave it out of the address.")
