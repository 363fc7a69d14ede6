"""
Shards on a local Ray of two workers, one of them killed in the middle, against the same shards without Ray.

    python -m benchmarks.cluster [--reports 5000] [--words 60]

Times `onrecord build --shards` with two worker processes and with two Ray actors, on two
cores, and merges both. Floors: the exports are the same bytes, and Ray takes at most 30 % longer,
the start of Ray and the killed worker's lost shard included.
"""

import argparse
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.floors import ENDED, ONRECORD, Floor, conclude, two_cores
from benchmarks.generated import write_reports
from benchmarks.kills import exported

__all__ = ["actor_processes"]

_SHARDS = 50
"""As a real archive has many more shards than workers: one that is lost is a fiftieth of the work."""
FLOORS = (Floor("overhead", most=0.30), Floor("differences", most=0), Floor("killed", least=1))


def actor_processes() -> list[int]:
    """Return the processes of Ray's actors that make shards."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we looked
            if command.startswith(b"ray::_ShardMaker"):
                found.append(int(folder.name))
    return sorted(found)


def _timed(command: Sequence[str], *, kill_when: Path | None = None) -> tuple[float, int]:
    """Run a command; kill an actor once the folder holds a marker. Return the seconds, and the killed."""
    started, killed = time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
        while run.poll() is None:
            if kill_when and not killed and kill_when.is_dir() and any(kill_when.iterdir()):
                for actor in actor_processes()[:1]:
                    os.kill(actor, signal.SIGKILL)
                    killed += 1
            time.sleep(0.05)
    if run.returncode not in ENDED:
        raise SystemExit(f"benchmarks: {' '.join(command)} ended with {run.returncode}")
    return time.monotonic() - started, killed


def main(arguments: Sequence[str] | None = None) -> None:
    """Make shards both ways, merge, compare, print, and fail below a floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster")
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--ledger", action="store_true", help="make the ledgers too, and compare them")
    options = parser.parse_args(arguments)
    two_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_reports(folder / "r.jsonl", options.reports, words=options.words)
        cut = ("--shard-reports", str(max(options.reports // _SHARDS, 1)), "--workers", "2")
        plain, _ = _timed([*ONRECORD, "build", str(path), "--shards", str(folder / "plain"), *cut])
        engine = ("--engine", "ray")
        by_ray, killed = _timed(
            [*ONRECORD, "build", str(path), "--shards", str(folder / "ray"), *cut, *engine],
            kill_when=folder / "ray" / "done",
        )
        found = []
        for way in ("plain", "ray"):
            merge = ["merge", str(folder / way), "-o", str(folder / f"{way}.record"), "--quiet"]
            _timed([*ONRECORD, *merge, "--ledger" if options.ledger else "--no-ledger"])
            found.append(exported(folder / f"{way}.record", folder / f"out-{way}"))
    result = {
        "command": "python -m benchmarks.cluster",
        "reports": options.reports,
        "seconds_without_ray": round(plain, 1),
        "seconds_with_ray": round(by_ray, 1),
        "killed": killed,
        "overhead": round(by_ray / plain - 1, 3),
        "differences": sum(found[0].get(name) != found[1].get(name) for name in {*found[0], *found[1]}),
    }
    conclude(result, FLOORS)


if __name__ == "__main__":
    main()
