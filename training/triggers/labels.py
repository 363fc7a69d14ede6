"""
Which words of some reports are triggers, of which type, and which only look like ones.

    0a1b2c3d4e5f6071    112-120 ASSAULT,240-244 -        a report by the start of its text's SHA-256, then its words

`labels.tsv` holds no text. Every word that the reader held to be a trigger, however faintly (chance 0.1 and more), was
labelled by a large language model that read whole reports under `gold/GUIDELINES.md`, after fourteen reports of
plover-events train as examples, without seeing what the reader made of a word; what it doubted is left out. The
reports are of the unlabelled ones, of ewn's and of PolNeAR's training parts; those that share text with a development
part are left out, as everywhere (`training/leakage.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.records import EventType, Span
from training.rows import Row

__all__ = ["LABELS", "Label", "labelled_reports", "read_labels"]

LABELS = Path(__file__).parent / "labels.tsv"
NONE = "-"
_DIGITS = 16

Label = tuple[Span, EventType | None]
"""Words that look like a trigger, and the type of event that they carry; None where they carry none."""


def read_labels(path: Path = LABELS) -> dict[str, list[Label]]:
    """Return the labels of each report by the start of its digest; ValueError for a label that means nothing."""
    labels = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, listed = line.split("\t")
        if len(digest) != _DIGITS:
            raise ValueError(f"{path}: found {digest!r}; expected {_DIGITS} digits of a digest")
        labels[digest] = [_label(each, path) for each in listed.split(",")]
    return labels


def _label(written: str, path: Path) -> Label:
    place, _, name = written.partition(" ")
    start, _, end = place.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end)) or name not in {NONE, *EventType}:
        raise ValueError(f"{path}: found the label {written!r}; expected START-END and a type, or {NONE!r} for none")
    return Span(int(start), int(end)), None if name == NONE else EventType(name)


def labelled_reports(rows: Iterable[Row], labels: dict[str, list[Label]]) -> Iterator[tuple[Row, list[Label]]]:
    """Yield the rows that have labels, each text once, with them; ValueError where a label leaves the text."""
    seen = set()
    for row in rows:
        digest = hashlib.sha256(row.text.encode("utf-8")).hexdigest()[:_DIGITS]
        if digest not in labels or digest in seen:
            continue
        seen.add(digest)
        if any(span.end > len(row.text) for span, _ in labels[digest]):
            raise ValueError(f"{row.id}: found a label beyond its {len(row.text)} characters")
        yield row, labels[digest]
