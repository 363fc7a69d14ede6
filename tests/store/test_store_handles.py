"""One record open several times in one program, and in another one beside it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import SENTENCES, build, problems, report

from onrecord.bookkeeping import Ledger
from onrecord.errors import StoreError
from onrecord.store import Store

ASK = "import sys; from onrecord.store import Store; s = Store(sys.argv[1]); print(len(s.report_ids())); s.close()"


def test_another_program_does_not_take_itself_for_the_last_one_out(tmp_path: Path) -> None:
    """
    While this program has a record open twice, another one that opens and closes it leaves the journal in place.

    Opening the file a second time beside SQLite's back would let go of the locks of the first.
    """
    path = tmp_path / "news.record"
    build(path, [report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01")])
    with Store(path) as reader:
        event = reader.record("r1").events[0].id
        for action in ("confirm", "reject"):
            with Store(path, "w") as store:
                getattr(Ledger(store).fixer(author="A. Editor"), action)(event)
            done = subprocess.run([sys.executable, "-c", ASK, str(path)], capture_output=True, text=True, check=True)
            assert done.stdout == "1\n"
            assert path.with_name(path.name + "-wal").exists()
            assert len(reader.claims.rows("uncertain_rows", 9, None)) >= 1
    assert not path.with_name(path.name + "-wal").exists()
    assert problems(path) == []


def test_a_file_in_place_of_an_open_record_is_checked(tmp_path: Path) -> None:
    """Where something else was put in place of a record that is open, it is looked at before it is taken for one."""
    path, other = tmp_path / "news.record", tmp_path / "other.sqlite"
    build(path, [report("r1", SENTENCES[0])])
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with Store(path):
        other.replace(path)
        with pytest.raises(StoreError, match="another application"):
            Store(path)
