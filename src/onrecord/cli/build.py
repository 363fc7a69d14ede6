"""
`onrecord build PATH… -o STORE`: files, folders and archives into one record file.

Run it again after adding files: what is stored and unchanged is not read again.
"""

import sys
import time
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from onrecord.assembly import build
from onrecord.cli.options import DEFAULT_STORE, input_options, load_settings, parts, quiet_option, workers_option
from onrecord.cli.output import Talk, counted
from onrecord.cli.sharding import build_into_shards, shard_options, wants_shards
from onrecord.pipeline import Summary
from onrecord.store import Status, Store

__all__ = ["command", "counts_line", "end_with", "so_far_line"]


@click.command("build")
@input_options
@click.option(
    "-o", "--output", "store", type=click.Path(dir_okay=False, path_type=Path), default=DEFAULT_STORE, show_default=True
)
@click.option(
    "--ledger/--no-ledger", default=True, help="Hold the reports against each other; else the next build does."
)
@workers_option
@shard_options
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    published: str | None,
    input_format: str | None,
    threads: int | None,
    batch_reports: int | None,
    workers: int | None,
    store: Path,
    ledger: bool,
    quiet: bool,
    **sharding: Any,
) -> None:
    """
    Read PATHs (files, folders, archives, "-") into one record file.

    Safe to stop at any time and to run again: it goes on where it stopped.
    Exit code 3 where some inputs were skipped; `onrecord status --skipped` lists them.
    With --shards, read them into a folder of pieces that `onrecord merge` puts together.
    """
    settings = load_settings(ctx, threads=threads, batch_reports=batch_reports, workers=workers)
    talk = Talk(quiet=quiet)
    if wants_shards(**sharding):
        if ctx.get_parameter_source("store") is ParameterSource.COMMANDLINE:
            raise click.UsageError("found -o beside --shards; shards are no record: make one with onrecord merge")
        ctx.exit(build_into_shards(paths, parts(ctx).recipe(settings, published), talk, **sharding))
    started = time.monotonic()
    # Opened before the model is loaded: a file that is not a record is refused at once.
    Store(store, "w").close()
    summary = build(
        paths,
        store,
        settings=settings,
        pipeline=parts(ctx).assemble(settings, published),
        recipe=parts(ctx).recipe(settings, published),
        progress=lambda so_far: talk.show_progress(so_far_line(so_far)),
        ledger=ledger,
        ledger_progress=lambda done, waiting: talk.show_progress(f"ledger: {done} of {waiting} reports"),
        stdin=sys.stdin.buffer if Path("-") in paths else None,
        input_format=input_format,
    )
    end_with(ctx, talk, summary, store, time.monotonic() - started)


def so_far_line(summary: Summary) -> str:
    """Return what a build or a merge has done, on one line."""
    return f"{summary.seen} seen, {summary.read} read, {summary.unchanged} unchanged, {summary.skipped} skipped"


def counts_line(status: Status) -> str:
    """Return what a record holds, on one line."""
    return (
        f"{counted(status.reports, 'report')} from {counted(status.outlets, 'named outlet')}, "
        f"{status.credited} with an agency credit: {counted(status.statements, 'statement')}, "
        f"{counted(status.events, 'event')}, {counted(status.claims, 'claim')}, {status.disputed_claims} disputed"
    )


def end_with(ctx: click.Context, talk: Talk, summary: Summary, store: Path, seconds: float) -> None:
    """Say what was done and what the record holds now; exit code 3 where some inputs were skipped."""
    talk.settle()
    with Store(store) as opened:
        status = opened.status()
    for line in _closing_lines(summary, status, store, seconds):
        talk.say(line)
    if summary.skipped:
        ctx.exit(3)


def _closing_lines(summary: Summary, status: Status, store: Path, seconds: float) -> list[str]:
    """Return what is said at the end: what was done, what the record holds, what to try next."""
    lines = [
        f"{so_far_line(summary)}, in {seconds:.1f} s; nothing left this machine",
        f"{store}: {counts_line(status)}",
    ]
    if status.skipped:
        reasons = ", ".join(f"{count} {reason}" for reason, count in status.skipped.items())
        lines.append(f"skipped: {reasons}; see: onrecord status {store} --skipped")
    if status.undated:
        lines.append(
            f"no date of publication known for {counted(status.undated, 'report')}; --published DATE gives one"
        )
    if not status.reports:
        return [*lines, "no report was found; see: onrecord status --skipped. docs/formats-in.md lists what is read"]
    if status.corrections_lost:
        lost = counted(status.corrections_lost, "correction")
        lines.append(f"{lost} could not be applied any more; see: onrecord fix {store} --log")
    return [*lines, f"try: onrecord claims {store} --standing disputed", f"     onrecord find {store} --actor NAME"]
