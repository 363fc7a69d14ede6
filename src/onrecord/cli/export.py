"""
`onrecord export STORE -o OUT [--as FORMAT]`: the whole of a record in another format.

    onrecord export news.record -o news.jsonl         # one record a line, complete
    onrecord export news.record -o tables/ --as csv   # a folder with a file for each table people ask for
    onrecord export news.record -o claims.csv         # one of those tables, by its name
    onrecord export news.record -o events.geojson     # the formats of other tools: docs/formats-out.md
    onrecord export news.record -o cas/ --as inception --full-text
    onrecord export news.record -o train.jsonl --as training     # corrections as rows to train on
    onrecord export news.record -o sure.jsonl --only confirmed   # only rows that somebody confirmed
    onrecord export brief.html c4k… g7q…              # a brief of claims and events, to mail or print

A file is written beside its place and moved there when whole. What a format cannot hold is said in a file beside it.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from onrecord.bookkeeping import confirmed_records, training_rows
from onrecord.cli.brief import brief_options, is_brief, write_brief
from onrecord.cli.ledger_view import opened
from onrecord.cli.options import load_settings, quiet_option, store_and_rest
from onrecord.cli.output import Talk
from onrecord.exports import FORMATS, Format, Selection, Target, format_of_suffix, write_left_out, write_lines
from onrecord.store import Store

__all__ = ["command"]

_TRAINING, _BRIEF = "training", "brief"


@click.command("export")
@click.argument("words", metavar="[STORE] [OUT] [ID]...", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder; '-' is standard output.")
@click.option("--as", "format", type=click.Choice([*FORMATS, _BRIEF, _TRAINING]), help="Default: by the suffix.")
@click.option("--only", type=click.Choice(["confirmed"]), help="Only rows that somebody confirmed.")
@click.option("--full-text", is_flag=True, help="With the whole texts of the reports, and not quotations only.")
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
    full_text: bool,
    quiet: bool,
    **asked: Any,
) -> None:
    """
    Write the whole of STORE to OUT, in its own format or in that of another tool.

    Texts of reports stay: quotations go out, and whole texts only with --full-text (jsonl and json are the record
    itself and hold them). What a format cannot hold is said in a file beside it.

    A file named .html is a brief of the claims and events of those IDs, or of what a search finds.
    """
    if is_brief(words, output, format, asked):
        write_brief(words, output, only, asked, Talk(quiet=quiet), _write)
        return
    path, rest = store_and_rest(words, 1 if output is None else 0, "STORE -o OUT")
    out = output or (Path(rest[0]) if rest else None)
    if out is None:
        raise click.UsageError("where to is missing; expected STORE -o OUT")
    target, kind = Target(None if str(out) == "-" else out), None
    if format != _TRAINING:
        kind = _format(out, format)
        problem = kind.problem(target, full_text=full_text)
        if problem is not None:
            raise click.UsageError(problem)
    score = load_settings(ctx).min_score.export
    talk = Talk(quiet=quiet)
    with opened(path, talk) as store, store.snapshot():
        if kind is None:
            with target.text() as stream:
                summary = f"{_write_training(store, stream)} training rows"
            notes: Iterator[str] = iter(())
        else:
            selection = Selection(
                store=store,
                source=partial(confirmed_records, store) if only else None,
                confirmed=only is not None,
                min_score=score,
                full_text=full_text,
            )
            summary, notes = _export(kind, selection, target)
    talk.say(f"{out}: {summary}; the texts in it remain their publishers'")
    for note in notes:
        talk.say(note)


def _format(out: Path, named: str | None) -> Format:
    """Return the format asked for, or that of the suffix."""
    found = FORMATS[named] if named else format_of_suffix(out.suffix)
    if found is None:
        raise click.UsageError(
            f"the suffix of {out} names no format; expected --as {', '.join(FORMATS)} or {_TRAINING}"
        )
    return found


def _export(format: Format, selection: Selection, target: Target) -> tuple[str, Iterator[str]]:
    """Write; return what was written in words, and what was not."""
    written = format.write(selection, target)
    beside = write_left_out(format, selection, written, target)
    summary = ", ".join(f"{count} {what}" for what, count in written.counts.items()) or "nothing"
    if format.is_tables and len(written.counts) == 1:
        summary = f"{sum(written.counts.values())} rows"
    lost = [f"left out: {what}: {count}" for what, count in written.left_out.items() if count]
    where = [f"what {format.title} cannot hold is said in {beside}"] if beside else []
    return summary, iter([*lost, *where])


def _write_training(store: Store, stream: IO[str]) -> int:
    return write_lines(stream, (json.dumps(row, ensure_ascii=True) for row in training_rows(store)))


def _write(out: Path, fill: Callable[[IO[str]], int]) -> int:
    with Target(None if str(out) == "-" else out).text() as stream:
        return fill(stream)
