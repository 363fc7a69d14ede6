"""
`onrecord export STORE -o OUT [--as FORMAT]`: the whole of a record in another format.

    onrecord export news.record -o news.jsonl         # one record a line, complete
    onrecord export news.record -o news.json          # the same as one list
    onrecord export news.record -o tables/ --as csv   # a folder with a file for each table people ask for
    onrecord export news.record -o events.csv         # one of those tables, by its name

A file is written beside its place and moved there when whole.
"""

import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from onrecord.cli.options import load_settings, quiet_option, store_and_rest
from onrecord.cli.output import Talk
from onrecord.errors import StoreError
from onrecord.records.faults import record_faults
from onrecord.records.wire import record_to_line
from onrecord.store import Store

__all__ = ["command"]

# Name of the file -> what stands in it; :score is the least score of the settings.
_TABLES = {
    "events": "SELECT * FROM who_did_what WHERE score >= :score",
    "statements": "SELECT * FROM who_said_what WHERE score >= :score",
    "disputed": "SELECT * FROM disputed",
    "mentions": "SELECT mentions.*, actors.name AS actor_name FROM mentions LEFT JOIN actors "
    "ON actors.id = mentions.actor WHERE mentions.score >= :score",
    "actors": "SELECT * FROM actors",
    "participants": "SELECT participants.*, actors.name AS actor_name FROM participants LEFT JOIN actors "
    "ON actors.id = participants.actor",
    "reports": "SELECT id, sha256, title, url, path, outlet, byline, dateline, credit, published_start, "
    "published_end, published_basis, language, model FROM reports ORDER BY number",
    "sources": "SELECT sources.name, report_sources.role, count(*) AS reports FROM report_sources "
    "JOIN sources ON sources.id = report_sources.source GROUP BY 1, 2 ORDER BY 3 DESC, 1",
    "skipped": "SELECT failures.*, inputs.sha256 FROM failures JOIN inputs ON inputs.path = failures.input",
}
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv"}


@click.command("export")
@click.argument("words", metavar="[STORE] [OUT]", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder; '-' is standard output.")
@click.option("--as", "format", type=click.Choice(["jsonl", "json", "csv", "tsv"]), help="Default: by the suffix.")
@quiet_option
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], output: Path | None, format: str | None, quiet: bool) -> None:
    """Write the whole of STORE to OUT as JSON lines, JSON, CSV or TSV."""
    path, rest = store_and_rest(words, 1 if output is None else 0, "STORE -o OUT")
    out = output or (Path(rest[0]) if rest else None)
    if out is None:
        raise click.UsageError("where to is missing; expected STORE -o OUT")
    kind = format or _SUFFIXES.get(out.suffix.lower())
    if kind is None:
        raise click.UsageError(f"the suffix of {out} names no format; expected --as jsonl, json, csv or tsv")
    score = load_settings(ctx).min_score.export
    with Store(path) as store, store.snapshot():
        if kind in ("jsonl", "json"):
            count = _write(out, lambda stream: _write_records(store, stream, as_list=kind == "json"))
            summary = f"{count} records"
        else:
            summary = _export_tables(store, out, kind, score)
    Talk(quiet=quiet).say(f"{out}: {summary}; the texts in it remain their publishers'")


def _write_records(store: Store, stream: IO[str], *, as_list: bool) -> int:
    count = 0
    for count, record in enumerate(store.records(), 1):
        for fault in record_faults(record):
            raise StoreError(f"report {record.report.id}: {fault}; see: onrecord verify {store.path}")
        start = ("[" if count == 1 else ",\n") if as_list else ""
        stream.write(start + record_to_line(record, complete=True) + ("" if as_list else "\n"))
    if as_list:
        stream.write("]\n" if count else "[]\n")
    return count


def _export_tables(store: Store, out: Path, format: str, score: float) -> str:
    """Write one table into a file that has its name, or each into a folder; return what was written."""
    delimiter = "," if format == "csv" else "\t"

    def write(name: str, target: Path) -> int:
        answer = store.sql(_TABLES[name], {"score": score}, max_seconds=3600.0)

        def rows(stream: IO[str]) -> int:
            writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(answer.rows)
            return len(answer.rows)

        return _write(target, rows)

    if out.suffix.lower() in _SUFFIXES:
        if out.stem not in _TABLES:
            known = ", ".join(f"{name}{out.suffix}" for name in _TABLES)
            raise click.UsageError(f"{out.name} names no table; expected one of {known}, or a folder")
        return f"{write(out.stem, out)} rows"
    out.mkdir(parents=True, exist_ok=True)
    counts = {name: write(name, out / f"{name}.{format}") for name in _TABLES}
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _write(out: Path, fill: Callable[[IO[str]], int]) -> int:
    with _opened(out) as stream:
        return fill(stream)


@contextmanager
def _opened(out: Path) -> Iterator[IO[str]]:
    """Open standard output, or a file that appears under its name only when it is whole."""
    if str(out) == "-":
        yield sys.stdout
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
            yield stream
        fresh.chmod(0o666 & ~_umask())
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
