"""Questions over shards give what questions of the merged record give, and change nothing."""

import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from conftest_shards import recipe, write_news

from onrecord.errors import ShardError, StoreError
from onrecord.store import Store

pytest.importorskip("pyarrow", reason="shards are Parquet; pyarrow is not installed")
pytest.importorskip("duckdb", reason="shards are asked by DuckDB; duckdb is not installed")

from onrecord.shards import Dataset, ShardFolder, build_shards, merge
from onrecord.shards.dataset import VIEWS
from onrecord.shards.tables import LEDGER_TABLES, TABLES, table_columns


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The news in shards, and the record they are merged into, which puts its ledger beside them."""
    home = tmp_path_factory.mktemp("dataset")
    write_news(home / "news")
    with chdir(home):
        build_shards(["news"], home / "sh", recipe=recipe(), shard_reports=8)
        merge(home / "sh", home / "merged.record")
    return home / "sh", home / "merged.record"


@pytest.fixture
def shards(merged: tuple[Path, Path]) -> Path:
    """The folder of shards, for questions only."""
    return merged[0]


@pytest.fixture
def record(merged: tuple[Path, Path]) -> Path:
    """The record, for questions only."""
    return merged[1]


def plain(rows: object) -> list[str]:
    """Return rows that can be compared: what Parquet has no bytes for is U+FFFD there."""
    return sorted(repr([_plain(value) for value in row]) for row in rows)  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return round(value, 9) if isinstance(value, float) else value


@pytest.mark.parametrize("view", VIEWS)
def test_views_say_what_a_record_says(shards: Path, record: Path, view: str) -> None:
    """Each view has the columns and the rows of the view of the merged record."""
    question = f"SELECT * FROM {view}"
    with Dataset(shards) as dataset, Store(record) as store:
        here, there = dataset.sql(question), store.sql(question)
    assert here.columns == there.columns
    assert len(there.rows) > 0 or view == "wire_families"
    if view == "differing_details":  # the order inside its lists of names is nobody's promise
        assert len(here.rows) == len(there.rows)
    else:
        assert plain(here.rows) == plain(there.rows)


@pytest.mark.parametrize("table", [*TABLES, *LEDGER_TABLES])
def test_tables_hold_what_a_record_holds(shards: Path, record: Path, table: str) -> None:
    """Each table has the columns of the store's, and the rows of the reports that are stored."""
    names = ", ".join(f'"{name}"' for name in table_columns(table))
    question = f"SELECT {names} FROM {table}"
    with Dataset(shards) as dataset, Store(record) as store:
        assert plain(dataset.sql(question).rows) == plain(store.sql(question).rows)


def test_months_are_columns_and_folders(shards: Path) -> None:
    """A report lies in the folder of its month, and one without a day has no month."""
    with Dataset(shards) as dataset:
        rows = dataset.sql("SELECT month, count(*) FROM reports GROUP BY 1 ORDER BY 1").rows
        may = dataset.sql("SELECT count(*) FROM events WHERE month = '2024-05'").rows
        dated = dataset.sql(
            "SELECT count(*) FROM events JOIN reports ON reports.id = events.report "
            "WHERE published_start LIKE '2024-05%'"
        ).rows
    assert rows == (("2024-05", 15), (None, 45))
    assert may == dated
    assert (shards / "tables" / "events" / "month=2024-05").is_dir()


def test_what_was_skipped_is_listed(shards: Path, record: Path) -> None:
    """Inputs that could not be read are rows, with their reasons."""
    question = "SELECT input, reason FROM failures ORDER BY 1"
    with Dataset(shards) as dataset, Store(record) as store:
        here, there = dataset.sql(question).rows, store.sql(question).rows
    assert set(here) < set(there)  # the second text of one id is a failure of the record alone
    assert ("news/empty.txt", "empty") in here
    assert ("news/export.jsonl:22", "malformed") in here


def test_only_whole_shards_are_seen(merged: tuple[Path, Path], tmp_path: Path) -> None:
    """A shard whose marker is gone is not asked, though its files lie there."""
    shards = Path(shutil.copytree(merged[0], tmp_path / "sh"))
    with Dataset(shards) as dataset:
        before = dataset.sql("SELECT count(*) FROM inputs").rows[0][0]
    shard = next(ShardFolder(shards).plan())
    (shards / "done" / f"{shard.key}.json").unlink()
    with Dataset(shards) as dataset:
        assert dataset.sql("SELECT count(*) FROM inputs").rows[0][0] == before - len(shard.items)


def test_shards_without_a_row_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no report could be read every table is there and empty."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").touch()
    build_shards(["a.txt"], tmp_path / "sh", recipe=recipe())
    with Dataset(tmp_path / "sh") as dataset:
        assert dataset.sql("SELECT * FROM disputed").rows == ()
        assert dataset.sql("SELECT reason FROM failures").rows == (("empty",),)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("DELETE FROM reports", "refused"),
        ("COPY reports TO 'stolen.csv'", "refused"),
        ("ATTACH 'other.db'", "refused"),
        ("SET enable_external_access = true", "refused"),
        ("SELECT 1; SELECT 2", "expected one SELECT"),
        ("", "expected one SELECT"),
        ("SELECT * FROM read_text('/etc/hostname')", "the SQL is wrong"),
        ("SELECT * FROM read_parquet('../*.parquet')", "the SQL is wrong"),
        ("SELEKT 1", "the SQL is wrong"),
        ("SELECT no_such_column FROM reports", "the SQL is wrong"),
        ("SELECT count(*) FROM range(100000000000) a, range(1000000000) b", "longer than 0.2 seconds"),
    ],
)
def test_questions_only_read_and_only_shards(shards: Path, question: str, why: str) -> None:
    """What is no single SELECT on these files is refused with a reason, and nothing is written."""
    with Dataset(shards) as dataset:
        with pytest.raises(StoreError, match=why):
            dataset.sql(question, max_seconds=0.2 if "range" in question else 60)
        assert dataset.sql("SELECT count(*) FROM reports").rows[0][0] == 60


def test_no_more_rows_than_asked_for(shards: Path) -> None:
    """A limit cuts the rows and says so; parameters take their places."""
    with Dataset(shards) as dataset:
        answer = dataset.sql("SELECT path FROM reports WHERE path LIKE ? ORDER BY 1", ["news/town/%"], max_rows=2)
    assert (answer.rows, answer.cut) == ((("news/town/00.txt",), ("news/town/01.txt",)), True)


def test_no_folder_of_shards(tmp_path: Path) -> None:
    """A folder that holds no shards is refused."""
    with pytest.raises(ShardError, match="no folder of shards"):
        Dataset(tmp_path)
