"""Builds that are run again, stopped, killed and watched."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from scripted import ScriptedReader, raw_line, raw_text, scripted_pipeline

from onrecord.errors import ReportError, SkipReason
from onrecord.pipeline import Summary, build_store, prepared
from onrecord.records import Failure
from onrecord.store import Filters, Input, PreparedRecord, Store

TEXT = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "news.record", "w") as opened:
        yield opened


def paths_read(pipeline) -> list[str]:
    """Return the paths that the scripted reader was asked to read."""
    (reader,) = (stage for stage in pipeline.stages if isinstance(stage, ScriptedReader))
    return reader.read


def test_a_second_run_reads_nothing(store: Store) -> None:
    """Unchanged inputs are passed over: the second run reads none and writes the same rows."""
    raws = [raw_text(f"{n}.txt", f"{TEXT} Report {n}.") for n in range(20)]
    build_store(store, scripted_pipeline(), raws)
    rows = list(store.records())
    again = scripted_pipeline()
    assert build_store(store, again, raws) == Summary(seen=20, read=0, unchanged=20, skipped=0)
    assert paths_read(again) == []
    assert list(store.records()) == rows


def test_only_the_new_is_read(store: Store) -> None:
    """A file added to the folder is the only one read."""
    build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
    again = scripted_pipeline()
    build_store(store, again, [raw_text("a.txt", TEXT), raw_text("b.txt", TEXT + " More.")])
    assert paths_read(again) == ["b.txt"]


def test_another_pipeline_reads_again(store: Store) -> None:
    """When a stage changes its version, what it read is stale, and the next build reads it again."""
    raws = [raw_text("a.txt", TEXT), raw_text("b.txt", TEXT + " More.")]
    build_store(store, scripted_pipeline(), raws)
    store.begin("another")
    assert store.status().stale == 2
    again = scripted_pipeline(version="2")
    assert build_store(store, again, raws) == Summary(seen=2, read=2, unchanged=0, skipped=0)
    assert {record.model for record in store.records()} == {"scripted-2 sha256:0"}
    assert store.status().stale == 0


def test_a_changed_file_replaces_its_report(store: Store) -> None:
    """When a file holds another text, the rows of the old one go."""
    build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
    build_store(store, scripted_pipeline(), [raw_text("a.txt", "Anna Berg said that the bridge was closed.")])
    assert [row.said for row in store.find_statements()] == ["the bridge was closed"]
    assert list(store.find_events()) == []
    assert store.status().reports == 1
    assert [problem for problem in store.verify() if problem.is_failure] == []


def test_a_file_that_cannot_be_read_any_more_loses_its_report(store: Store) -> None:
    """When a file that was stored is emptied, it is skipped and its rows go."""
    build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
    assert build_store(store, scripted_pipeline(), [raw_text("a.txt", " ")]).skipped == 1
    assert store.status().reports == 0


def test_a_file_out_of_reach_keeps_its_report(store: Store) -> None:
    """When the bytes of a file cannot be had, what was stored of it stays."""
    build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
    gone = Failure(path="a.txt", stage="intake", reason=SkipReason.UNREADABLE, message="permission denied")
    build_store(store, scripted_pipeline(), [gone])
    assert store.status().reports == 1
    assert store.skipped() == [gone]


def test_the_same_bytes_at_two_paths(store: Store) -> None:
    """The same bytes at two paths are one report with two inputs, and go when both are gone."""
    pipeline = scripted_pipeline()
    build_store(store, pipeline, [raw_text("a.txt", TEXT), raw_text("b.txt", TEXT)])
    build_store(store, pipeline, [raw_text("c.txt", TEXT)])
    assert (store.status().inputs, store.status().reports) == (3, 1)
    assert "c.txt" not in paths_read(pipeline)
    build_store(store, pipeline, [raw_text("a.txt", "Other words."), raw_text("b.txt", "Other words.")])
    assert store.status().reports == 2
    build_store(store, pipeline, [raw_text("c.txt", "Other words.")])
    assert (store.status().inputs, store.status().reports) == (3, 1)


def test_one_id_with_two_texts(store: Store) -> None:
    """A JSON line whose id belongs to another text fails, and the message names id and holder; the first stays."""
    raws = [raw_line("x.jsonl:1", id="q1", text=TEXT), raw_line("x.jsonl:2", id="q1", text="Other words.")]
    assert build_store(store, scripted_pipeline(), raws) == Summary(seen=2, read=1, unchanged=0, skipped=1)
    (failure,) = store.skipped()
    assert failure.reason is SkipReason.MALFORMED
    assert failure.path == "x.jsonl:2"
    assert "'q1'" in failure.message
    assert "x.jsonl:1" in failure.message
    assert store.record("q1").report.text == TEXT


def test_a_line_that_moved_keeps_its_id(store: Store) -> None:
    """A JSON line that moved within its file, with a new text, replaces the old one under its id."""
    build_store(store, scripted_pipeline(), [raw_line("x.jsonl:2", id="q1", text=TEXT)])
    build_store(store, scripted_pipeline(), [raw_line("x.jsonl:1", id="q1", text="Other words.")])
    assert store.record("q1").report.text == "Other words."
    assert store.status().inputs == 1


def test_lines_that_are_gone_go(store: Store) -> None:
    """When a file of JSON lines gets shorter, what stood on its last lines goes from the record."""
    raws = [raw_line(f"x.jsonl:{n}", id=f"q{n}", text=f"{TEXT} Line {n}.") for n in range(3)]
    build_store(store, scripted_pipeline(), [*raws, raw_text("a.txt", TEXT)])
    build_store(store, scripted_pipeline(), raws[:1])
    assert (store.status().inputs, store.status().reports) == (2, 2)


def test_two_standard_inputs_are_two_inputs(store: Store) -> None:
    """What came by standard input yesterday is not replaced by what comes today."""
    build_store(store, scripted_pipeline(), [raw_line("-:1", id="q1", text=TEXT)])
    build_store(store, scripted_pipeline(), [raw_line("-:1", id="q2", text="Other words.")])
    assert store.report_ids() == ["q1", "q2"]


def test_failures_keep_their_place_and_cost_themselves(store: Store) -> None:
    """A report that a stage refuses is listed with stage and reason; its neighbours in the batch are stored."""
    raws = [raw_text("a.txt", TEXT), raw_text("b.txt", "UNREADABLE"), raw_text("c.txt", ""), raw_text("d.txt", "Fine.")]
    assert build_store(store, scripted_pipeline(), raws) == Summary(seen=4, read=2, unchanged=0, skipped=2)
    assert [(each.path, each.stage, each.reason) for each in store.skipped()] == [
        ("b.txt", "read", SkipReason.NOT_ENGLISH),
        ("c.txt", "clean", SkipReason.EMPTY),
    ]
    assert store.status().skipped == {"empty": 1, "not English": 1}
    again = scripted_pipeline()
    build_store(store, again, raws)
    assert paths_read(again) == []


KILLED_BUILD = """
import sys
sys.path.insert(0, {tests!r})
from scripted import raw_text, scripted_pipeline
from onrecord.pipeline import build_store
from onrecord.store import Store

def raws():
    for n in range(100_000):
        yield raw_text(f"{{n}}.txt", f"Moscow accused Kyiv of shelling port {{n}}. Kyiv denied that it had done so.")

with Store({path!r}, "w") as store:
    build_store(store, scripted_pipeline(), raws(), batch_reports=4, progress=lambda done: print(done.read, flush=True))
"""


@pytest.mark.parametrize("kill_after", [1, 2, 7])
def test_a_killed_build_loses_nothing_it_reported(tmp_path: Path, kill_after: int) -> None:
    """After kill -9 the record opens, verifies and holds every report it said was stored; a new run goes on."""
    path = tmp_path / "news.record"
    script = KILLED_BUILD.format(tests=str(Path(__file__).parents[1]), path=str(path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as build:
        reported = [int(build.stdout.readline()) for _ in range(kill_after)][-1]
        build.send_signal(signal.SIGKILL)
        build.communicate()
    with Store(path) as store:
        stored = store.status().reports
        assert stored >= reported > 0
        assert [problem for problem in store.verify() if problem.is_failure] == []
        assert store.status().events == stored
        assert store.status().built is None
    text = "Moscow accused Kyiv of shelling port {}. Kyiv denied that it had done so."
    raws = [raw_text(f"{n}.txt", text.format(n)) for n in range(stored + 3)]
    with Store(path, "w") as store:
        assert build_store(store, scripted_pipeline(), raws) == Summary(seen=stored + 3, read=3, unchanged=stored)
        assert store.status().built is not None


def test_a_run_killed_while_the_record_is_made_leaves_none(tmp_path: Path) -> None:
    """A record appears under its name only when its tables are there: a killed start leaves nothing in the way."""
    path = tmp_path / "news.record"
    path.with_name(".news.record.killed.new").write_bytes(b"half")
    with Store(path, "w") as store:
        assert store.status().reports == 0


def test_a_reader_watches_a_build(tmp_path: Path) -> None:
    """A reader that holds the file open sees each report when it is stored, and its snapshot does not move."""
    path = tmp_path / "news.record"
    with Store(path, "w") as store:
        build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
        with Store(path) as reader, Store(path) as other:
            with other.snapshot():
                assert other.status().reports == 1
                build_store(store, scripted_pipeline(), [raw_text("b.txt", TEXT + " More.")])
                assert reader.status().reports == 2
                assert other.status().reports == 1
                assert [problem for problem in reader.verify() if problem.is_failure] == []
            assert other.status().reports == 2
            assert len(list(reader.find_events(Filters(denied=True)))) == 2


def test_a_stopped_build_keeps_what_is_stored(tmp_path: Path) -> None:
    """A build stopped between two batches keeps the first and goes on with the second."""
    path = tmp_path / "news.record"

    def raws():
        yield from (raw_text(f"{n}.txt", f"{TEXT} Report {n}.") for n in range(4))
        raise KeyboardInterrupt

    with Store(path, "w") as store, pytest.raises(KeyboardInterrupt):
        build_store(store, scripted_pipeline(), raws(), batch_reports=4)
    with Store(path) as store:
        assert store.status().reports == 4


def test_inputs_are_told_apart_by_more_than_bytes() -> None:
    """The same bytes as another media type, or with something else given along, are another input."""
    plain = raw_text("a.txt", TEXT)
    page = type(plain)(path="a.html", body=plain.body, media_type="text/html")
    assert Input.of(plain).sha256 == Input.of(page).sha256
    assert Input.of(plain).fingerprint != Input.of(page).fingerprint


def test_the_journal_is_tidied_away(tmp_path: Path) -> None:
    """After a build only the record itself is left in its folder."""
    with Store(tmp_path / "news.record", "w") as store:
        build_store(store, scripted_pipeline(), [raw_text("a.txt", TEXT)])
    assert [each.name for each in tmp_path.iterdir()] == ["news.record"]
    plain = sqlite3.connect(tmp_path / "news.record")
    assert plain.execute("SELECT count(*) FROM inputs").fetchone() == (1,)
    plain.close()


def stored_text(number: int) -> tuple[PreparedRecord, Input]:
    """Return a report as rows, and its input."""
    raw = raw_text(f"{number}.txt", f"{TEXT} Report {number}.")
    (outcome,) = prepared(scripted_pipeline(), [raw])
    assert isinstance(outcome, PreparedRecord)
    return outcome, Input.of(raw)


def test_what_is_added_together_is_kept_at_once(store: Store) -> None:
    """Another reader sees none of the reports inside, and all of them after."""
    store.begin("once")
    with Store(store.path) as reader:
        with store.together():
            for number in range(3):
                store.add_prepared(*stored_text(number))
            assert reader.report_ids() == []
        assert len(reader.report_ids()) == 3


def test_a_run_that_ends_inside_keeps_none_of_a_group(store: Store) -> None:
    """What stops the run in the middle of a group leaves the store as it was before the group."""
    store.begin("stopped")
    store.add_prepared(*stored_text(0))

    def stop() -> None:
        with store.together():
            store.add_prepared(*stored_text(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert len(store.report_ids()) == 1
    store.add_prepared(*stored_text(2))
    assert len(store.report_ids()) == 2


def test_a_fault_inside_a_group_costs_itself(store: Store) -> None:
    """A second text under one id is refused inside a group, the reports beside it stay."""
    store.begin("rival")
    lines = [raw_line(f"{n}.jsonl:1", id="same", text=f"{TEXT} Version {n}.") for n in range(2)]
    rivals = list(zip(prepared(scripted_pipeline(), lines), map(Input.of, lines), strict=True))
    with store.together():
        store.add_prepared(*stored_text(0))
        store.add_prepared(*rivals[0])
        with pytest.raises(ReportError, match="belongs to another text"):
            store.add_prepared(*rivals[1])
        store.add_prepared(*stored_text(1))
    assert len(store.report_ids()) == 3
    assert [each for each in store.verify() if each.is_failure] == []


def test_progress_is_told_of_what_is_kept(store: Store) -> None:
    """Whenever a build says how many it has read, another program finds as many."""
    raws = [raw_text(f"{n}.txt", f"{TEXT} Report {n}.") for n in range(40)]
    seen: list[tuple[int, int]] = []
    with Store(store.path) as reader:

        def look(summary: Summary) -> None:
            seen.append((summary.read, len(reader.report_ids())))

        build_store(store, scripted_pipeline(), raws, progress=look)
    assert seen[-1] == (40, 40)
    assert all(kept >= told for told, kept in seen)
