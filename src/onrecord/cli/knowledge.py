"""
`onrecord knowledge [NAME]`: the tables that actors and places are resolved with, and every row of a name.

    onrecord knowledge                 which tables, how many rows, from where, under which licence
    onrecord knowledge "Georgia"       a country, a state, towns: all that the name may mean

A user's own tables, `[knowledge]` in the settings, are checked and shown with ours.
"""

from dataclasses import asdict

import click

from onrecord.cli.options import format_option, load_settings
from onrecord.cli.output import pick_format, write_rows

__all__ = ["command"]


@click.command()
@click.argument("name", required=False)
@format_option("table", "jsonl", "json", "csv", "tsv")
@click.pass_context
def command(ctx: click.Context, name: str | None, format: str | None) -> None:
    """Show the tables of facts, or every row that NAME has in them."""
    from onrecord.resolution import load_tables, look_up, summaries

    tables = load_tables().with_own(**load_settings(ctx).knowledge.paths())
    if name is None:
        write_rows([asdict(summary) for summary in summaries(tables)], pick_format(format))
        return
    rows = [asdict(row) for row in look_up(name, tables)]
    if not rows:
        raise click.ClickException(
            f"no table knows {name!r}; your own tables are named in the settings: [knowledge] names, places"
        )
    asked = pick_format(format)
    if asked == "table":  # columns that no row fills say nothing to people
        rows = [{column: row[column] for column in row if any(r[column] is not None for r in rows)} for row in rows]
    write_rows(rows, asked)
