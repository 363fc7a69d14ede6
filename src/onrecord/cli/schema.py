"""
`onrecord schema [TABLE]`: tables, views and columns of a record and what they mean.

`--json` prints the JSON Schema of a record as `read` and `export` write it.
"""

import difflib
import json
from dataclasses import asdict

import click

from onrecord.cli.options import format_option
from onrecord.cli.output import pick_format, write_rows
from onrecord.records.schema import record_schema
from onrecord.store.catalog import catalog

__all__ = ["command"]


@click.command("schema")
@click.argument("table", required=False)
@click.option("--json", "as_json", is_flag=True, help="The JSON Schema of one record instead.")
@format_option("table", "jsonl", "json", "csv", "tsv")
def command(table: str | None, as_json: bool, format: str | None) -> None:
    """Describe the columns of TABLE, or of every table and view."""
    if as_json:
        click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=True))
        return
    columns = catalog()
    known = list(dict.fromkeys(column.table for column in columns))
    if table is not None and table not in known:
        near = difflib.get_close_matches(table, known, n=1, cutoff=0.0)
        raise click.UsageError(f"there is no table {table!r}; the nearest is {near[0]!r}; known: {', '.join(known)}")
    write_rows((asdict(column) for column in columns if table in (None, column.table)), pick_format(format))
