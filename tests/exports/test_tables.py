"""Tables: JSON lines, CSV, TSV and Parquet, read back cell by cell."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.exports.cells import unguarded
from onrecord.exports.offsets import storable
from onrecord.records.wire import record_from_json, record_from_line
from onrecord.store import TABLES, Store, columns_of

from .exported import rows, texts, write


def test_json_lines_are_the_record(store: Store, tmp_path: Path) -> None:
    """Each line reads back into the very record, and so does the list."""
    records = list(store.records(by_id=True))
    write(store, "jsonl", tmp_path / "a.jsonl")
    assert [record_from_line(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()] == records
    write(store, "json", tmp_path / "a.json")
    listed = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [record_from_json(each) for each in listed] == records
    assert not list(tmp_path.glob("*left-out*"))


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_tables_hold_every_cell(store: Store, tmp_path: Path, name: str, delimiter: str) -> None:
    """Every cell of every table is there, and none begins like a formula unless it is a number."""
    write(store, name, tmp_path / "tables")
    for table in TABLES:
        found = rows(tmp_path / "tables" / f"{table}.{name}", delimiter)
        wanted = store.table(table)
        columns = [column.column for column in wanted.columns]
        expected = [["" if cell is None else str(cell) for cell in row] for row in wanted.rows]
        assert [[unguarded(row[column]) for column in columns] for row in found] == expected
        cells = {
            (column.column, row[column.column]) for row in found for column in wanted.columns if column.type == "TEXT"
        }
        assert not [each for each in cells if each[1].startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_quotations_of_tables_slice_again(store: Store, tmp_path: Path) -> None:
    """The words of an event and of a mention are what their offsets cut from the text of record."""
    write(store, "csv", tmp_path)
    known = {record.report.id: record.report.text for record in store.records()}
    events, mentions = rows(tmp_path / "events.csv"), rows(tmp_path / "mentions.csv")
    assert events
    assert mentions
    for row, words in [*((row, "did") for row in events), *((row, "quote") for row in mentions)]:
        text = known[unguarded(row["report"])]
        assert text[int(row["start"]) : int(row["end"])] == unguarded(row[words])


def test_one_table_by_its_name(examples: Store, tmp_path: Path) -> None:
    """A file named for a table holds that table alone."""
    written = write(examples, "csv", tmp_path / "claims.csv")
    assert list(written.counts) == ["claims"]
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_texts_of_reports_go_out_on_demand(store: Store, tmp_path: Path) -> None:
    """The table of reports has no column of texts without the option, and every text with it."""
    write(store, "csv", tmp_path / "reports.csv")
    assert "text" not in rows(tmp_path / "reports.csv")[0]
    write(store, "csv", tmp_path / "reports.csv", full_text=True)
    assert {row["id"]: unguarded(row["text"]) for row in rows(tmp_path / "reports.csv")} == {
        record.report.id: record.report.text for record in store.records()
    }


def test_parquet_keeps_types_and_meanings(store: Store, tmp_path: Path) -> None:
    """Every cell comes back with its type, and each column says what it means."""
    write(store, "parquet", tmp_path, full_text=True)
    for name in TABLES:
        table = pq.read_table(tmp_path / f"{name}.parquet")
        wanted = store.table(name, full_text=True)
        expected = [tuple(storable(cell) if isinstance(cell, str) else cell for cell in row) for row in wanted.rows]
        assert list(zip(*(column.to_pylist() for column in table.columns), strict=True)) == expected
        for column, field in zip(columns_of(name, full_text=True), table.schema, strict=True):
            assert (field.metadata or {}).get(b"meaning", b"").decode() == (column.meaning or "")
    assert pq.read_table(tmp_path / "reports.parquet")["text"].to_pylist() == [
        text for _, text in sorted(texts(store).items())
    ]


def test_every_column_of_every_table_has_a_type() -> None:
    """A column is text, a whole number or a number."""
    assert {column.type for name in TABLES for column in columns_of(name)} == {"TEXT", "INTEGER", "REAL"}
