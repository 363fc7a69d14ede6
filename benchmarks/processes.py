"""
How much faster two processes build than one, on two cores.

    python -m benchmarks.processes [REPORTS] [--limit N] [--rounds 3]

One process with one thread against two worker processes, over the same reports, without the
ledger; the rounds take turns, so a busy moment meets both, and the shortest time of each
counts. Floor: 1.7 times.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evaluation.speed import measure

from benchmarks.end_to_end import GUARDIAN
from benchmarks.floors import ONRECORD, Floor, conclude
from benchmarks.generated import write_reports

__all__ = ["main"]

FLOORS = (Floor("two_against_one", least=1.7),)
_WAYS = {"one": ("--workers", "1", "--threads", "1"), "two": ("--workers", "2")}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build by turns, print, and fail below the floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.processes")
    parser.add_argument("reports", nargs="?", type=Path, help="JSON lines with id and text")
    parser.add_argument("--limit", type=int, default=199)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    seconds: dict[str, list[float]] = {name: [] for name in _WAYS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        source = options.reports or (GUARDIAN if GUARDIAN.exists() else None)
        if source:
            lines = source.read_text(encoding="utf-8").splitlines(keepends=True)[: options.limit]
            path.write_text("".join(lines), encoding="utf-8")
        else:
            write_reports(path, options.limit, words=700)
        for number in range(options.rounds):
            for name, options_of_way in _WAYS.items():
                record = Path(folder) / f"{name}-{number}.record"
                run = measure([*ONRECORD, "build", str(path), "-o", str(record), "--no-ledger", *options_of_way])
                if run.code:
                    raise SystemExit(f"benchmarks: onrecord build ended with {run.code}:\n{run.talk[-2000:]}")
                seconds[name].append(run.seconds)
                record.unlink()
    result = {
        "command": "python -m benchmarks.processes",
        "reports": options.limit,
        "seconds_of_one": [round(each, 1) for each in seconds["one"]],
        "seconds_of_two": [round(each, 1) for each in seconds["two"]],
        "two_against_one": round(min(seconds["one"]) / min(seconds["two"]), 2),
    }
    conclude(result, FLOORS)


if __name__ == "__main__":
    main()
