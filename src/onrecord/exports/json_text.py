"""
JSON as other programs take it: keys of what is unknown are left out where asked, text is UTF-8.

    line({"name": "Kyiv", "alias": None})   ->   '{"name": "Kyiv"}'
"""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from onrecord.exports.offsets import storable

__all__ = ["known", "line", "write_list"]


def known(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something: neither None nor empty."""
    return {name: value for name, value in fields.items() if value is not None and value != [] and value != {}}


def line(value: object) -> str:
    """Return a value as one line of JSON; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    return storable(json.dumps(value, ensure_ascii=False))


def write_list(stream: IO[str], rows: Iterable[Mapping[str, Any]], before: str = "[\n", after: str = "\n]\n") -> int:
    """Write rows one by one as a JSON list between two pieces of text; return how many."""
    stream.write(before)
    count = 0
    for count, row in enumerate(rows, 1):
        stream.write((",\n" if count > 1 else "") + line(row))
    stream.write(after)
    return count
