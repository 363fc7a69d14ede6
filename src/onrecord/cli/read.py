"""
`onrecord read PATH…`: what reports say, straight to standard output; nothing is stored.

    onrecord read article.html                    # for people
    onrecord read --input jsonl - < reports.jsonl # one record a line
"""

import sys
from pathlib import Path

import click

from onrecord.assembly import read_many
from onrecord.cli.options import (
    format_option,
    input_options,
    load_settings,
    no_color_option,
    parts,
    quiet_option,
    workers_option,
)
from onrecord.cli.output import Talk, pick_format, use_color, visible
from onrecord.cli.report_view import report_lines
from onrecord.records import Failure
from onrecord.records.wire import record_to_line

__all__ = ["command"]


@click.command("read")
@input_options
@workers_option
@format_option("text", "jsonl", "json")
@no_color_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    published: str | None,
    input_format: str | None,
    threads: int | None,
    batch_reports: int | None,
    workers: int | None,
    format: str | None,
    no_color: bool,
    quiet: bool,
) -> None:
    """
    Read reports and print who says what and what happened.

    PATHs are files, folders and archives; "-" is standard input. Exit code 3
    where some could not be read.
    """
    settings = load_settings(ctx, threads=threads, batch_reports=batch_reports, workers=workers)
    outcomes = read_many(
        paths,
        published=published,
        settings=settings,
        parts=parts(ctx),
        stdin=sys.stdin.buffer if Path("-") in paths else None,
        input_format=input_format,
    )
    talk = Talk(quiet=quiet)
    shown = pick_format(format, "text", "jsonl")
    failed = count = 0
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed += 1
            click.echo(visible(f"onrecord: skipped ({outcome.reason}) {outcome.path}: {outcome.message}"), err=True)
            continue
        if shown == "text":
            click.echo("\n".join([*([""] if count else []), *report_lines(outcome, color=use_color(no_color))]))
        elif shown == "json":
            click.echo(("," if count else "[") + record_to_line(outcome))
        else:
            click.echo(record_to_line(outcome))
        count += 1
    if shown == "json":
        click.echo("]" if count else "[]")
    if failed:
        talk.say(f"{count} read, {failed} skipped")
        ctx.exit(3)
