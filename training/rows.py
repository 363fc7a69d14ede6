"""
One training row: a text and whatever a corpus says about it, in code points of that text.

A field that is None is one the corpus does not speak of; an empty list says that
there is nothing. Only that difference decides which heads a row trains.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["Row", "read_rows", "write_rows"]


@dataclass(slots=True, kw_only=True)
class Row:
    """A text with its labels; spans are [start, end] lists of code points."""

    id: str
    corpus: str
    text: str
    title_end: int = 0
    statements: list[dict[str, Any]] | None = None
    """{"source", "cue", "content": [[s, e], …], "source_kind"?, "act"?}; complete for the text."""
    events: list[dict[str, Any]] | None = None
    """{"type", "mode", "trigger", "actors", "recipients", "place", "date": [s, e] or None, "factuality", "tense"}."""
    mentions: list[list[Any]] | None = None
    """[start, end, label]; labels are the corpus's own, mapped to ours in training/labels.py."""
    phrases: list[list[Any]] | None = None
    """[start, end, label]: noun phrases of any kind, a helping task."""
    sides: list[list[Any]] | None = None
    """[start, end, S|T|R]: source, target, reciprocal actor of the sentence's event, a helping task."""
    roles: list[dict[str, Any]] | None = None
    """{"predicate": [s, e], "arguments": [[s, e, label], …]}, a helping task."""
    certainty: list[list[Any]] | None = None
    """[start, end, value in -3..3] of the events that were rated; says nothing of other words."""
    report_types: list[str] | None = None
    """PLOVER types of which the text shows at least one (silver): a story's own, or those of a sentence's class."""


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write one JSON object a line; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file that `write_rows` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Row(**json.loads(line))
