"""The record of many events is a sound record, and its pages are asked for where they are."""

import shutil
from pathlib import Path

import pytest
from evaluation.big_record import make_record
from evaluation.room_pages import pages_of
from newsroom import SENTENCES, build, problems, report
from starlette.testclient import TestClient

from onrecord import Ledger
from onrecord.room.access import Access
from onrecord.room.app import build_app
from onrecord.store import Store


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a hundred events and more, made of one of three reports."""
    folder = tmp_path_factory.mktemp("many")
    reports = [report(f"r{n}", *SENTENCES[n : n + 4], outlet="Bugle", published=f"2024-05-0{n + 1}") for n in range(3)]
    build(folder / "small.record", reports)
    make_record(folder / "big.record", folder / "small.record", 100, talk=lambda _: None)
    return folder / "big.record"


def test_the_record_of_many_events_is_sound(many: Path) -> None:
    """Every quote stands in its text, every row is in the ledger, and there are as many events as asked for."""
    assert problems(many) == []
    with Store(many) as store:
        assert store.status().events >= 100
        (told,) = store.sql("SELECT max(reports) FROM event_groups").rows
        (ends,) = store.sql("SELECT max(ordinal) - count(*) FROM accounts GROUP BY claim ORDER BY 1 DESC LIMIT 1").rows
    assert told[0] >= 4  # several copies tell one story
    assert ends[0] == -1  # the accounts of a claim are numbered without a gap


def test_every_page_to_be_measured_is_there(many: Path) -> None:
    """Each address that is asked for is answered with a page."""
    reader = TestClient(build_app(many, access=Access(port=8117)), base_url="http://127.0.0.1:8117")
    for kind, paths in pages_of(many).items():
        assert reader.get(paths[0]).status_code == 200, kind
        assert reader.get(paths[-1]).status_code == 200, kind


def test_a_record_without_events_cannot_be_multiplied(tmp_path: Path) -> None:
    """A small record that holds no event is refused with what to do."""
    build(tmp_path / "small.record", [report("r1", "The harbour is quiet.")])
    with pytest.raises(ValueError, match="holds no event"):
        make_record(tmp_path / "big.record", tmp_path / "small.record", 10)


def test_a_row_of_the_record_of_many_events_is_corrected(many: Path, tmp_path: Path) -> None:
    """A correction is applied to the row, and the record stays sound."""
    record = shutil.copy(many, tmp_path / "corrected.record")
    with Store(record, "w") as store:
        (row,) = store.sql("SELECT id FROM events WHERE factuality = 'CT+' ORDER BY id LIMIT 1").rows
        Ledger(store).fixer(author="A. Editor").set_field(row[0], "factuality", "PS+")
    with Store(record) as store:
        (found,) = store.sql(f"SELECT factuality FROM events WHERE id = '{row[0]}'").rows
        (outcome,) = store.sql("SELECT outcome FROM correction_log").rows
    assert (*found, *outcome) == ("PS+", "applied")
    assert problems(record) == []


def test_reports_are_built_into_the_record_of_many_events(many: Path, tmp_path: Path) -> None:
    """More reports are taken in, those of actors that are there already too, and the record stays sound."""
    record = shutil.copy(many, tmp_path / "more.record")
    with Store(record) as store:
        before = store.status()
    build(record, [report("more", *SENTENCES[1:6], outlet="Bugle", published="2024-05-01")])
    with Store(record) as store:
        assert store.status().reports == before.reports + 1
        assert store.status().events > before.events
        assert store.claims.pending() == 0
    assert problems(record) == []
