"""
`onrecord export STORE -o OUT [--as FORMAT]`: the whole of a record in another format.

    onrecord export news.record -o news.jsonl         # one record a line, complete
    onrecord export news.record -o news.json          # the same as one list
    onrecord export news.record -o tables/ --as csv   # a folder with a file for each table people ask for
    onrecord export news.record -o events.csv         # one of those tables, by its name
    onrecord export news.record -o claims.csv         # the ledger: claims, accounts, dependences, copies, corrections
    onrecord export news.record -o train.jsonl --as training     # corrections as rows to train on
    onrecord export news.record -o sure.jsonl --only confirmed   # only rows that somebody confirmed
    onrecord export brief.html c4k… g7q…              # a brief of claims and events, to mail or print

A file is written beside its place and moved there when whole.
"""

import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from onrecord.bookkeeping import confirmed_records, training_rows
from onrecord.cli.brief import brief_options, is_brief, write_brief
from onrecord.cli.ledger_view import opened
from onrecord.cli.options import load_settings, quiet_option, store_and_rest
from onrecord.cli.output import Talk
from onrecord.errors import StoreError
from onrecord.records import Record
from onrecord.records.faults import record_faults
from onrecord.records.wire import record_to_line
from onrecord.store import Store

__all__ = ["command"]

# Name of the file -> what stands in it; :score is the least score of the settings, :confirmed 1 for confirmed rows
# only, and CONFIRMED(column) that the row of that id is one.
_CONFIRMED = (re.compile(r"CONFIRMED\(([\w.]+)\)"), r"(NOT :confirmed OR \1 IN (SELECT row FROM confirmed))")
_TABLES = {
    "events": "SELECT * FROM who_did_what WHERE score >= :score AND CONFIRMED(event) ORDER BY report, start, event",
    "statements": "SELECT * FROM who_said_what WHERE score >= :score AND CONFIRMED(statement) "
    "ORDER BY report, start, statement",
    "disputed": "SELECT * FROM disputed WHERE 1 AND CONFIRMED(event) ORDER BY report, start, event",
    "mentions": "SELECT mentions.*, actors.name AS actor_name FROM mentions LEFT JOIN actors "
    "ON actors.id = mentions.actor WHERE mentions.score >= :score AND CONFIRMED(mentions.id) "
    "ORDER BY mentions.report, mentions.ordinal",
    "actors": "SELECT * FROM actors WHERE 1 AND CONFIRMED(id) ORDER BY report, ordinal",
    "participants": "SELECT participants.*, actors.name AS actor_name FROM participants LEFT JOIN actors "
    "ON actors.id = participants.actor WHERE 1 AND CONFIRMED(participants.event) "
    "ORDER BY event, role, participants.ordinal",
    "reports": "SELECT id, sha256, title, url, path, outlet, byline, dateline, credit, published_start, "
    "published_end, published_basis, language, model FROM reports "
    "WHERE NOT :confirmed OR id IN (SELECT report FROM confirmed) ORDER BY id",
    "sources": "SELECT sources.name, report_sources.role, count(*) AS reports FROM report_sources "
    "JOIN sources ON sources.id = report_sources.source "
    "WHERE NOT :confirmed OR report IN (SELECT report FROM confirmed) GROUP BY 1, 2 ORDER BY 3 DESC, 1",
    "skipped": "SELECT failures.*, inputs.sha256 FROM failures JOIN inputs ON inputs.path = failures.input "
    "WHERE NOT :confirmed ORDER BY input",
    "claims": "SELECT * FROM claims WHERE score >= :score AND (NOT :confirmed OR id IN "
    "(SELECT claim FROM accounts WHERE row IN (SELECT row FROM confirmed))) ORDER BY id",
    "accounts": "SELECT * FROM accounts WHERE 1 AND CONFIRMED(row) ORDER BY claim, ordinal",
    "dependences": "SELECT * FROM dependences WHERE NOT :confirmed OR claim IN "
    "(SELECT claim FROM accounts WHERE row IN (SELECT row FROM confirmed)) ORDER BY claim, ordinal_a, ordinal_b",
    "details": "SELECT * FROM details WHERE NOT :confirmed OR claim IN "
    "(SELECT claim FROM accounts WHERE row IN (SELECT row FROM confirmed)) ORDER BY claim, field, value, ordinal",
    "event_groups": "SELECT * FROM event_groups WHERE NOT :confirmed OR id IN "
    "(SELECT member_of FROM ledger_rows WHERE row IN (SELECT row FROM confirmed)) ORDER BY id",
    "world_actors": "SELECT * FROM world_actors WHERE NOT :confirmed OR id IN "
    "(SELECT member_of FROM ledger_rows WHERE row IN (SELECT row FROM confirmed)) ORDER BY id",
    "members": "SELECT member_of, kind, row, report FROM ledger_rows WHERE 1 AND CONFIRMED(row) ORDER BY 1, 3",
    "copies": "SELECT * FROM copies WHERE NOT :confirmed OR report_a IN (SELECT report FROM confirmed) "
    "ORDER BY report_a, report_b",
    "families": "SELECT family, report FROM sketches WHERE family IS NOT NULL "
    "AND (NOT :confirmed OR report IN (SELECT report FROM confirmed)) ORDER BY 1, 2",
    "corrections": "SELECT * FROM correction_log WHERE 1 AND CONFIRMED(row) ORDER BY number, row",
}
_KINDS = ("jsonl", "json", "csv", "tsv")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv"}


@click.command("export")
@click.argument("words", metavar="[STORE] [OUT] [ID]...", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder; '-' is standard output.")
@click.option("--as", "format", type=click.Choice([*_KINDS, "training", "brief"]), help="Default: by the suffix.")
@click.option("--only", type=click.Choice(["confirmed"]), help="Only rows that somebody confirmed.")
@brief_options
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    output: Path | None,
    format: str | None,
    only: str | None,
    quiet: bool,
    **asked: Any,
) -> None:
    """
    Write the whole of STORE to OUT as JSON lines, JSON, CSV or TSV, or its corrections as training rows.

    A file named .html is a brief of the claims and events of those IDs, or of what a search finds.
    """
    if is_brief(words, output, format, asked):
        write_brief(words, output, only, asked, Talk(quiet=quiet), _write)
        return
    path, rest = store_and_rest(words, 1 if output is None else 0, "STORE -o OUT")
    out = output or (Path(rest[0]) if rest else None)
    if out is None:
        raise click.UsageError("where to is missing; expected STORE -o OUT")
    kind = format or _SUFFIXES.get(out.suffix.lower())
    if kind is None:
        raise click.UsageError(f"the suffix of {out} names no format; expected --as jsonl, json, csv or tsv")
    score = load_settings(ctx).min_score.export
    with opened(path, Talk(quiet=quiet)) as store, store.snapshot():
        if kind in ("jsonl", "json"):
            records = confirmed_records(store) if only else store.records(by_id=True)
            count = _write(out, lambda stream: _write_records(store, records, stream, as_list=kind == "json"))
            summary = f"{count} records"
        elif kind == "training":
            summary = f"{_write(out, lambda stream: _write_lines(training_rows(store), stream))} training rows"
        else:
            summary = _export_tables(store, out, kind, {"score": score, "confirmed": int(only is not None)})
    Talk(quiet=quiet).say(f"{out}: {summary}; the texts in it remain their publishers'")


def _write_lines(rows: Iterable[dict[str, Any]], stream: IO[str]) -> int:
    lines = [json.dumps(row, ensure_ascii=True) + "\n" for row in rows]
    stream.writelines(lines)
    return len(lines)


def _write_records(store: Store, records: Iterable[Record], stream: IO[str], *, as_list: bool) -> int:
    count = 0
    for count, record in enumerate(records, 1):
        for fault in record_faults(record):
            raise StoreError(f"report {record.report.id}: {fault}; see: onrecord verify {store.path}")
        start = ("[" if count == 1 else ",\n") if as_list else ""
        stream.write(start + record_to_line(record, complete=True) + ("" if as_list else "\n"))
    if as_list:
        stream.write("]\n" if count else "[]\n")
    return count


def _export_tables(store: Store, out: Path, format: str, limits: dict[str, float]) -> str:
    """Write one table into a file that has its name, or each into a folder; return what was written."""
    delimiter = "," if format == "csv" else "\t"

    def write(name: str, target: Path) -> int:
        answer = store.sql(_CONFIRMED[0].sub(_CONFIRMED[1], _TABLES[name]), limits, max_seconds=3600.0)

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
