"""
On what the accounts of a claim differ, and on what they agree.

    dead    12 (Harbour Courier, Gull Rock Gazette)    9 (the ministry in Larkmoor Post)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.room.facts.independence import giver
from onrecord.room.wording import day
from onrecord.store.ledger import FoundDetail
from onrecord.store.room.claims import Voiced

__all__ = ["FieldOfClaim", "Given", "details"]

_ORDER = ("who", "to whom", "where", "when", "dead", "injured", "arrested")
_MOST_VALUES = 12
_MOST_GIVERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value and who gives it."""

    value: str
    shown: str
    """The value as people write it: days in words, all else as it stands."""
    accounts: int
    givers: tuple[str, ...]
    """The first few."""
    more: int
    """Givers that are not listed."""
    row: str
    """The first event that gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOfClaim:
    """A field and the values that accounts give it, those of most accounts first."""

    name: str
    values: tuple[Given, ...]
    more: int
    """Values that are not listed."""

    @property
    def differs(self) -> bool:
        """Whether accounts give more than one value."""
        return len(self.values) + self.more > 1


def details(found: Iterable[FoundDetail], accounts: Sequence[Voiced]) -> tuple[FieldOfClaim, ...]:
    """Return every field that some account gives, in the order people ask for them."""
    of = {each.ordinal: each for each in accounts}
    given: dict[str, dict[str, list[Voiced]]] = {}
    for each in found:
        if each.ordinal in of:
            given.setdefault(each.field, {}).setdefault(each.value, []).append(of[each.ordinal])
    order = {name: n for n, name in enumerate(_ORDER)}
    fields = []
    for name in sorted(given, key=lambda name: (order.get(name, len(order)), name)):
        values = sorted(given[name].items(), key=lambda pair: (-len(pair[1]), pair[1][0].ordinal, pair[0]))
        shown = tuple(_given(name, value, by) for value, by in values[:_MOST_VALUES])
        fields.append(FieldOfClaim(name=name, values=shown, more=max(0, len(values) - _MOST_VALUES)))
    return tuple(fields)


def _given(field: str, value: str, by: Sequence[Voiced]) -> Given:
    givers = list(dict.fromkeys(map(giver, by)))
    return Given(
        value=value,
        shown=" to ".join(map(day, value.split(" to "))) if field == "when" else value,
        accounts=len(by),
        givers=tuple(givers[:_MOST_GIVERS]),
        more=max(0, len(givers) - _MOST_GIVERS),
        row=by[0].row,
    )
