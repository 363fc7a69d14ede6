"""
Memory of a build and all its processes, over as many reports as one likes.

    python -m benchmarks.memory [--reports 50000] [--words 40] [--no-ledger] [--workers N]

Generated reports go through `onrecord build` and its own reader. The resident memory of the
whole process tree is sampled while it runs, beside the number of reports stored by then.
Floors: 1.5 GB at most, and after the first 1,000 reports no more than a tenth above what they took. A line a minute
says how far it is; all samples are printed at the end, thinned out, so that a slope can be seen.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.speed import resident_bytes

from benchmarks.floors import ENDED, ONRECORD, Floor, conclude, two_cores
from benchmarks.generated import write_reports
from onrecord.errors import StoreError
from onrecord.store import Store

__all__ = ["Sample", "peaks"]

FLOORS = (Floor("peak_mb", most=1500.0), Floor("growth_after_the_first_thousand", most=1.10))
_SECONDS = 0.2
_TELL_SECONDS = 60.0
_WARM = 1000
_SHOWN = 25

Sample = tuple[int, int]
"""Reports stored so far, and resident bytes."""


def peaks(samples: Sequence[Sample], warm: int = _WARM) -> tuple[int, int]:
    """Return the most bytes while the first so many reports were stored, and the most after that."""
    before = [size for reports, size in samples if reports <= warm]
    after = [size for reports, size in samples if reports > warm]
    return max(before, default=0), max(after, default=0)


def _stored(record: Path) -> int:
    try:
        with Store(record) as store:
            number = store.sql("SELECT max(number) FROM reports").rows[0][0]
            return int(number or 0)
    except StoreError:  # it is not there yet
        return 0


def watch(command: Sequence[str], record: Path) -> list[Sample]:
    """Run a build to its end and return its samples; SystemExit where it fails."""
    samples: list[Sample] = []
    looked, told, stored = 0.0, time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            if time.monotonic() - looked > 1.0:
                stored, looked = _stored(record), time.monotonic()
            samples.append((stored, resident_bytes(run.pid)))
            if time.monotonic() - told > _TELL_SECONDS:
                told = time.monotonic()
                print(f"{stored} reports: {round(samples[-1][1] / 1e6)} MB", file=sys.stderr, flush=True)
            time.sleep(_SECONDS)
    if run.returncode not in ENDED:
        raise SystemExit(f"benchmarks: {' '.join(command)} ended with {run.returncode}")
    return samples


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, watch, print, and fail above a floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--words", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ledger", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args(arguments)
    two_cores()
    with tempfile.TemporaryDirectory() as folder:
        path, record = Path(folder) / "reports.jsonl", Path(folder) / "memory.record"
        write_reports(path, options.reports, words=options.words)
        ways = ["--workers", str(options.workers), "--ledger" if options.ledger else "--no-ledger"]
        started = time.monotonic()
        samples = watch([*ONRECORD, "build", str(path), "-o", str(record), *ways], record)
        seconds, size_bytes = time.monotonic() - started, record.stat().st_size
    before, after = peaks(samples, min(_WARM, options.reports // 2))
    thinned = samples[:: max(len(samples) // _SHOWN, 1)]
    result = {
        "command": "python -m benchmarks.memory",
        "reports": options.reports,
        "ledger": options.ledger,
        "seconds": round(seconds, 1),
        "record_mb": round(size_bytes / 1e6, 1),
        "samples": [f"{reports} reports: {round(size / 1e6)} MB" for reports, size in thinned],
        "peak_mb": round(max(before, after) / 1e6),
        "growth_after_the_first_thousand": round(after / before, 3),
    }
    conclude(result, FLOORS)


if __name__ == "__main__":
    main()
