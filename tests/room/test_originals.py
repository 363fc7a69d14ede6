"""The file that a report was made from: as text, checked, and nothing else of the file system."""

import os
import zipfile
from pathlib import Path

import pytest
from newsroom import pipeline
from visiting import visitor

from onrecord.intake import find_reports
from onrecord.pipeline import build_store
from onrecord.records import RawReport
from onrecord.room.originals import original
from onrecord.store import Store

PAGE = b"Title <script>alert(1)</script>\r\nAnna Berg said that \xf0\x9f\x98\x80 rained.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_bytes(PAGE)
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("inner/b.txt", "Second\nJonas Holm said that it snowed.")
    raws = [raw for raw in find_reports([Path("page.txt"), Path("more.zip")]) if isinstance(raw, RawReport)]
    with Store(tmp_path / "a.record", "w") as store:
        build_store(store, pipeline(), raws)
    return tmp_path


def reports(folder: Path) -> dict[str, str]:
    """Return the id of every report by its path."""
    with Store(folder / "a.record") as store:
        return {report.path: report.id for report in store.reports()}


def test_bytes_are_written_out_never_rendered(folder: Path) -> None:
    """Markup of the file is text on the page, and the bytes asked for are marked."""
    with visitor(folder / "a.record") as visit:
        page = visit.get(f"/originals/{reports(folder)['page.txt']}?bytes=6,14")
    assert page.status_code == 200
    assert '<mark id="marked">&lt;script&gt;</mark>' in page.text
    assert "<script>alert" not in page.text
    assert page.headers["content-type"].startswith("text/html")


def test_members_of_archives_are_found(folder: Path) -> None:
    """A report out of an archive is shown out of it."""
    with visitor(folder / "a.record") as visit:
        facts = visit.get(f"/originals/{reports(folder)['more.zip!/inner/b.txt']}.json").json()
    assert facts["before"] == "Second\nJonas Holm said that it snowed."


def test_a_changed_file_is_not_shown(folder: Path) -> None:
    """Bytes are shown only while they are those that the record was made from."""
    (folder / "page.txt").write_bytes(b"another secret of this computer")
    with visitor(folder / "a.record") as visit:
        answer = visit.get(f"/originals/{reports(folder)['page.txt']}")
    assert answer.status_code == 404
    assert "secret" not in answer.text
    assert "Put it back" in answer.text


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "\0", "x" * 5000, ".", "fifo", "a:1", "!/"])
def test_a_record_cannot_make_the_room_read_other_files(folder: Path, path: str) -> None:
    """A path that a hostile record names is read only as far as to see that it is not that report."""
    os.mkfifo(folder / "fifo")
    assert original(folder / "a.record", path=path, sha256="0" * 64) is None
