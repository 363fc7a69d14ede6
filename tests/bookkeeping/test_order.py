"""The ledger does not depend on the order of reports, on how builds cut them up, or on where one was killed."""

import os
import tempfile
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SENTENCES, build, ledger_of, newsrooms, pipeline, problems, report

from onrecord.bookkeeping import bring_up_to_date
from onrecord.pipeline import build_store
from onrecord.records import RawReport
from onrecord.store import Store


@given(newsrooms(), st.randoms(use_true_random=False), st.integers(1, 3))
@settings(max_examples=25)
def test_any_order_and_any_builds_give_one_ledger(raws: list[RawReport], random, batch_reports: int) -> None:
    """The same reports in any order, in any number of builds and batches, give the same ledger."""
    with tempfile.TemporaryDirectory() as folder:
        whole, parts = Path(folder) / "whole.record", Path(folder) / "parts.record"
        build(whole, raws)
        shuffled = list(raws)
        random.shuffle(shuffled)
        cut = random.randint(0, len(shuffled))
        for some in (shuffled[:cut], shuffled[cut:]):
            build(parts, some, batch_reports=batch_reports)
        assert ledger_of(parts) == ledger_of(whole)
        assert problems(parts) == []


@given(newsrooms(), st.data())
@settings(max_examples=15)
def test_what_is_read_again_or_taken_away_leaves_no_trace(raws: list[RawReport], data: st.DataObject) -> None:
    """Reports that came, were read by another model and went leave the ledger of those that stay."""
    kept = data.draw(st.integers(1, len(raws)))
    with tempfile.TemporaryDirectory() as folder:
        plain, changed = Path(folder) / "plain.record", Path(folder) / "changed.record"
        build(plain, raws[:kept])
        build(changed, raws)
        build(changed, raws, read_by=pipeline(other=True))
        build(changed, raws[:kept])
        with Store(changed, "w") as store:
            store.begin("gone")
            for raw in raws[kept:]:
                _forget(store, raw)
            store.finish()
            bring_up_to_date(store)
        assert ledger_of(changed) == ledger_of(plain)


def _forget(store: Store, raw: RawReport) -> None:
    from onrecord.errors import SkipReason
    from onrecord.records import Failure
    from onrecord.store import Input

    failure = Failure(path=raw.path, stage="read", reason=SkipReason.EMPTY, message="emptied", sha256="0" * 64)
    entry = Input.of(raw)
    store.fail(failure, entry)


def _killed(path: str, at: int) -> None:
    seen = 0

    def progress(_done: int, _all: int) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os._exit(9)

    with Store(path, "w") as store:
        bring_up_to_date(store, batch_reports=1, progress=progress)


@pytest.mark.parametrize("at", [1, 3])
def test_a_killed_update_goes_on_where_it_stopped(tmp_path: Path, at: int) -> None:
    """A process that dies between two batches costs nothing: the next run makes the ledger whole."""
    raws = [report(f"r{n}", *SENTENCES[n : n + 3], outlet="Bugle", published="2024-05-01") for n in range(5)]
    whole, killed = tmp_path / "whole.record", tmp_path / "killed.record"
    build(whole, raws)
    with Store(killed, "w") as store:
        build_store(store, pipeline(), raws)
    process = get_context("spawn").Process(target=_killed, args=(str(killed), at))
    process.start()
    process.join()
    assert process.exitcode == 9
    with Store(killed) as store:
        assert store.claims.pending() == len(raws) - at
    build(killed, [])
    assert ledger_of(killed) == ledger_of(whole)


def test_an_update_that_fails_halfway_changes_nothing(tmp_path: Path) -> None:
    """Whatever is written inside the transaction of a batch goes when it does not end well."""
    path = tmp_path / "news.record"
    build(path, [report("r1", *SENTENCES[:3])])
    before = ledger_of(path)
    with Store(path, "w") as store:
        with pytest.raises(KeyboardInterrupt):
            _stop_halfway(store, [row[0] for row in before["claims"]])
        assert store.claims.pending() == 0
    assert ledger_of(path) == before


def _stop_halfway(store: Store, claims: list[str]) -> None:
    with store.ledger() as tables:
        tables.claims.drop(claims)
        tables.rows.queue(["r1"])
        raise KeyboardInterrupt


def test_a_record_without_a_ledger_is_made_whole(tmp_path: Path) -> None:
    """A record of an earlier version, opened, has all its reports waiting, and one update takes them in."""
    raws = [report(f"r{n}", *SENTENCES[n : n + 2], outlet="Bugle") for n in range(4)]
    path, fresh = tmp_path / "old.record", tmp_path / "fresh.record"
    build(fresh, raws)
    with Store(path, "w") as store:
        build_store(store, pipeline(), raws)
    _take_back(path)
    with Store(path) as store:
        assert store.claims.pending() == len(raws)
    build(path, [])
    assert ledger_of(path) == ledger_of(fresh)


def _take_back(path: Path) -> None:
    """Make a record what it was before there was a ledger."""
    import re
    import sqlite3
    from importlib.resources import files

    schema = files("onrecord.store").joinpath("schema")
    later = (
        "0003_ledger.sql",
        "0004_namings.sql",
        "0005_room.sql",
        "0006_own_types.sql",
        "0007_find.sql",
        "0008_keys.sql",
    )
    sql = "".join(schema.joinpath(name).read_text(encoding="utf-8") for name in later)
    made = dict.fromkeys(re.findall(r"^CREATE (?:VIRTUAL |UNIQUE )?(VIEW|TRIGGER|TABLE|INDEX) (\w+)", sql, re.M))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for kind in ("VIEW", "TRIGGER", "INDEX", "TABLE"):
        for found, name in reversed(made.keys()):
            if found == kind:
                connection.execute(f"DROP {kind} IF EXISTS {name}")
    connection.execute("DELETE FROM migrations WHERE version > 2")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
