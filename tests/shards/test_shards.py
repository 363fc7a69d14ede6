"""Shards: killed, repeated, duplicated and reordered, they give the record of one undisturbed build."""

import json
import os
import random
import shutil
import sys
from pathlib import Path

import pooled
import pytest
from benchmarks.kills import killed_builds
from conftest_shards import Export, recipe

from onrecord.errors import SettingsError, ShardError

pytest.importorskip("pyarrow", reason="shards are Parquet; pyarrow is not installed")
pytest.importorskip("duckdb", reason="shards are asked by DuckDB; duckdb is not installed")

from onrecord.shards import Shard, ShardFolder, build_shards, merge
from onrecord.shards.building import run_here


def made(folder: Path) -> dict[str, bytes]:
    """Return every finished file of a folder of shards."""
    kept = ("tables", "outcomes", "done")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in kept
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def merged(folder: Path, record: Path, exported: Export) -> dict[str, bytes]:
    """Return the export of the record that a folder of shards gives."""
    merge(folder, record)
    return exported(record)


@pytest.mark.parametrize("workers", [1, 2])
def test_shards_give_the_record_of_one_build(
    news: Path, tmp_path: Path, undisturbed: dict[str, bytes], exported: Export, workers: int
) -> None:
    """Every file that a merged record exports is, byte for byte, that of a build without shards."""
    summary = build_shards([news.name], tmp_path / "sh", recipe=recipe(workers=workers), shard_reports=8)
    assert (summary.made, summary.kept, summary.faults) == (summary.shards, 0, ())
    assert summary.shards >= 4
    assert merged(tmp_path / "sh", tmp_path / "merged.record", exported) == undisturbed


def test_a_second_build_makes_nothing(news: Path, tmp_path: Path) -> None:
    """Shards that are done are kept."""
    first = build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    again = build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    assert (again.made, again.kept, again.read) == (0, first.made, 0)


def test_any_order_any_machine_any_number_of_times(news: Path, tmp_path: Path) -> None:
    """Made in another order, in parts, with one made twice and another made anew, the files are the same bytes."""
    build_shards([news.name], tmp_path / "a", recipe=recipe(), shard_reports=8)
    for part in ((3, 3), (1, 3), (2, 3), (3, 3)):
        build_shards([news.name], tmp_path / "b", recipe=recipe(), shard_reports=8, part=part)
    assert made(tmp_path / "b") == made(tmp_path / "a")
    folder = ShardFolder(tmp_path / "b")
    shards = list(folder.plan())
    random.Random(5).shuffle(shards)  # noqa: S311  # the same order every time
    for shard in [*shards, shards[0]]:
        ((_, marker),) = run_here(folder, [shard], recipe())
        assert not isinstance(marker, ShardError)
    assert made(tmp_path / "b") == made(tmp_path / "a")


def test_a_new_file_changes_few_shards(news: Path, tmp_path: Path) -> None:
    """A file added in the middle costs the shard it falls into and perhaps the next; the record is that of a build."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=4)
    (news / "town" / "11b.txt").write_text("Jonas Holm said that the bridge was closed.")
    summary = build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=4)
    assert 1 <= summary.made <= 2
    assert summary.kept == summary.shards - summary.made
    assert summary.retired >= 1
    assert merge(tmp_path / "sh", tmp_path / "x.record").read == 61


def test_a_merge_takes_in_what_is_new(news: Path, tmp_path: Path, exported: Export) -> None:
    """A second merge into a record stores only what it has not, and ends where one merge of all would."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    merge(tmp_path / "sh", tmp_path / "grown.record")
    (news / "zzz.txt").write_text("Jonas Holm said that the bridge was closed.")
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    again = merge(tmp_path / "sh", tmp_path / "grown.record")
    assert again.read == 1
    assert merged(tmp_path / "sh", tmp_path / "fresh.record", exported) == exported(tmp_path / "grown.record")


def test_a_shard_that_is_not_there_is_named(news: Path, tmp_path: Path) -> None:
    """A merge before all shards are done says which are not, unless it is told that a part will do."""
    summary = build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8, part=(2, 2))
    assert summary.shards < len(list(ShardFolder(tmp_path / "sh").plan()))
    with pytest.raises(ShardError, match="are not made yet"):
        merge(tmp_path / "sh", tmp_path / "x.record")
    assert merge(tmp_path / "sh", tmp_path / "x.record", partial=True).seen == summary.read + summary.skipped


def test_an_input_that_changed_meanwhile_costs_its_shard(news: Path, tmp_path: Path) -> None:
    """A file that is not what was planned keeps its shard from being made; the others are."""
    folder = ShardFolder(tmp_path / "sh")
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    shards = list(folder.plan())
    folder.retire(set())
    (news / "town" / "07.txt").write_text("Something else.")
    outcomes = dict(run_here(folder, shards, recipe()))
    faults = [(shard, done) for shard, done in outcomes.items() if isinstance(done, ShardError)]
    assert len(faults) == 1
    assert "07.txt: changed since the shards were planned" in str(faults[0][1])
    assert sum(folder.marker(shard.key) is not None for shard in shards) == len(shards) - 1


def test_a_damaged_file_is_found(news: Path, tmp_path: Path) -> None:
    """A byte that changed in a shard's file stops the merge; a file cut short has its shard made again."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    before = made(tmp_path / "sh")
    path = sorted((tmp_path / "sh" / "outcomes").iterdir())[0]
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    with pytest.raises(ShardError, match="is damaged"):
        merge(tmp_path / "sh", tmp_path / "x.record")
    path.write_bytes(body[:-5])
    assert build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8).made == 1
    assert made(tmp_path / "sh") == before


def test_a_poisonous_report_is_isolated_and_listed(news: Path, tmp_path: Path) -> None:
    """A report that kills the process reading it is left out and listed; its shard and the others are made."""
    (news / "poison.txt").write_text("KILLME")
    build_shards([news.name], tmp_path / "sh", recipe=recipe(pooled.mortal, workers=2), shard_reports=8)
    merge(tmp_path / "sh", tmp_path / "x.record")
    from onrecord.store import Store

    with Store(tmp_path / "x.record") as store:
        killed = [each for each in store.skipped() if "ended twice" in each.message]
        assert [each.path for each in killed] == ["news/poison.txt"]
        assert store.status().reports == 60


def test_inputs_of_another_run_are_not_let_go(news: Path, tmp_path: Path) -> None:
    """Shards of inputs that are not named this time are kept from being deleted, until that is asked for."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    with pytest.raises(SettingsError, match="not among those named"):
        build_shards([news / "town"], tmp_path / "sh", recipe=recipe())
    summary = build_shards(["news/town"], tmp_path / "sh", recipe=recipe(), replacing=True)
    assert merge(tmp_path / "sh", tmp_path / "x.record").seen == summary.read == 30


def test_a_stream_has_no_shards(tmp_path: Path) -> None:
    """What cannot be opened a second time is refused before anything is read."""
    with pytest.raises(SettingsError, match="neither a file nor a folder"):
        build_shards(["-"], tmp_path / "sh", recipe=recipe())


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """A folder that holds no shards is named, and no record is made."""
    with pytest.raises(ShardError, match="no folder of shards"):
        merge(tmp_path, tmp_path / "x.record")
    assert not (tmp_path / "x.record").exists()


def test_a_shard_survives_its_line(news: Path, tmp_path: Path) -> None:
    """A shard read back from the plan is the shard that was written, failures included."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    shards = list(ShardFolder(tmp_path / "sh").plan())
    assert any(item.failure for shard in shards for item in shard.items)
    assert [Shard.from_line(shard.to_line()) for shard in shards] == shards


def test_killed_at_any_point(news: Path, tmp_path: Path, undisturbed: dict[str, bytes], exported: Export) -> None:
    """Killed outright again and again, a build of shards and a merge end where an undisturbed build does."""
    script = (
        "import sys\n"
        "from conftest_shards import recipe\n"
        "from onrecord.shards import build_shards, merge\n"
        "build_shards(['news'], 'sh', recipe=recipe(workers=2), shard_reports=8)\n"
        "merge('sh', 'merged.record')\n"
    )
    trial = killed_builds(
        [[sys.executable, "-c", script]],
        wanted=6,
        seconds=3.0,
        export=lambda: exported(tmp_path / "merged.record"),
        clear=lambda: clear_away(tmp_path / "sh", *tmp_path.glob("merged.record*")),
        expected=undisturbed,
        environment=importable(),
    )
    assert trial.kills == 6
    assert trial.differences == ()


def test_a_plain_build_killed_at_any_point(
    news: Path, tmp_path: Path, undisturbed: dict[str, bytes], exported: Export
) -> None:
    """Killed outright while workers read, reports are stored or the ledger is made, a build ends as if it were not."""
    script = (
        "from conftest_shards import recipe\n"
        "from onrecord.assembly import build\n"
        "made = recipe(workers=2)\n"
        "build(['news'], 'killed.record', settings=made.settings, pipeline=made.pipeline(), recipe=made)\n"
    )
    trial = killed_builds(
        [[sys.executable, "-c", script]],
        wanted=8,
        seconds=3.0,
        export=lambda: exported(tmp_path / "killed.record"),
        clear=lambda: clear_away(*tmp_path.glob("killed.record*")),
        expected=undisturbed,
        environment=importable(),
    )
    assert trial.kills == 8
    assert trial.differences == ()


def importable() -> dict[str, str]:
    """Return an environment in which a process can import what this one can."""
    paths = [str(Path(__file__).parent), *sys.path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def clear_away(*paths: Path) -> None:
    """Delete files and folders."""
    for path in paths:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def test_the_files_say_what_they_hold(news: Path, tmp_path: Path) -> None:
    """A marker lists its files with digests, and the folder says which pipeline made it."""
    build_shards([news.name], tmp_path / "sh", recipe=recipe(), shard_reports=8)
    described = json.loads((tmp_path / "sh" / "onrecord-shards.json").read_text())
    assert described["pipeline"] == recipe().pipeline().version
    folder = ShardFolder(tmp_path / "sh")
    for shard in folder.plan():
        marker = folder.marker(shard.key)
        assert marker is not None
        assert marker.read + marker.skipped == len(shard.items)
        assert folder.checked(marker) == marker
