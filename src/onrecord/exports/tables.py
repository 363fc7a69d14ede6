"""
The tables people ask for as CSV or TSV: a folder with all of them, or one by its name.

    onrecord export news.record -o tables/ --as csv   ->   tables/events.csv, tables/statements.csv, …
    onrecord export news.record -o claims.tsv         ->   that table alone
"""

from collections.abc import Callable

from onrecord.exports.cells import write_table
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.store import TABLES, TableRows, columns_of

__all__ = ["COLUMNS", "each_table", "write_csv", "write_tsv"]

COLUMNS = tuple((name, ", ".join(column.column for column in columns_of(name))) for name in TABLES)


def write_csv(selection: Selection, target: Target) -> Written:
    """Write the tables separated by commas."""
    return each_table(selection, target, "csv", _separated(","))


def write_tsv(selection: Selection, target: Target) -> Written:
    """Write the tables separated by tabs."""
    return each_table(selection, target, "tsv", _separated("\t"))


def each_table(selection: Selection, target: Target, suffix: str, write: Callable[[Target, TableRows], int]) -> Written:
    """Write the table that the target is named for, or all of them into a folder."""
    if target.path is not None and target.path.suffix.lower() == f".{suffix}":
        places = {target.path.stem: target}
    else:
        places = {name: target.within(f"{name}.{suffix}") for name in TABLES}
    counts = {}
    for name, place in places.items():
        table = selection.store.table(
            name, min_score=selection.min_score, confirmed=selection.confirmed, full_text=selection.full_text
        )
        counts[name] = write(place, table)
    return Written(counts=counts, left_out={})


def _separated(delimiter: str) -> Callable[[Target, TableRows], int]:
    def write(place: Target, table: TableRows) -> int:
        return write_table(place, [column.column for column in table.columns], table.rows, delimiter=delimiter)

    return write
