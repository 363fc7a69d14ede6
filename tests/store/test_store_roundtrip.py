"""What is stored comes back as it was."""

import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_strategies import records, runs
from scripted import raw_text, scripted_pipeline

from onrecord.errors import ReportError, SkipReason, StoreError
from onrecord.pipeline import build_store
from onrecord.records import Record, Run
from onrecord.store import Input, Store
from onrecord.store.connection import APPLICATION_ID
from onrecord.store.migrations import LATEST, migrations
from onrecord.store.runs import pack_runs, unpack_runs

bounded = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@bounded
@given(records())
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    """Every sound record comes back from the store equal, and the store verifies."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "a.record", "w") as store:
        store.begin("1")
        store.add(record, Input(path="a"))
        assert store.record(record.report.id) == record
        assert [problem for problem in store.verify() if problem.is_failure] == []


@bounded
@given(st.text(min_size=1, max_size=40).flatmap(runs))
def test_runs_come_back_from_their_blob(tiles_and_size: tuple[tuple[Run, ...], int]) -> None:
    """The map of characters to bytes comes back from its blob as it was."""
    tiles, _ = tiles_and_size
    assert unpack_runs(pack_runs(tiles)) == tiles


def test_no_runs_are_an_empty_blob() -> None:
    """A text that was given as it is has no map, and its blob is empty."""
    assert pack_runs(()) == b""
    assert unpack_runs(b"") == ()


def test_a_damaged_blob_is_an_error() -> None:
    """A blob that is not one of ours is an error that says what to do."""
    with pytest.raises(StoreError, match="build the record again"):
        unpack_runs(b"nonsense")


def test_an_unsound_record_is_refused_whole(tmp_path: Path) -> None:
    """A record with a span outside its text is refused, and nothing of it is stored."""
    (record,) = scripted_pipeline()([raw_text("a.txt", "Moscow accused Kyiv of shelling the port.")])
    longer = replace(record, report=replace(record.report, text="x" * 9, sha256="0"))
    with Store(tmp_path / "a.record", "w") as store:
        store.begin("1")
        with pytest.raises(ReportError, match="digest") as caught:
            store.add(longer)
        assert caught.value.reason is SkipReason.MALFORMED
        assert store.status().reports == 0


def test_one_row_id_in_two_reports_is_refused(tmp_path: Path) -> None:
    """A report whose rows have the ids of another report's is refused, and the other stays."""
    (record,) = scripted_pipeline()([raw_text("a.txt", "Moscow accused Kyiv of shelling the port.")])
    twin = replace(record, report=replace(record.report, id="other"))
    with Store(tmp_path / "a.record", "w") as store:
        store.begin("1")
        store.add(record)
        with pytest.raises(ReportError, match="another row has already"):
            store.add(twin, Input(path="b.txt"))
        assert store.report_ids() == [record.report.id]


def test_writing_needs_a_run(tmp_path: Path) -> None:
    """Nothing is written outside a run, and the error says so."""
    (record,) = scripted_pipeline()([raw_text("a.txt", "Moscow accused Kyiv of shelling the port.")])
    with Store(tmp_path / "a.record", "w") as store, pytest.raises(StoreError, match="begin"):
        store.add(record)


def test_the_file_opens_in_plain_sqlite(tmp_path: Path) -> None:
    """Any SQLite tool reads the views as they are, with no function of ours."""
    path = tmp_path / "a.record"
    with Store(path, "w") as store:
        text = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."
        build_store(store, scripted_pipeline(), [raw_text("a.txt", text)])
    plain = sqlite3.connect(path)
    (row,) = plain.execute("SELECT who, did, to_whom, denier, denial, start, end FROM disputed").fetchall()
    assert row == ("Moscow", "accused", "Kyiv", "Kyiv", "it had done so", 7, 14)
    assert text[row[5] : row[6]] == "accused"
    assert plain.execute("SELECT speaker, said FROM who_said_what").fetchall() == [("Kyiv", "it had done so")]
    assert ("event", "rule") not in plain.execute("SELECT field, set_by FROM provenance").fetchall()
    assert ("place", "rule", "capital") in plain.execute("SELECT field, basis, set_by FROM provenance").fetchall()
    plain.close()


def test_the_last_migration_is_the_latest_version(tmp_path: Path) -> None:
    """Migrations are numbered from 1 without a gap, and the file says which was the last."""
    assert [each.version for each in migrations()] == list(range(1, LATEST + 1))
    path = tmp_path / "a.record"
    Store(path, "w").close()
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA user_version").fetchone() == (LATEST,)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert [row[0] for row in plain.execute("SELECT version FROM migrations")] == list(range(1, LATEST + 1))
    plain.close()


@pytest.mark.parametrize("mode", ["r", "w"])
def test_an_older_record_is_brought_up_to_date(tmp_path: Path, mode: str) -> None:
    """A record that stopped after the first migration gets the others when it is opened."""
    path = tmp_path / "a.record"
    plain = sqlite3.connect(path, isolation_level=None)
    plain.executescript(migrations()[0].sql)
    plain.execute("INSERT INTO migrations VALUES (1, 'tables', '2026-01-01')")
    plain.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    plain.execute("PRAGMA user_version = 1")
    plain.execute("PRAGMA journal_mode = WAL")
    plain.close()
    with Store(path, mode) as store:
        assert store.sql("SELECT count(*) FROM who_said_what").rows == ((0,),)
        assert store.sql("SELECT count(*) FROM claims").rows == ((0,),)
        assert store.sql("SELECT max(version) FROM migrations").rows == ((LATEST,),)
