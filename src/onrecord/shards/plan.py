"""
Which inputs make a shard: file pointers and digests, never text.

    news/a.html, news/b.html, export.jsonl lines 1 to 412   ->   Shard(key="5f0c…", items=(…))

The inputs are cut where a digest happens to end in zeros, so a new file in the middle of a
folder changes the shard it falls into and not all that follow. The key of a shard is a digest
of its inputs, of the pipeline and of the day given along: the same key, the same rows.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.errors import SkipReason
from onrecord.intake import Columns, Limits, find_reports
from onrecord.pipeline import Recipe
from onrecord.pipeline.frames import failure_from_json, failure_to_json
from onrecord.records import Failure, RawReport
from onrecord.store import Input

__all__ = ["CHANGED", "Item", "Shard", "inputs_of", "plan_shards"]

CHANGED = "shard"
"""Stage of the failure that stands for an input which is no longer what was planned."""
_MAX_BYTES = 64 * 1024 * 1024
"""A shard is closed at so many bytes of input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One input of a shard: where it is, or why it could not be had."""

    file: str = ""
    """The file that holds it, as it was given."""
    at: int = 0
    """Its place among all that intake finds in the file."""
    fingerprint: str = ""
    failure: Failure | None = None

    def to_json(self) -> list[Any]:
        """Return the item as a JSON list."""
        if self.failure is not None:
            return [failure_to_json(self.failure).decode("ascii")]
        return [self.file, self.at, self.fingerprint]

    @classmethod
    def from_json(cls, shown: list[Any]) -> "Item":
        """Return the item of a JSON list."""
        if len(shown) == 1:
            return cls(failure=failure_from_json(shown[0].encode("ascii")))
        file, at, fingerprint = shown
        return cls(file=file, at=at, fingerprint=fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One piece of the input."""

    key: str
    base: str
    """The folder that relative paths count from."""
    items: tuple[Item, ...]

    def to_line(self) -> str:
        """Return the shard as one line of JSON."""
        shown = {"key": self.key, "base": self.base, "items": [item.to_json() for item in self.items]}
        return json.dumps(shown, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> "Shard":
        """Return the shard of a line of JSON."""
        shown = json.loads(line)
        return cls(key=shown["key"], base=shown["base"], items=tuple(map(Item.from_json, shown["items"])))


def plan_shards(found: Iterable[RawReport | Failure], recipe: Recipe, version: str, *, reports: int) -> Iterator[Shard]:
    """Yield the shards of what intake found, of about so many reports each, in order; one is in memory at a time."""
    items: list[Item] = []
    size_bytes = 0
    for item, size in _items(found):
        items.append(item)
        size_bytes += size
        if size_bytes >= _MAX_BYTES or len(items) >= 2 * reports or _cuts(item, len(items), reports):
            yield _shard(items, recipe, version)
            items, size_bytes = [], 0
    if items:
        yield _shard(items, recipe, version)


def inputs_of(shard: Shard, limits: Limits, columns: Columns) -> Iterator[RawReport | Failure]:
    """
    Yield the inputs of a shard, in order, read from their files.

    In the place of one that is no longer what was planned stands a failure of
    stage `CHANGED`.
    """
    for (file, _), group in groupby(shard.items, key=lambda item: (item.file, item.failure is not None)):
        items = list(group)
        if items[0].failure is not None:
            yield from (item.failure for item in items if item.failure is not None)
        else:
            yield from _from_file(Path(shard.base), file, items, limits, columns)


def _from_file(
    base: Path, file: str, items: list[Item], limits: Limits, columns: Columns
) -> Iterator[RawReport | Failure]:
    where = str(base / file)
    wanted = {item.at: item for item in items}
    for at, raw in enumerate(find_reports([where], limits=limits, columns=columns)):
        item = wanted.pop(at, None)
        if item is None:
            continue
        if isinstance(raw, RawReport) and raw.path.startswith(where):
            raw = replace(raw, path=file + raw.path[len(where) :])  # as it was given, wherever it is read
            if Input.of(raw).fingerprint == item.fingerprint:
                yield raw
                continue
        yield _changed(file)
        return
    if wanted:
        yield _changed(file)


def _changed(file: str) -> Failure:
    message = "changed since the shards were planned, or cannot be read where this runs; build the shards again"
    return Failure(path=file, stage=CHANGED, reason=SkipReason.UNREADABLE, message=message)


def _items(found: Iterable[RawReport | Failure]) -> Iterator[tuple[Item, int]]:
    """Yield the inputs as items with their sizes in bytes; places are counted anew in each file."""
    file, at = "", 0
    for raw in found:
        if not _is_inside(raw.path, file):
            file, at = _file_of(raw.path), 0
        if isinstance(raw, RawReport):
            yield Item(file=file, at=at, fingerprint=Input.of(raw).fingerprint or ""), len(raw.body)
        else:
            yield Item(failure=raw), 0
        at += 1


def _is_inside(path: str, file: str) -> bool:
    return bool(file) and path.startswith(file) and path[len(file) : len(file) + 1] in ("", ":", "!", "#")


def _file_of(path: str) -> str:
    """Return the file that an input lies in: the shortest beginning of its path that is one."""
    for at in (n for n, character in enumerate(path) if character in ":!#"):
        if Path(path[:at]).is_file():
            return path[:at]
    return path


def _cuts(item: Item, count: int, reports: int) -> bool:
    if count < max(reports // 4, 1):
        return False
    digest = item.fingerprint or hashlib.sha256(str(item.to_json()).encode("utf-8", "surrogatepass")).hexdigest()
    return int(digest[:8], 16) % max(3 * reports // 4, 1) == 0


def _shard(items: list[Item], recipe: Recipe, version: str) -> Shard:
    whole = json.dumps([version, recipe.published, [item.to_json() for item in items]], ensure_ascii=True)
    key = hashlib.sha256(whole.encode("ascii")).hexdigest()[:20]
    return Shard(key=key, base=str(Path.cwd()), items=tuple(items))
