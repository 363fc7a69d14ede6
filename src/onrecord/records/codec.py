"""
Frozen dataclasses to JSON values and back, by their type hints alone.

    Span(12, 30)                      <->  [12, 30]
    Form.DIRECT                       <->  "direct"
    (Span(0, 6), Span(9, 12))         <->  [[0, 6], [9, 12]]
    Size(dead=3)                      <->  {"dead": 3, "injured": null, "arrested": null}

One rule for every class means that a field added to a record is on the wire,
checked when read and described in the schema without a second place to edit.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.errors import ReportError, SkipReason
from onrecord.records.span import Span

__all__ = ["Json", "decode", "encode", "plain_kind"]

Json = None | bool | int | float | str | list[Any] | dict[str, Any]


def encode(value: object) -> Json:
    """Return the JSON value of a record or of a part of one; a `TypeError` for anything else."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: encode(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}: {value!r}")


def decode(kind: Any, value: object, where: str = "$") -> Any:
    """
    Return the value of the hinted kind that a JSON value stands for.

    `where` is the path shown in errors, such as `$.events[2].place.country`.
    Unknown keys are passed over: later versions of the format may add some.
    Raises `ReportError` naming the path, what was found and what was expected.
    """
    kind, optional = plain_kind(kind)
    if value is None:
        if optional:
            return None
        raise _mismatch(where, value, _name(kind))
    if kind is Span:
        return _span(value, where)
    if get_origin(kind) is tuple:
        (part,) = (each for each in get_args(kind) if each is not Ellipsis)
        return tuple(decode(part, each, f"{where}[{n}]") for n, each in enumerate(_list(value, where, _name(kind))))
    if is_dataclass(kind):
        return _object(kind, value, where)
    if issubclass(kind, StrEnum):
        return _label(kind, value, where)
    return _scalar(kind, value, where)


def plain_kind(kind: Any) -> tuple[Any, bool]:
    """Return a hint without its `| None` and its `NewType` name, and whether None was allowed."""
    optional = False
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        optional = True
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind, optional


@cache
def _hints(kind: type) -> Mapping[str, tuple[Any, Field[Any]]]:
    hints = get_type_hints(kind)
    return {each.name: (hints[each.name], each) for each in fields(kind)}


def _object(kind: Any, value: object, where: str) -> Any:
    if not isinstance(value, dict):
        raise _mismatch(where, value, f"an object ({kind.__name__})")
    found = {}
    for name, (hint, each) in _hints(kind).items():
        if name in value:
            found[name] = decode(hint, value[name], f"{where}.{name}")
        elif each.default is MISSING and each.default_factory is MISSING:
            if plain_kind(hint)[1]:
                found[name] = None
            else:
                raise _malformed(f"{where}: key {name!r} is missing; expected {_name(plain_kind(hint)[0])}")
    return kind(**found)


def _span(value: object, where: str) -> Span:
    pair = _list(value, where, "[start, end]")
    if len(pair) != 2 or not all(isinstance(each, int) and not isinstance(each, bool) for each in pair):
        raise _mismatch(where, value, "[start, end], two whole numbers")
    try:
        return Span(pair[0], pair[1])
    except ValueError as error:
        raise _malformed(f"{where}: {error}") from error


def _label(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    try:
        return kind(value if isinstance(value, str) else "")
    except ValueError as error:
        raise _mismatch(where, value, "one of " + ", ".join(kind)) from error


def _scalar(kind: type, value: object, where: str) -> object:
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if kind is int and isinstance(value, bool):
        raise _mismatch(where, value, _name(kind))
    if isinstance(value, kind):
        return value
    raise _mismatch(where, value, _name(kind))


def _list(value: object, where: str, expected: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise _mismatch(where, value, expected)
    return value


def _name(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return "a list"
    words = {str: "a string", int: "a whole number", float: "a number", Span: "[start, end]"}
    return words.get(kind) or f"{kind.__name__}"


def _mismatch(where: str, value: object, expected: str) -> ReportError:
    shown = repr(value)
    return _malformed(f"{where}: found {shown if len(shown) <= 60 else shown[:57] + '...'}; expected {expected}")


def _malformed(message: str) -> ReportError:
    return ReportError(message, SkipReason.MALFORMED)
