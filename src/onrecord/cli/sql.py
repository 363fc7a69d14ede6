"""
`onrecord sql [STORE] "SELECT …"`: a read-only SQL query.

    onrecord sql "select outlet, count(*) from disputed group by outlet"
"""

import click

from onrecord.cli.options import format_option, quiet_option, store_and_rest
from onrecord.cli.output import Talk, pick_format, write_rows
from onrecord.store import Store

__all__ = ["command"]


@click.command("sql")
@click.argument("words", metavar="[STORE] SQL", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), help="Most rows; default: all.")
@click.option("--timeout", type=click.FloatRange(0.01), default=30.0, show_default=True, help="Most seconds.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(words: tuple[str, ...], limit: int | None, timeout: float, format: str | None, quiet: bool) -> None:
    """Run one SELECT on the tables and views of a record; `onrecord schema` describes them."""
    path, rest = store_and_rest(words, 1, '[STORE] "SELECT …"')
    if not rest:
        raise click.UsageError('the SQL is missing; expected [STORE] "SELECT …"')
    with Store(path) as store:
        answer = store.sql(rest[0], max_rows=limit, max_seconds=timeout)
    names = _distinct(answer.columns)
    rows = (dict(zip(names, row, strict=True)) for row in answer.rows)
    write_rows(rows, pick_format(format), names)
    if answer.cut:
        Talk(quiet=quiet).say(f"the first {limit} rows; there are more")


def _distinct(columns: tuple[str, ...]) -> list[str]:
    """Return column names that differ, as a JSON object needs: a second `id` becomes `id_2`."""
    names: list[str] = []
    for column in columns:
        name, n = column, 1
        while name in names:
            n += 1
            name = f"{column}_{n}"
        names.append(name)
    return names
