"""Ray: the same shards on a real local cluster of two workers, with one of them killed in the middle."""

import os
import signal
import threading
import time
from pathlib import Path

import pooled
import pytest
from benchmarks.cluster import actor_processes
from conftest_shards import Export, recipe

from processes import needs_proc

ray = pytest.importorskip("ray", reason="ray is not installed; pip install 'onrecord[ray]'")
pytest.importorskip("pyarrow", reason="shards are Parquet; pyarrow is not installed")

from onrecord.shards import ShardFolder, build_shards, merge  # noqa: E402  # once it is known that they can be imported
from onrecord.shards.ray_engine import ray_engine  # noqa: E402

# Ray's own code forks, opens sockets that it does not close and warns of its future defaults.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch):
    """Two workers of this machine that can import what the tests import."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(pooled.__file__).parent), str(Path(__file__).parent)]))
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=80 * 1024 * 1024)
    yield
    ray.shutdown()


@needs_proc
def test_a_worker_killed_in_the_middle(
    cluster: None, news: Path, tmp_path: Path, undisturbed: dict[str, bytes], exported: Export
) -> None:
    """With one of two actors killed while shards are made, the export is that of a build without Ray."""
    killed: list[int] = []

    def kill_one() -> None:
        done = tmp_path / "sh" / "done"
        until = time.monotonic() + 300
        while time.monotonic() < until and not killed:
            if done.is_dir() and any(done.iterdir()) and (actors := actor_processes()):
                os.kill(actors[0], signal.SIGKILL)
                killed.append(actors[0])
            time.sleep(0.02)

    killer = threading.Thread(target=kill_one)
    killer.start()
    made = recipe(pooled.sleepy, workers=2)
    summary = build_shards([news.name], tmp_path / "sh", recipe=made, shard_reports=8, engine=ray_engine())
    killer.join()
    assert killed
    assert summary.faults == ()
    folder = ShardFolder(tmp_path / "sh")
    assert all(folder.marker(shard.key) for shard in folder.plan())
    merge(tmp_path / "sh", tmp_path / "merged.record")
    assert exported(tmp_path / "merged.record") == undisturbed
