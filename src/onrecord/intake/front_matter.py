"""
What the block in front of a Markdown file says of the report in it.

    ---
    title: "Rebels take the town"
    date: 2024-05-02
    source: https://example.org/a
    ---

Only plain `name: value` lines are read, as every program writes them for these fields;
nested YAML is passed over. Inside `+++`, the same in TOML (Hugo).
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from onrecord.intake.columns import Columns, columns_of
from onrecord.intake.url_lists import is_address
from onrecord.records import Given

__all__ = ["given_by_front_matter"]

_BLOCK = re.compile(rb"(---|\+\+\+)[ \t]*\r?\n((?:[^\n]*\n){0,80}?)\1[ \t]*(?:\r?\n|\Z)")
_PAIR = re.compile(r"([A-Za-z][\w -]*):[ \t]+(.*?)[ \t]*\Z")
_COMMENT = re.compile(r"[ \t]+#.*\Z")


def given_by_front_matter(body: bytes) -> Given:
    """Return title, date, address and outlet as the block tells them; nothing where there is no block."""
    match = _BLOCK.match(body.removeprefix(b"\xef\xbb\xbf"))
    if match is None:
        return Given()
    written = match[2].decode("utf-8", "replace")
    values = _toml(written) if match[1] == b"+++" else dict(_pairs(written))
    names = list(values)
    found = {name: values[names[at]] for name, at in columns_of(names, Columns()).items() if name != "text"}
    # Web clippers write the address under `source`, where others name the outlet.
    if "outlet" in found and is_address(found["outlet"]):
        address = found.pop("outlet")
        found.setdefault("url", address)
    return Given(**{name: value for name, value in found.items() if value})


def _pairs(written: str) -> list[tuple[str, str]]:
    pairs = []
    for line in written.splitlines():
        if match := _PAIR.match(line):
            value = match[2]
            is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            plain = value[1:-1].replace('\\"', '"') if is_quoted else _COMMENT.sub("", value)
            if is_quoted or not plain.startswith(("[", "{", "|", ">", "&", "*", "!", "#")):
                pairs.append((match[1], plain))
    return pairs


def _toml(written: str) -> Mapping[str, Any]:
    try:
        table = tomllib.loads(written)
    except ValueError:
        # The block stays in the text as it is; what cannot be read tells nothing.
        return {}
    return {name: str(value) for name, value in table.items() if not isinstance(value, dict | list)}
