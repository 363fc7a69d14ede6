"""
How fast a record is built, how much memory it takes, how soon the command line answers.

    python -m evaluation.speed [REPORTS] [--output FILE]

Builds a record of `../shared/corpora/guardian-syria` (199 reports) with `onrecord build`, held to
two cores: first without the ledger, then the ledger, then once more with nothing to do. Memory
is the resident set of the whole process tree, sampled while it runs, and for reading that of the
largest process; start-up is the median of
ten `onrecord --help`. Reading
without start-up, its memory, what loading takes and the encoder's own speed are those
of `evaluation.throughput`, on the PolNeAR development reports.
Linux only: it reads /proc.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.parts import ROOT, SHARED, gold_rows
from evaluation.reading import read_records
from evaluation.score import SCORES, merge, model_of

__all__ = ["Measured", "measure", "resident_bytes", "resident_sizes"]

CORES = 2
HELP_RUNS = 10
SAMPLE_SECONDS = 0.05
ONRECORD = (sys.executable, "-m", "onrecord")
MODEL = ROOT / "src" / "onrecord" / "reading" / "model"
SKIPPED = 3
"""Exit code of a build that finished with skipped inputs."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a command."""

    seconds: float
    peak_bytes: int
    """Of all its processes together."""
    largest_bytes: int
    """Of the one that took most."""
    code: int
    talk: str
    """What it wrote on standard error."""


def resident_sizes(root: int) -> list[int]:
    """
    Return the resident memory of a process and of each of its descendants; nothing once it has ended.

    Children are asked for process by process: a walk over all of /proc costs 2 ms, and is done twenty times a second
    beside what is measured.
    """
    waiting, sizes = [root], []
    page_bytes = os.sysconf("SC_PAGE_SIZE")
    while waiting:
        process = waiting.pop()
        waiting += _children(process)
        try:
            sizes.append(int(Path(f"/proc/{process}/statm").read_text().split()[1]) * page_bytes)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
    return sizes


def _children(process: int) -> list[int]:
    """The processes that the threads of one have started; Linux with CONFIG_PROC_CHILDREN, as distributions have it."""
    found: list[int] = []
    try:
        for thread in os.scandir(f"/proc/{process}/task"):
            found += map(int, Path(thread.path, "children").read_text().split())
    except (FileNotFoundError, ProcessLookupError):
        if not Path("/proc/thread-self/children").exists():
            raise SystemExit(
                "evaluation: this kernel does not list the children of a process, so memory is not known"
            ) from None
    return found


def resident_bytes(root: int) -> int:
    """Return the resident memory of a process and all its descendants together; 0 once it has ended."""
    return sum(resident_sizes(root))


def measure(command: Sequence[str]) -> Measured:
    """Run a command on two cores to its end and return its time and peak memory."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:CORES])  # children inherit it
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as talk:
            started, peak, largest = time.perf_counter(), 0, 0
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=talk)
            while run.poll() is None:
                sizes = resident_sizes(run.pid)
                peak, largest = max(peak, sum(sizes)), max(largest, *sizes, 0)
                time.sleep(SAMPLE_SECONDS)
            seconds = time.perf_counter() - started
            talk.seek(0)
            return Measured(seconds, peak, largest, run.returncode, talk.read())
    finally:
        os.sched_setaffinity(0, before)


def _build(reports: Path, store: Path, *options: str) -> Measured:
    run = measure([*ONRECORD, "build", str(reports), "-o", str(store), *options])
    if run.code not in (0, SKIPPED):
        raise SystemExit(f"evaluation: onrecord build ended with {run.code}:\n{run.talk[-2000:]}")
    return run


def _reading() -> dict[str, float]:
    """Read in a process of its own, and weigh what it loads."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "throughput.json"
        run = measure([sys.executable, "-m", "evaluation.throughput", str(out)])
        if run.code:
            raise SystemExit(f"evaluation: reading ended with {run.code}:\n{run.talk[-2000:]}")
        found: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))
    weights = sum(path.stat().st_size for path in MODEL.iterdir())
    return {**found, "reading_peak_mb": round(run.largest_bytes / 1e6), "weights_mb": round(weights / 1e6, 1)}


def _help_seconds() -> float:
    started = time.perf_counter()
    subprocess.run([*ONRECORD, "--help"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """Build twice, ask for help ten times, print and write."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.speed", description=__doc__.strip().splitlines()[0])
    default = SHARED / "corpora" / "guardian-syria" / "reports.jsonl"
    parser.add_argument("reports", nargs="?", type=Path, default=default, help="JSON lines of reports")
    parser.add_argument("--output", type=Path, default=SCORES)
    options = parser.parse_args(arguments)
    rows = gold_rows(options.reports)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "speed.record"
        first = _build(options.reports, store, "--no-ledger")
        ledger = _build(options.reports, store)
        second = _build(options.reports, store)
        size_bytes = store.stat().st_size
    reading = _reading()
    helps = [_help_seconds() for _ in range(HELP_RUNS)]
    result = {
        "command": "python -m evaluation.speed",
        "cores": min(CORES, len(os.sched_getaffinity(0))),
        "reports": len(rows),
        "words_per_report": round(statistics.mean(len(row["text"].split()) for row in rows)),
        "reports_per_second": round(len(rows) / first.seconds, 2),
        "ledger_seconds": round(ledger.seconds, 1),
        "reports_per_second_with_ledger": round(len(rows) / (first.seconds + ledger.seconds), 2),
        "peak_mb": round(max(first.peak_bytes, ledger.peak_bytes) / 1e6),
        "second_run_seconds": round(second.seconds, 2),
        "store_mb": round(size_bytes / 1e6, 1),
        "help_ms": round(1000 * statistics.median(helps)),
        **reading,
    }
    merge(options.output, "speed", result, model_of(read_records(rows[:1])))
    print(json.dumps(result, indent=1), file=sys.stderr)


if __name__ == "__main__":
    main()
