"""
The JSON Schema of a record, made from the dataclasses and the docstrings under their fields.

    Statement.content: tuple[Span, ...]   ->   {"type": "array", "items": {"$ref": "#/$defs/Span"},
                                                "description": "What is said; several spans where …"}

Published as `docs/record.schema.json`; a test keeps that file in step with the code.
"""

import ast
import inspect
import textwrap
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.records.codec import plain_kind
from onrecord.records.reading import Event, Record
from onrecord.records.report import Origin, Report, Run
from onrecord.records.span import Span
from onrecord.records.wire import FORMAT

__all__ = ["field_docs", "record_schema"]

_SCALARS = {str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}}

# What the wire writes that no field of the class says: see `record_to_json`.
_EXTRA_KEYS: dict[type, dict[str, Any]] = {
    Record: {"format": {"const": FORMAT, "description": "Name and version of this format."}},
    Event: {"quad": {"type": "integer", "minimum": 1, "maximum": 4, "description": "PLOVER's quad class."}},
}
# Keys that a reader of the format cannot count on.
_OPTIONAL_KEYS = {Event: {"own_types"}, Origin: {"runs"}, Report: {"zones", "facts", "origin"}}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record."""
    defs: dict[str, Any] = {}
    whole = _object(Record, defs)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT}
    return {**head, **whole, "$defs": dict(sorted(defs.items()))}


def field_docs(kind: type) -> dict[str, str]:
    """Return the docstring under each field of a dataclass, on one line; fields without one are absent."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    docs: dict[str, str] = {}
    name = None
    for node in tree.body if isinstance(tree, ast.ClassDef) else []:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs[name] = " ".join(str(node.value.value).split())
            name = None
        else:
            name = None
    return docs


def _object(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    hints, docs = get_type_hints(kind), field_docs(kind)
    properties: dict[str, Any] = dict(_EXTRA_KEYS.get(kind, {}))
    for each in fields(kind):
        shown = _value(hints[each.name], defs)
        properties[each.name] = {**shown, "description": docs[each.name]} if each.name in docs else shown
    required = [name for name in properties if name not in _OPTIONAL_KEYS.get(kind, set())]
    summary = {"description": inspect.getdoc(kind) or ""}
    return {**summary, "type": "object", "properties": properties, "required": required}


def _value(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    kind, optional = plain_kind(hint)
    shown = _plain(kind, defs)
    return {"anyOf": [shown, {"type": "null"}]} if optional else shown


def _plain(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if kind in _SCALARS:
        return dict(_SCALARS[kind])
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0], defs)}
    if kind.__name__ not in defs:
        defs[kind.__name__] = {}
        defs[kind.__name__] = _definition(kind, defs)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _definition(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    doc = " ".join((inspect.getdoc(kind) or "").split())
    if kind in (Span, Run):
        size = len(fields(kind))
        names = ", ".join(each.name for each in fields(kind) if each.default is MISSING)
        numbers = {"type": "integer", "minimum": 0}
        return {
            "type": "array",
            "items": numbers,
            "minItems": size,
            "maxItems": size,
            "description": f"[{names}] {doc}",
        }
    if is_dataclass(kind):
        return {**_object(kind, defs), "description": doc}
    if issubclass(kind, StrEnum):
        return {"enum": [each.value for each in kind], "description": doc}
    raise TypeError(f"no schema for {kind!r}")
