"""
A Hugging Face dataset folder: a card, and one configuration for each table.

    dataset/README.md                          the card: what is in it, how it was made, what it may be used for
    dataset/data/events/train-00000-of-00001.parquet
    >>> datasets.load_dataset("dataset", "events")

Parquet where pyarrow is installed, else JSON lines; the card names the files that are there. Paths of files are left
out: a dataset is made to be passed on, and they tell of the machine it was made on.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from onrecord.exports.json_text import line
from onrecord.exports.offsets import storable
from onrecord.exports.outputs import Target, write_lines
from onrecord.exports.selection import Selection, Written
from onrecord.store import TABLES, TableRows, columns_of

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

_TABLES = tuple(name for name in TABLES if name not in ("skipped", "corrections"))
_PRIVATE = frozenset({"path"})
COLUMNS = (
    ("README.md", "The card, with the configurations in its front matter."),
    *((name, ", ".join(each.column for each in columns_of(name) if each.column not in _PRIVATE)) for name in _TABLES),
)
LEFT_OUT = (
    "inputs that were left out, and the log of corrections, which names people",
    "paths of files",
    "tables without a row",
)


def write(selection: Selection, target: Target) -> Written:
    """Write the card and the tables that have rows."""
    suffix, write_rows = _writer()
    counts: dict[str, int] = {}
    for name in _TABLES:
        table = selection.store.table(
            name, min_score=selection.min_score, confirmed=selection.confirmed, full_text=selection.full_text
        )
        place = target.within("data", name, f"train-00000-of-00001.{suffix}")
        for other in ("parquet", "jsonl"):
            former = target.within("data", name, f"train-00000-of-00001.{other}")
            if former.path:
                former.path.unlink(missing_ok=True)
        count = write_rows(place, _public(table))
        if count:
            counts[name] = count
        elif place.path:
            place.path.unlink()
            place.path.parent.rmdir()
    with target.within("README.md").text() as stream:
        stream.write(storable("\n".join(_card(selection, counts, suffix)) + "\n"))
    return Written(counts=counts, left_out={})


def _writer() -> tuple[str, Callable[[Target, TableRows], int]]:
    try:
        return "parquet", import_module("onrecord.exports.parquet").write_parquet
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("onrecord"):
            raise
        return "jsonl", _write_lines  # the extra `parquet` is not installed; the Hub reads JSON lines too


def _write_lines(place: Target, table: TableRows) -> int:
    names = [column.column for column in table.columns]
    with place.text() as stream:
        return write_lines(stream, (line(dict(zip(names, row, strict=True))) for row in table.rows))


def _public(table: TableRows) -> TableRows:
    kept = [n for n, column in enumerate(table.columns) if column.column not in _PRIVATE]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=(tuple(row[n] for n in kept) for row in table.rows),
    )


def _card(selection: Selection, counts: dict[str, int], suffix: str) -> Iterator[str]:
    status = selection.store.status()
    yield "---"
    yield "license: other"
    yield "license_name: publishers-rights-in-the-texts"
    yield "language:\n- en"
    yield "task_categories:\n- token-classification\n- text-classification"
    yield "tags:\n- news\n- attribution\n- event-coding\n- plover"
    yield "configs:"
    for name in counts:
        yield f"- config_name: {name}"
        yield f"  data_files:\n  - split: train\n    path: data/{name}/train-00000-of-00001.{suffix}"
        if name == next(iter(counts)):
            yield "  default: true"
    yield "---"
    yield f"\n# {selection.store.path.stem}\n"
    yield (
        f"Who did what to whom, and who says so, in {status.reports} news reports: read by a machine, row by row, with "
        "the characters that bear each row out. Rows are what the reports say, not what is true.\n"
    )
    yield (
        "It holds the **whole texts** of the reports.\n" if selection.full_text else "It holds quotations, not texts.\n"
    )
    yield (
        "Quotations and texts remain their publishers'. Whoever passes this on has to see to the rights in them; "
        "`license` says `other` because nobody here can grant one.\n"
    )
    yield (
        "Offsets (`start`, `end`) are half-open and count Unicode code points of the text of record, whose SHA-256 is "
        "`reports.sha256`. Null is unknown. `score` is a probability.\n"
    )
    yield f"Made by: {json.dumps(status.pipeline)[1:-1] if status.pipeline else 'onrecord'}.\n"
    for name, count in counts.items():
        yield f"## {name}\n\n{count} rows.\n"
        yield "| column | type | meaning |\n|---|---|---|"
        for column in columns_of(name, full_text=selection.full_text):
            if column.column not in _PRIVATE:
                yield f"| {column.column} | {column.type} | {column.meaning or ''} |"
        yield ""
