"""Worker processes: the same record as one process writes, whatever happens to some of them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pooled
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import raw_line, raw_text

from onrecord.errors import ModelError, SkipReason, StoreError
from onrecord.pipeline import Pool, Recipe, Summary, build_store
from onrecord.pipeline.frames import raws_from_frame, raws_to_frame
from onrecord.records import Failure, Given, RawReport
from onrecord.settings import Settings
from onrecord.store import PreparedRecord, Store, prepare, prepared_from_json, prepared_to_json
from processes import children_of, is_alive, needs_proc

TEXT = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."


def recipe(assemble=pooled.assemble, **given: object) -> Recipe:
    found = Recipe.of(assemble, Settings(**given), None)
    assert found is not None
    return found


def reports(count: int) -> list[RawReport | Failure]:
    """Return reports of many lengths, with an empty one, a failure and a lone surrogate among them."""
    raws: list[RawReport | Failure] = [
        raw_text(f"{n}.txt", f"{TEXT * (1 + 7 * n % 5)} Report {n} \ud800.") for n in range(count)
    ]
    raws[3] = raw_text("3.txt", " ")
    raws[5] = Failure(path="5.zip", stage="intake", reason=SkipReason.ENCRYPTED, message="found a password")
    raws[8] = raw_line("8.jsonl:1", id="q8", text=TEXT, outlet="The Bugle", published="2024-05-02")
    return raws


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the clock's."""
    with Store(path) as store:
        tables = [row[0] for row in store.sql("SELECT name FROM sqlite_master WHERE type = 'table'").rows]
        kept = [
            table for table in tables if table not in ("runs", "migrations") and not table.startswith("reports_fts")
        ]
        return {table: sorted(store.sql(f"SELECT * FROM {table}").rows, key=repr) for table in kept}


def build(path: Path, raws: list[RawReport | Failure], *, workers: int = 0, made: Recipe | None = None) -> Summary:
    made = made or recipe()
    with Store(path, "w") as store:
        pool = (lambda: Pool(made, workers)) if workers else None
        return build_store(store, made.pipeline(), raws, pool=pool)


def test_many_processes_write_what_one_does(tmp_path: Path) -> None:
    """Three workers give the same rows, in the same order, with the same failures, as one process."""
    raws = reports(90)
    alone = build(tmp_path / "alone.record", raws)
    shared = build(tmp_path / "shared.record", raws, workers=3)
    assert shared == alone
    assert dump(tmp_path / "shared.record") == dump(tmp_path / "alone.record")


def test_many_processes_read_what_one_does() -> None:
    """Records that come from two workers, and the failures among them, are those that one process makes, in order."""
    raws = reports(40)
    with Pool(recipe(), 2) as pool:
        shared = list(pool.records(raws))
    assert shared == recipe().pipeline()(raws)


def test_groups_hold_every_report_once_and_in_order() -> None:
    """What is given out in groups is what is given out one by one, and no group is longer than a commit should be."""
    raws = reports(50)
    with Pool(recipe(), 2) as pool:
        groups = [list(group) for group in pool.groups(raws)]
    assert [raw for group in groups for raw, _ in group] == raws
    assert all(1 <= len(group) <= 16 for group in groups)


def test_few_reports_start_no_process(tmp_path: Path) -> None:
    """A handful of reports is read in this process: a pool that cannot be made is never asked for."""
    raws = reports(12)

    def refuse() -> Pool:
        raise AssertionError("a pool was started")

    with Store(tmp_path / "a.record", "w") as store:
        assert build_store(store, recipe().pipeline(), raws, pool=refuse).read == 10


def test_a_second_build_starts_no_process(tmp_path: Path) -> None:
    """What is stored already is no reason to start workers, however much it is."""
    raws = reports(60)
    build(tmp_path / "a.record", raws)
    with Store(tmp_path / "a.record", "w") as store:
        summary = build_store(store, recipe().pipeline(), raws, pool=lambda: pytest.fail("a pool was started"))
    assert (summary.seen, summary.read, summary.unchanged) == (60, 0, 58)


@pytest.mark.parametrize(("word", "why"), [("KILLME", "killed by signal 9"), ("BUGGY", "exit code 1")])
def test_a_report_that_ends_its_worker_costs_itself(word: str, why: str) -> None:
    """A report that kills the process reading it, twice, is a failure; all its neighbours are read."""
    raws = [raw_text(f"{n}.txt", f"{TEXT} {n} {word if n in (7, 8, 30) else ''}") for n in range(40)]
    with Pool(recipe(pooled.mortal), 2) as pool:
        outcomes = [outcome for _, outcome in pool.outcomes(raws)]
    failures = {n: each for n, each in enumerate(outcomes) if isinstance(each, Failure)}
    assert sorted(failures) == [7, 8, 30]
    assert all(why in each.message and each.path == f"{n}.txt" for n, each in failures.items())
    assert {each.path for each in outcomes if isinstance(each, PreparedRecord)} == {
        f"{n}.txt" for n in range(40) if n not in failures
    }


def test_a_report_that_takes_too_long_is_left_out() -> None:
    """A report on which a worker is stuck is given up after the time set for one, and says so."""
    raws = [raw_text("0.txt", TEXT), raw_text("1.txt", "SLEEPY")]
    with Pool(recipe(pooled.mortal, report_seconds=2), 1) as pool:
        outcomes = [outcome for _, outcome in pool.outcomes(raws)]
    assert [isinstance(each, Failure) for each in outcomes] == [False, True]
    assert isinstance(outcomes[1], Failure)
    assert "longer than 2 seconds (report_seconds)" in outcomes[1].message


@needs_proc
def test_a_worker_that_somebody_kills_costs_nothing(tmp_path: Path) -> None:
    """When a worker is killed in the middle, another takes its place and every report is read."""
    raws = [raw_text(f"{n}.txt", f"{TEXT} {n}") for n in range(60)]
    killed, before = [], children_of(os.getpid())
    with Pool(recipe(pooled.sleepy), 2) as pool:
        outcomes = []
        for _, outcome in pool.outcomes(raws):
            outcomes.append(outcome)
            if len(outcomes) == 10:
                killed = [child for child in children_of(os.getpid()) if child not in before]
                os.kill(killed[0], signal.SIGKILL)
    assert len(killed) == 2
    assert [each.path for each in outcomes if isinstance(each, PreparedRecord)] == [f"{n}.txt" for n in range(60)]


def test_a_model_that_cannot_be_loaded_stops_the_run() -> None:
    """An error that keeps the workers from starting is raised as itself, not listed report by report."""
    with Pool(recipe(pooled.no_model), 2) as pool, pytest.raises(ModelError, match="altered"):
        list(pool.outcomes(reports(40)))


def test_inputs_are_taken_as_there_is_room() -> None:
    """However much input there is, only so many reports for each worker are in memory."""
    taken = 0

    def endless() -> Iterator[RawReport]:
        nonlocal taken
        while True:
            taken += 1
            yield raw_text(f"{taken}.txt", TEXT)

    with Pool(recipe(), 2) as pool:
        for done, _ in enumerate(pool.outcomes(endless()), 1):
            assert taken - done <= 2 * 32
            if done == 300:
                break


@needs_proc
def test_no_process_is_left_over() -> None:
    """Whether a pool is used up, left halfway or never asked, its processes end with it."""
    before = children_of(os.getpid())
    for asked in (0, 5, 40):
        with Pool(recipe(), 2) as pool:
            for _, _ in zip(range(asked), pool.outcomes(reports(40)), strict=False):
                pass
    assert children_of(os.getpid()) == before


@needs_proc
def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    """When the build is killed outright, its workers notice and end."""
    script = (
        "import pooled, sys\n"
        "from scripted import raw_text\n"
        "from onrecord.pipeline import Pool, Recipe\n"
        "from onrecord.settings import Settings\n"
        "with Pool(Recipe.of(pooled.sleepy, Settings(), None), 2) as pool:\n"
        "    for _ in pool.outcomes([raw_text(f'{n}.txt', f'It rained {n}.') for n in range(500)]):\n"
        "        print('one', flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=tmp_path) as run:
        assert run.stdout is not None
        run.stdout.readline()
        workers = children_of(run.pid)
        run.kill()
    assert len(workers) == 2
    wait_until(lambda: not any(is_alive(worker) for worker in workers))


@needs_proc
def test_an_interrupted_build_ends_at_once_and_goes_on_later(tmp_path: Path) -> None:
    """Ctrl-C in the middle ends a build and its workers without a traceback; what was stored is kept and sound."""
    script = (
        "import signal\n"
        "import pooled\n"
        "from onrecord.assembly import Parts\n"
        "from onrecord.cli.main import group\n"
        # what runs in the background of a shell is started deaf to Ctrl-C
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "group(['build', 'r.jsonl', '-o', 'x.record', '--workers', '2'], obj=Parts(assemble=pooled.sleepy))\n"
    )
    lines = [json.dumps({"id": f"q{n}", "text": f"{TEXT} Report {n}."}) for n in range(160)]
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    whole = {"env": environment, "cwd": tmp_path, "stderr": subprocess.PIPE, "start_new_session": True}
    with subprocess.Popen(command, **whole) as run:
        wait_until(lambda: stored(tmp_path / "x.record") >= 4)
        workers = children_of(run.pid)
        os.killpg(run.pid, signal.SIGINT)
        errors = run.stderr.read().decode()
    assert run.returncode == 1
    assert errors.strip() == "Aborted!"
    assert len(workers) == 2
    assert not any(is_alive(worker) for worker in workers)
    with Store(tmp_path / "x.record") as store:
        assert 4 <= store.status().reports < 160
        assert [problem for problem in store.verify() if problem.is_failure] == []
    subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert stored(tmp_path / "x.record") == 160


def stored(path: Path) -> int:
    """Return how many reports a record holds; none where there is no record yet."""
    try:
        with Store(path) as store:
            return store.status().reports
    except StoreError:
        return 0


def wait_until(come: Callable[[], bool]) -> None:
    """Wait until something has come; a failure after five minutes."""
    until = time.monotonic() + 300
    while not come():
        assert time.monotonic() < until, "it did not come within five minutes"
        time.sleep(0.02)


@pytest.mark.parametrize("assemble", [lambda settings, published: None, pooled.MortalReader.__call__])
def test_what_has_no_name_of_its_own_has_no_recipe(assemble) -> None:
    """A function that another process cannot find is read with in this process."""
    assert Recipe.of(assemble, Settings(), None) is None


def test_a_recipe_travels_as_json() -> None:
    """Settings and the day of publication arrive as they were."""
    made = Recipe(assemble="pooled:assemble", settings=Settings(batch_reports=3), published="2024-05-02")
    assert Recipe.from_json(made.to_json()) == made


texts = st.text(st.characters(codec=None), max_size=40)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.lists(st.builds(RawReport, path=texts, body=st.binary(max_size=60), media_type=texts, given=st.builds(Given)))
)
def test_raw_reports_survive_the_pipe(raws: list[RawReport]) -> None:
    """Paths, bytes and what was given come out of a frame as they went in."""
    assert raws_from_frame(*raws_to_frame(raws)) == raws


def test_prepared_records_survive_the_pipe() -> None:
    """The rows of a record, blobs and lone surrogates included, come out of JSON as they went in."""
    for raw in reports(12):
        for outcome in recipe().pipeline()([raw]):
            if not isinstance(outcome, Failure):
                made = prepare(outcome)
                back = prepared_from_json(prepared_to_json(made))
                assert [(table, rows) for table, rows in made.tables if rows] == list(back.tables)
                assert (back.report, back.sha256, back.outlet) == (made.report, made.sha256, made.outlet)
