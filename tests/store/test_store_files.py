"""Files that are not records, and records that are not whole: refused with a reason and left as they are."""

import json
import os
import sqlite3
import struct
from pathlib import Path

import pytest
from scripted import raw_text, scripted_pipeline

from onrecord.bookkeeping import bring_up_to_date
from onrecord.errors import StoreError
from onrecord.pipeline import build_store
from onrecord.store import Store

TEXT = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    path = tmp_path / "news.record"
    with Store(path, "w") as store:
        build_store(store, scripted_pipeline(), [raw_text(f"{n}.txt", f"{TEXT} Report {n}.") for n in range(30)])
    return path


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return [each.name for each in folder.iterdir()]


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (name)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    Store(path, "w").close()
    body = bytearray(path.read_bytes())
    struct.pack_into(">I", body, 60, 999)
    path.write_bytes(body)


@pytest.mark.parametrize("mode", ["r", "w"])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_text("notes\n"), "not an SQLite file"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 20), "cut short"),
        (lambda path: path.write_bytes(b"\x00" * 5000), "not an SQLite file"),
        (_foreign, "another application"),
        (_newer, "later version"),
    ],
    ids=["text", "header cut", "zeros", "foreign", "newer"],
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, make, message: str, mode: str) -> None:
    """A file that is not a record of ours is refused with the reason; not a byte of it changes, no file joins it."""
    path = tmp_path / "news.record"
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=message):
        Store(path, mode)
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["news.record"]


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_truncated_record_is_refused_and_left_alone(record_path: Path, mode: str, share: float) -> None:
    """A record that lost its end is refused, and what is left of it stays as it is."""
    whole = record_path.read_bytes()
    cut = whole[: int(len(whole) * share)]
    record_path.write_bytes(cut)
    with pytest.raises(StoreError, match="cut short"):
        Store(record_path, mode)
    assert record_path.read_bytes() == cut


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    """Asking a record that is not there names the command that makes one, and makes nothing."""
    with pytest.raises(StoreError, match="onrecord build"):
        Store(tmp_path / "news.record")
    assert names_in(tmp_path) == []


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    """A folder in the place of a record is refused."""
    with pytest.raises(StoreError, match="is a folder"):
        Store(tmp_path, "w")


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    """A file of no bytes holds nothing that could be lost, and is made a record."""
    path = tmp_path / "news.record"
    path.touch()
    with Store(path, "w") as store:
        assert store.status().reports == 0


def test_a_damaged_page_is_found(record_path: Path) -> None:
    """Overwritten pages are a failure that verify reports, never a traceback."""
    with Store(record_path) as store:
        (text,), *_ = store.sql("SELECT text FROM reports").rows
    body = bytearray(record_path.read_bytes())
    page = body.index(str(text)[:20].encode()) // 4096 * 4096  # one with rows: without its schema a record is none
    body[page : page + 4096] = b"\xff" * 4096
    record_path.write_bytes(body)
    with Store(record_path) as store:
        assert [problem for problem in store.verify() if problem.is_failure]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE spans SET quote = 'another' WHERE role = 'content'", "another"),
        ("UPDATE spans SET start = start + 1 WHERE role = 'content'", "the text has"),
        ("UPDATE events SET end = 100000", "leaves a text"),
        ("UPDATE events SET sentence = 'Nothing happened.'", "Nothing happened"),
        ("UPDATE reports SET text = text || ' More.'", "digest"),
        ("UPDATE reports SET origin_runs = x'00'", "damaged"),
        ("UPDATE events SET type = 'GOSSIP'", "GOSSIP"),
        ("UPDATE statements SET speaker = 'nobody'", "not there"),
        ("UPDATE participants SET quote = 'Kiev' WHERE role = 'recipient'", "Kiev"),
        ("INSERT INTO reports_fts (reports_fts) VALUES ('delete-all')", "index"),
    ],
)
def test_altered_rows_are_found(record_path: Path, change: str, expected: str) -> None:
    """A changed quote, offset, text, digest, map, label, reference or index is a failure that verify names."""
    connection = sqlite3.connect(record_path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with Store(record_path) as store:
        failures = [problem for problem in store.verify() if problem.is_failure]
    assert failures
    assert any(expected in f"{problem.where} {problem.message}" for problem in failures)


def test_a_moved_file_is_a_note(tmp_path: Path) -> None:
    """A file that is gone or changed is noted by verify, and no failure: the text is in the record."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    with Store(tmp_path / "news.record", "w") as store:
        build_store(store, scripted_pipeline(), [raw_text(str(file), TEXT), raw_text("/no/such/file", TEXT + " More.")])
        bring_up_to_date(store)
        (note,) = store.verify()
        file.write_text("Something else.")
        notes = store.verify()
    assert not note.is_failure
    assert "not at their path" in note.message
    assert [each.is_failure for each in notes] == [False, False]
    assert any("changed" in each.message for each in notes)


def test_a_read_only_folder_can_be_asked(record_path: Path) -> None:
    """A record on a medium that cannot be written is read without leaving a file beside it."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    record_path.chmod(0o444)
    record_path.parent.chmod(0o555)
    try:
        with Store(record_path) as store:
            assert store.status().reports == 30
    finally:
        record_path.parent.chmod(0o755)


def test_reading_leaves_no_files(record_path: Path) -> None:
    """Asking a record leaves no journal beside it."""
    with Store(record_path) as store:
        assert json.dumps(store.sql("SELECT count(*) FROM reports").rows) == "[[30]]"
    assert names_in(record_path.parent) == ["news.record"]
