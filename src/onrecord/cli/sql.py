"""
`onrecord sql [STORE] "SELECT …"`: a read-only SQL query.

    onrecord sql "select outlet, count(*) from disputed group by outlet"
    onrecord sql --on shards/ "select month, count(*) from events group by month order by month"
"""

from pathlib import Path

import click

from onrecord.cli.options import format_option, quiet_option, store_and_rest
from onrecord.cli.output import Talk, pick_format, write_rows
from onrecord.cli.sharding import needs_extra
from onrecord.store import Answer, Store

__all__ = ["command"]


@click.command("sql")
@click.argument("words", metavar="[STORE] SQL", nargs=-1, required=True)
@click.option(
    "--on",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Ask shards, by DuckDB, instead of a record.",
)
@click.option("--limit", type=click.IntRange(1), help="Most rows; default: all.")
@click.option("--timeout", type=click.FloatRange(0.01), default=30.0, show_default=True, help="Most seconds.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(
    words: tuple[str, ...], folder: Path | None, limit: int | None, timeout: float, format: str | None, quiet: bool
) -> None:
    """Run one SELECT on the tables and views of a record; `onrecord schema` describes them."""
    answer = _asked(words, limit, timeout) if folder is None else _asked_shards(folder, words, limit, timeout)
    names = _distinct(answer.columns)
    rows = (dict(zip(names, row, strict=True)) for row in answer.rows)
    write_rows(rows, pick_format(format), names)
    if answer.cut:
        Talk(quiet=quiet).say(f"the first {limit} rows; there are more")


def _asked(words: tuple[str, ...], limit: int | None, timeout: float) -> Answer:
    path, rest = store_and_rest(words, 1, '[STORE] "SELECT …"')
    if not rest:
        raise click.UsageError('the SQL is missing; expected [STORE] "SELECT …"')
    with Store(path) as store:
        return store.sql(rest[0], max_rows=limit, max_seconds=timeout)


def _asked_shards(folder: Path, words: tuple[str, ...], limit: int | None, timeout: float) -> Answer:
    if len(words) != 1:
        raise click.UsageError(f'expected one question beside --on {folder}: "SELECT …"')
    with needs_extra("parquet"):
        from onrecord.shards.dataset import Dataset
    with Dataset(folder) as dataset:
        return dataset.sql(words[0], max_rows=limit, max_seconds=timeout)


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
