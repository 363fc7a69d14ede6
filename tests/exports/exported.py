"""Export a record and read back what came out, with what the record itself says to compare it with."""

import csv
import json
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.bookkeeping import confirmed_records
from onrecord.exports import Selection, Target, Written, format_named, write_left_out
from onrecord.exports.marks import marks_of
from onrecord.exports.offsets import storable
from onrecord.store import Store


def write(
    store: Store, name: str, out: Path, *, full_text: bool = False, confirmed: bool = False, min_score: float = 0.0
) -> Written:
    """Export a record and say beside it what was left out, as the command does."""
    selection = Selection(
        store=store,
        source=partial(confirmed_records, store) if confirmed else None,
        confirmed=confirmed,
        min_score=min_score,
        full_text=full_text,
    )
    written = format_named(name).write(selection, Target(out))
    write_left_out(format_named(name), selection, written, Target(out))
    return written


def texts(store: Store) -> dict[str, str]:
    """Return the text of each report by its id, as UTF-8 can hold it."""
    return {storable(record.report.id): storable(record.report.text) for record in store.records()}


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV file by column."""
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def utf16_slice(text: str, start: int, end: int) -> str:
    """Cut a text as Java and JavaScript do."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def labelled(store: Store, *, mentions: bool = True) -> Counter[tuple[str, str]]:
    """Return how often each label stands at each quotation, as the record has it."""
    found: Counter[tuple[str, str]] = Counter()
    for record in store.records():
        for mark in marks_of(record)[0]:
            if mentions or mark.part != "mention":
                found[mark.label, storable(mark.span.slice(record.report.text))] += 1
    return found
