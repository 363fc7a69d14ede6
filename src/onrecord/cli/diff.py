"""
`onrecord diff OLD NEW`: what a rebuild added, changed and removed.

    onrecord diff before.record after.record --table claims
"""

from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path

import click

from onrecord.bookkeeping import Difference, differences, open_ledger
from onrecord.cli.options import format_option, quiet_option
from onrecord.cli.output import Talk, pick_format, visible, write_rows

__all__ = ["command"]


@click.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--table", type=click.Choice(["reports", "statements", "events", "claims", "corrections"]))
@click.option("--summary", is_flag=True, help="Only how many rows of each table were added, changed and removed.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(old: Path, new: Path, table: str | None, summary: bool, format: str | None, quiet: bool) -> None:
    """List the rows that NEW has and OLD had not, those it has no longer, and those that changed."""
    shown = pick_format(format)
    with open_ledger(old) as before, open_ledger(new) as after:
        found = [each for each in differences(before, after) if table in (None, each.table)]
    counts = Counter((each.table, each.change) for each in {(d.table, d.id, d.change): d for d in found}.values())
    if summary:
        rows = [{"table": name, "change": change, "rows": count} for (name, change), count in counts.items()]
        write_rows(rows, shown, ["table", "change", "rows"])
    elif shown == "table":
        for each in found:
            click.echo(visible(" ".join(_line(each).split("\n"))))
    else:
        write_rows(map(asdict, found), shown, [each.name for each in fields(Difference)])
    total = sum(counts.values())
    Talk(quiet=quiet).say(f"{total} rows differ" if total else f"{old} and {new} say the same")


def _line(difference: Difference) -> str:
    sign = {"added": "+", "removed": "-", "changed": "~"}[difference.change]
    head = f"{sign} {difference.table[:-1]} {difference.id}  {difference.what or ''}"
    if difference.field is None:
        return head
    return f"{head}  {difference.field}: {difference.before} → {difference.after}"
