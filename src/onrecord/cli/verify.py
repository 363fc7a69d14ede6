"""`onrecord verify [STORE]`: does the record still say what its reports say? Exit code 4 where it does not."""

from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli.options import format_option, quiet_option, store_path
from onrecord.cli.output import Talk, counted, pick_format, visible, write_rows
from onrecord.errors import StoreError
from onrecord.store import Store

__all__ = ["command", "quote_count"]

_QUOTES = (
    "SELECT (SELECT count(*) FROM spans) + (SELECT count(*) FROM mentions) + (SELECT count(*) FROM events) "
    "+ (SELECT count(*) FROM participants) + (SELECT count(*) FROM objects) AS quotes, "
    "(SELECT count(*) FROM reports) AS reports"
)


@click.command("verify")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
@click.pass_context
def command(ctx: click.Context, store: Path | None, format: str | None, quiet: bool) -> None:
    """Re-slice every span, re-check every digest, reference and index of STORE."""
    talk = Talk(quiet=quiet)
    shown = pick_format(format)
    path = store_path(store)
    try:
        with Store(path) as opened:
            problems = opened.verify()
            quotes, reports = quote_count(opened) if not any(each.is_failure for each in problems) else (0, 0)
    except StoreError as error:
        click.echo(f"onrecord: {error}", err=True)
        ctx.exit(4)
    failures = [each for each in problems if each.is_failure]
    if shown == "table":
        for each in problems:
            click.echo(visible(f"{'FAILED' if each.is_failure else 'note'}  {each.where}: {each.message}"))
    else:
        write_rows((asdict(each) for each in problems), shown, ["where", "message", "is_failure"])
    if failures:
        talk.say(f"{path}: {counted(len(failures), 'failure')}; build the record again from its files")
        ctx.exit(4)
    counts = f"{counted(quotes, 'quote')} in {counted(reports, 'report')}"
    talk.say(f"{path}: OK, every one of {counts} re-checked against its text")


def quote_count(store: Store) -> tuple[int, int]:
    """Return how many quotes a record holds, and how many reports."""
    ((quotes, reports),) = store.sql(_QUOTES).rows
    return quotes, reports
