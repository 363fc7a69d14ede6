"""
What rows are compared by, as JSON beside the rows, so that a new report meets them without their reports.

    EventView(type=ASSAULT, stems={kill, raqqa}, …)   <->   {"type": "ASSAULT", "stems": ["kill", "raqqa"], …}
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.errors import StoreError
from onrecord.ledger.accounts import Telling
from onrecord.store.ledger import LedgerRow

__all__ = ["packed", "telling_of", "unpacked"]


def packed(view: object) -> str:
    """Return a view as one line of JSON, the same for the same view."""
    return _encoded(view)


def unpacked(kind: type, value: Mapping[str, Any]) -> Any:
    """Return the view of that kind; `StoreError` where the JSON is none."""
    try:
        return _reader(kind)(value)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"what a row is compared by cannot be read back ({error}); build the record again") from error


def telling_of(row: LedgerRow) -> Telling:
    """Return the telling that is kept with an event or a statement."""
    telling: Telling = unpacked(Telling, json.loads(row.view)["telling"])
    return telling


def _shown(value: Any) -> Any:
    """Return a view or a set as JSON has it: sets sorted, what is unknown or empty left out."""
    if type(value) is frozenset:
        return sorted(value)
    found: dict[str, Any] = {}
    kind: Any = type(value)
    for name in _names(kind):
        each = getattr(value, name)
        if each is not None and (each or each not in _EMPTY):
            found[name] = each
    return found


_EMPTY: tuple[Any, ...] = ((), frozenset())
_encoded = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=_shown).encode


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of the kind out of plain JSON."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in arguments if each is not type(None))
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if origin in (tuple, frozenset):
        made, read = origin, _reader(arguments[0])
        return lambda value: made(read(each) for each in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
        empty: dict[str, Any] = {name: () for name in readers if get_origin(hints[name]) is tuple}
        empty |= {name: frozenset() for name in readers if get_origin(hints[name]) is frozenset}
        unknown = dict.fromkeys(readers.keys() - empty.keys()) | empty

        def read_view(value: Mapping[str, Any]) -> Any:
            return kind(**{**unknown, **{name: readers[name](each) for name, each in value.items()}})

        return read_view
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return lambda value: value
