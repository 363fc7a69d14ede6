"""The narrow tables that the reading room counts from hold what the ledger holds."""

import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import build, newsrooms, pipeline, report

from onrecord.bookkeeping import Ledger, bring_up_to_date
from onrecord.records import RawReport
from onrecord.store import Store
from onrecord.store.migrations import migrations

_WHEN = "event, happening, day, month, year, dated"
_EVENTS = f"{_WHEN}, type, quad, factuality, voice, standing, outlet, place, country, precision"
_PAIRS = "number, doer_row, receiver_row, doer, receiver, happening, type, quad, month"
_SAYINGS = "statement, report, ordinal, speaker_row, speaker, words, source_kind, act, outlet, published"
_ACTORS = "row, actor, name, office, rank, sectors, report, published"
_TABLES = {"room_events": _EVENTS, "room_pairs": _PAIRS, "room_sayings": _SAYINGS, "room_actors": _ACTORS}


def differing(path: Path) -> list[object]:
    """Return what the tables hold otherwise than a fresh count of the record."""
    with Store(path) as store:
        return [
            row
            for table, columns in _TABLES.items()
            for one, other in ((table, f"{table}_due"), (f"{table}_due", table))
            for row in store.sql(f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}").rows
        ]


@given(newsrooms(), st.integers(1, 3))
@settings(max_examples=25)
def test_the_tables_follow_every_build(raws: list[RawReport], batch_reports: int) -> None:
    """After builds, and after all is read by another model, the tables hold each event as the ledger has it now."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.record"
        build(path, raws[:1])
        build(path, raws, batch_reports=batch_reports)
        assert differing(path) == []
        build(path, raws, read_by=pipeline(other=True))
        assert differing(path) == []


def test_the_tables_follow_corrections(tmp_path: Path) -> None:
    """An event whose type and date somebody sets, and one whose actors are merged, is counted as it stands now."""
    path = tmp_path / "news.record"
    build(
        path,
        [
            report("r1", "Moscow accused Kyiv of shelling the northern grain port.", published="2024-05-02"),
            report("r2", "Pyongyang accused Moscow of hiding seven freight trains.", published="2024-06-02"),
        ],
    )
    with Store(path) as store:
        (event, *_), *_ = store.sql("SELECT event FROM room_events ORDER BY month").rows
        actors = [row[0] for row in store.sql("SELECT id FROM actors WHERE name IN ('Kyiv', 'Pyongyang')").rows]
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer(author="A. Berg")
        fixer.set_field(event, "type", "THREATEN")
        fixer.merge(*actors)
        bring_up_to_date(store)
    with Store(path) as store:
        assert [row[0] for row in store.sql("SELECT type FROM room_events ORDER BY month").rows] == [
            "THREATEN",
            "ACCUSE",
        ]
        one = (
            "SELECT receiver FROM room_pairs WHERE type = 'THREATEN' "
            "UNION SELECT doer FROM room_pairs WHERE type = 'ACCUSE'"
        )
        assert len(store.sql(one).rows) == 1
    assert differing(path) == []


def test_a_record_of_an_earlier_version_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    """The step that adds the tables fills them from what the record holds."""
    path = tmp_path / "news.record"
    build(path, [report("r1", "Moscow accused Kyiv of shelling the northern grain port.", published="2024-05-02")])
    with Store(path) as store:
        before = store.sql(f"SELECT {_EVENTS} FROM room_events").rows
    _take_back(path)
    with Store(path) as store:
        assert store.sql(f"SELECT {_EVENTS} FROM room_events").rows == before
    assert differing(path) == []


def _take_back(path: Path) -> None:
    """Make the record one of the version before the tables."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        made = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE name LIKE 'room!_%' ESCAPE '!' AND type <> 'index' "
            "AND name NOT LIKE '%!_fts!_%' ESCAPE '!' ORDER BY type DESC, name DESC"
        ).fetchall()
        indexes = re.findall(r"CREATE INDEX (\w+)", migrations()[4].sql)
        for kind, name in sorted(made, key=lambda each: (each[0] == "table", each[1] == "room_events")):
            connection.execute(f"DROP {kind} IF EXISTS {name}")
        for name in indexes:
            connection.execute(f"DROP INDEX IF EXISTS {name}")
        connection.execute("CREATE INDEX accounts_world_actor ON accounts (world_actor)")
        connection.execute("DROP TABLE own_types")
        connection.execute("DELETE FROM migrations WHERE version > 4")
        connection.execute("PRAGMA user_version = 4")
