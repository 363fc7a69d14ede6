"""Many readers of one record, beside a build that writes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from newsroom import build, report
from visiting import visitor

from onrecord.errors import RoomError, StoreError
from onrecord.room.kept import Kept
from onrecord.room.readers import Readers


def test_twenty_readers_while_a_build_writes(tmp_path: Path) -> None:
    """Every page is answered while reports are added, and each sees whole reports only."""
    path = tmp_path / "a.record"
    build(path, [report("r0", "Moscow accused Kyiv of hiding it.", published="2024-05-01")])

    def write() -> None:
        for n in range(1, 6):
            build(path, [report(f"r{n}", f"Kyiv said that {n} trains had left.", published="2024-05-02")])

    addresses = ["/", "/find?kind=events", "/find?text=trains", "/reports/r0", "/index.json"]

    with visitor(path) as visit, ThreadPoolExecutor(21) as pool:
        writing = pool.submit(write)

        def read(n: int) -> set[int]:
            return {visit.get(addresses[(n + turn) % len(addresses)]).status_code for turn in range(5)}

        answers = list(pool.map(read, range(20)))
        writing.result()
        assert set().union(*answers) == {200}
        assert visit.get("/find.json?kind=reports&text=trains").json()["total"] == 5


def test_a_record_that_is_replaced_is_opened_anew(tmp_path: Path) -> None:
    """Where another file takes the place of the record, pages show that one."""
    path = tmp_path / "a.record"
    build(path, [report("r1", "Anna Berg said that it rained.")])
    build(tmp_path / "b.record", [report("r2", "Jonas Holm said that it snowed.")])
    with visitor(path) as visit:
        assert visit.get("/reports/r1").status_code == 200
        (tmp_path / "b.record").replace(path)
        assert visit.get("/reports/r2").status_code == 200
        assert visit.get("/reports/r1").status_code == 404


def test_a_record_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    """A record that is taken away is an error page that says what to do, not a fault."""
    path = tmp_path / "a.record"
    build(path, [report("r1", "Anna Berg said that it rained.")])
    with visitor(path) as visit:
        for each in tmp_path.iterdir():
            each.rename(each.with_name("gone-" + each.name))
        answer = visit.get("/")
        assert answer.status_code == 503
        assert "put it back" in answer.text


def test_a_page_that_is_not_there_keeps_its_reader(tmp_path: Path) -> None:
    """A wrong address costs no connection; a fault does, so that nothing half done stays."""
    path = tmp_path / "a.record"
    build(path, [report("r1", "Anna Berg said that it rained.")])
    readers = Readers(path)
    with readers.store() as first:
        pass

    def refused() -> None:
        with readers.store():
            raise RoomError(404, found="a", expected="b", do="c")

    def broken() -> None:
        with readers.store():
            raise ValueError("a fault")

    with pytest.raises(RoomError):
        refused()
    with readers.store() as again:
        assert again is first
    with pytest.raises(ValueError, match="a fault"):
        broken()
    with readers.store() as other:
        assert other is not first
    readers.close()
    with pytest.raises(StoreError, match="no record at"), Readers(tmp_path / "none.record").store():
        pass


def test_counts_are_kept_until_the_record_changes() -> None:
    """A count is made once for each state of the record."""
    kept, made = Kept(), []

    def count() -> int:
        made.append(1)
        return len(made)

    def apart() -> tuple[object, int]:
        return "later", count()

    assert [kept.value("n", stamp, count, apart) for stamp in ("a", "a", "b", "b")] == [1, 1, 2, 2]


def test_readers_wait_for_the_first_count_and_make_it_once() -> None:
    """Many readers who need the same count at once get one."""
    kept, made = Kept(), []
    begun, go_on = threading.Event(), threading.Event()

    def count() -> int:
        made.append(1)
        begun.set()
        go_on.wait(30)
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(kept.value, "n", "a", count, lambda: ("a", 0))
        begun.wait(30)
        others = [pool.submit(kept.value, "n", "a", count, lambda: ("a", 0)) for _ in range(7)]
        go_on.set()
        assert {each.result() for each in (first, *others)} == {1}
