"""
The file beside an export that says what the format could not hold.

    events.geojson   ->   events.geojson.left-out.json
    vault/           ->   vault/left-out.json

    {"format": "geojson", "record": "news.record", "cannot_hold": ["who denies an event: …"],
     "rows_left_out": {"events without coordinates": 12}, "texts": "quotations only"}
"""

import json
from pathlib import Path
from typing import Any

from onrecord.exports.format import Format
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written

__all__ = ["left_out_path", "write_left_out"]


def left_out_path(format: Format, out: Path) -> Path:
    """Return the place of the file for an export of that name."""
    return out / "left-out.json" if out.is_dir() or format.is_folder else out.with_name(f"{out.name}.left-out.json")


def write_left_out(format: Format, selection: Selection, written: Written, target: Target) -> Path | None:
    """
    Write what the format could not hold; return where, or None where it held all or went to standard output.

    A file of an earlier export that holds no longer is taken away.
    """
    if target.path is None:
        return None
    path = left_out_path(format, target.path)
    rows = {what: count for what, count in written.left_out.items() if count}
    if not format.left_out and not rows:
        path.unlink(missing_ok=True)
        return None
    note: dict[str, Any] = {
        "format": format.name,
        "record": selection.store.path.name,
        "cannot_hold": list(format.left_out),
        "rows_left_out": rows,
        "texts": "whole texts" if selection.full_text else format.texts.value.partition(";")[0],
        "offsets_count": format.unit,
    }
    with Target(path).text() as stream:
        stream.write(json.dumps(note, ensure_ascii=False, indent=1) + "\n")
    return path
