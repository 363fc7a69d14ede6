"""
How much faster two processes build than one, on two cores.

    python -m benchmarks.processes [REPORTS] [--limit N] [--rounds 3]

One process with one thread, held to one core, against two worker processes and the one that stores
for them, held to two. Both build the same reports without the ledger, and a few of them beside that:
the difference is the reading without the starting, which a build of a day's reports would not notice.
The rounds take turns, so a busy moment meets both, and the shortest time of each counts. Printed beside
it are the ratio with the starting in it, how busy the storing process was, and what two processes that only
count gain over one on this machine, which is the most that can be hoped for. Floor: 1.7 times.
Linux only: it reads /proc.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.end_to_end import GUARDIAN
from benchmarks.floors import ENDED, ONRECORD, Floor, conclude
from benchmarks.generated import write_reports

__all__ = ["gain_of_counting", "timed"]

FLOORS = (Floor("two_against_one", least=1.7),)
_WAYS = {"one": (1, ("--workers", "1", "--threads", "1")), "two": (2, ("--workers", "2"))}
"""Cores and options of each way."""
_FEW = 40
"""Reports of the short builds: more than a build reads without starting processes."""
_COUNTING = "sum(n * n % 7 for n in range(20_000_000))"
_LOOK_SECONDS = 0.05


def timed(command: Sequence[str], cores: int) -> tuple[float, float]:
    """Run a command on so many cores; return its seconds, and the processor seconds of its first process alone."""
    started, busy = time.monotonic(), 0.0
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:cores])
    try:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    finally:
        os.sched_setaffinity(0, allowed)
    with run:
        while run.poll() is None:
            busy = max(busy, _processor_seconds(run.pid))
            time.sleep(_LOOK_SECONDS)
    if run.returncode not in ENDED:
        raise SystemExit(f"benchmarks: {' '.join(command)} ended with {run.returncode}")
    return time.monotonic() - started, busy


def _processor_seconds(process: int) -> float:
    try:
        fields = (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it ended while we looked
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def gain_of_counting() -> float:
    """Return how much more two processes that only count get done than one, on two cores."""
    count = (sys.executable, "-c", _COUNTING)
    alone, _ = timed(count, 1)
    started = time.monotonic()
    both = [subprocess.Popen(count) for _ in range(2)]
    for each in both:
        each.wait()
    return 2 * alone / (time.monotonic() - started)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build by turns, print, and fail below the floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.processes")
    parser.add_argument("reports", nargs="?", type=Path, help="JSON lines with id and text")
    parser.add_argument("--limit", type=int, default=199)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    seconds: dict[str, list[float]] = {name: [] for name in _WAYS}
    short: dict[str, list[float]] = {name: [] for name in _WAYS}
    busy = []
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), options.reports, options.limit)
        for number in range(options.rounds):
            for name, (cores, ways) in _WAYS.items():
                for file, found in zip(files, (short, seconds), strict=True):
                    record = Path(folder) / f"{file.stem}-{name}-{number}.record"
                    took, first = timed([*ONRECORD, "build", str(file), "-o", str(record), "--no-ledger", *ways], cores)
                    found[name].append(took)
                    record.unlink()
                if name == "two":
                    busy.append(first / took)
    reading = {name: min(seconds[name]) - min(short[name]) for name in _WAYS}
    result = {
        "command": "python -m benchmarks.processes",
        "reports": options.limit,
        "seconds_of_one": [round(each, 1) for each in seconds["one"]],
        "seconds_of_two": [round(each, 1) for each in seconds["two"]],
        "two_against_one": round(reading["one"] / reading["two"], 2),
        "two_against_one_with_starting": round(min(seconds["one"]) / min(seconds["two"]), 2),
        "storing_process_busy": round(min(busy), 2),
        "counting_two_against_one": round(gain_of_counting(), 2),
    }
    conclude(result, FLOORS)


def _files(folder: Path, source: Path | None, limit: int) -> tuple[Path, Path]:
    """Write a few reports, and all of them, as JSON lines."""
    whole, few = folder / "all.jsonl", folder / "few.jsonl"
    source = source or (GUARDIAN if GUARDIAN.exists() else None)
    if source:
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)[:limit]
        whole.write_text("".join(lines), encoding="utf-8")
    else:
        write_reports(whole, limit, words=700)
    few.write_text("".join(whole.read_text(encoding="utf-8").splitlines(keepends=True)[:_FEW]), encoding="utf-8")
    return few, whole


if __name__ == "__main__":
    main()
