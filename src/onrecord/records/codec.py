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
from collections.abc import Callable, Sequence
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
    return _decoder(kind)(value, where)


_Place = str | tuple["_Place", str | int]
"""A path within a JSON value: where it begins, or what it lies in and the key there. Written out in errors alone."""
_Decoder = Callable[[Any, _Place], Any]


@cache
def _decoder(hint: Any) -> _Decoder:
    """Return what decodes one kind of value; made once a kind, since a record holds hundreds of each."""
    kind, optional = plain_kind(hint)
    present = _present(kind)

    def decoded(value: object, where: _Place) -> Any:
        if value is not None:
            return present(value, where)
        if optional:
            return None
        raise _mismatch(where, value, _name(kind))

    return decoded


def _present(kind: Any) -> _Decoder:
    if kind is Span:
        return _span
    if get_origin(kind) is tuple:
        return _tuple(kind)
    if is_dataclass(kind):
        return _object(kind)
    rule = _label if issubclass(kind, StrEnum) else _scalar
    return lambda value, where: rule(kind, value, where)


def plain_kind(kind: Any) -> tuple[Any, bool]:
    """Return a hint without its `| None` and its `NewType` name, and whether None was allowed."""
    optional = False
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        optional = True
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind, optional


def _tuple(kind: Any) -> _Decoder:
    (hint,) = (each for each in get_args(kind) if each is not Ellipsis)
    name = _name(kind)

    def decoded(value: object, where: _Place) -> tuple[Any, ...]:
        part = _decoder(hint)
        return tuple([part(each, (where, n)) for n, each in enumerate(_list(value, where, name))])

    return decoded


def _object(kind: Any) -> _Decoder:
    hints = get_type_hints(kind)
    named = [(each.name, hints[each.name], _has_default(each)) for each in fields(kind)]

    def decoded(value: object, where: _Place) -> Any:
        if not isinstance(value, dict):
            raise _mismatch(where, value, f"an object ({kind.__name__})")
        found = {}
        for name, hint, has_default in named:
            if name in value:
                found[name] = _decoder(hint)(value[name], (where, name))
            elif not has_default:
                if not plain_kind(hint)[1]:
                    expected = _name(plain_kind(hint)[0])
                    raise _malformed(f"{_written(where)}: key {name!r} is missing; expected {expected}")
                found[name] = None
        return kind(**found)

    return decoded


def _has_default(each: Field[Any]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _written(where: _Place) -> str:
    """Return a path as errors show it."""
    if isinstance(where, str):
        return where
    holder, key = where
    return f"{_written(holder)}[{key}]" if isinstance(key, int) else f"{_written(holder)}.{key}"


def _span(value: object, where: _Place) -> Span:
    pair = _list(value, where, "[start, end]")
    if len(pair) != 2 or not all(isinstance(each, int) and not isinstance(each, bool) for each in pair):
        raise _mismatch(where, value, "[start, end], two whole numbers")
    try:
        return Span(pair[0], pair[1])
    except ValueError as error:
        raise _malformed(f"{_written(where)}: {error}") from error


def _label(kind: type[StrEnum], value: object, where: _Place) -> StrEnum:
    try:
        return kind(value if isinstance(value, str) else "")
    except ValueError as error:
        raise _mismatch(where, value, "one of " + ", ".join(kind)) from error


def _scalar(kind: type, value: object, where: _Place) -> object:
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if kind is int and isinstance(value, bool):
        raise _mismatch(where, value, _name(kind))
    if isinstance(value, kind):
        return value
    raise _mismatch(where, value, _name(kind))


def _list(value: object, where: _Place, expected: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise _mismatch(where, value, expected)
    return value


def _name(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return "a list"
    words = {str: "a string", int: "a whole number", float: "a number", Span: "[start, end]"}
    return words.get(kind) or f"{kind.__name__}"


def _mismatch(where: _Place, value: object, expected: str) -> ReportError:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return _malformed(f"{_written(where)}: found {shown}; expected {expected}")


def _malformed(message: str) -> ReportError:
    return ReportError(message, SkipReason.MALFORMED)
