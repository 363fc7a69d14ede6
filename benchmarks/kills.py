"""
A build killed outright, again and again, and what becomes of the record.

    python -m benchmarks.kills [--kills 100] [--reports 500] [--words 15] [--shards]

Builds generated reports undisturbed, then builds them again with `kill -9` at random points:
while reports are read, while the ledger is made, and between. Each run goes on where the last one was
killed; one that comes to its end begins with a new record. After the last kill a run is let
through, and all that it exports has to be, byte for byte, what the undisturbed run exports.
With `--shards` it is shards and their merge that are killed.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.floors import ENDED, ONRECORD, Floor, conclude
from benchmarks.generated import write_reports

__all__ = ["Trial", "exported", "killed_builds"]

FLOORS = (Floor("differences", most=0),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was done to a build."""

    kills: int
    finished: int
    """Runs that came to their end before they were killed."""
    differences: tuple[str, ...]
    """Files of an export that were not those of the undisturbed run."""


def killed_builds(
    commands: Sequence[Sequence[str]],
    *,
    wanted: int,
    seconds: float,
    export: Callable[[], dict[str, bytes]],
    clear: Callable[[], None],
    expected: dict[str, bytes],
    idle: float = 0.0,
    seed: int = 0,
    environment: dict[str, str] | None = None,
) -> Trial:
    """
    Run commands one after the other, as one run, and kill it so many times at random points.

    `seconds` is what an undisturbed run takes, `idle` what one takes that finds nothing to do: nobody is
    killed in the first half of that, when nothing has been written. `export` returns what the record
    holds, `clear` takes all that a run leaves away.
    """
    chance = random.Random(seed)  # noqa: S311  # the same moments every time
    kills = finished = 0
    differences: list[str] = []

    def compare() -> None:
        found = export()
        differences.extend(name for name in expected if found.get(name) != expected[name])

    clear()
    while kills < wanted:
        later = chance.uniform(0.05, 1.1) * (seconds - idle / 2)
        if _run(commands, time.monotonic() + idle / 2 + later, environment):
            finished += 1
            compare()
            clear()
        else:
            kills += 1
            if kills % 10 == 0:
                print(f"{kills} kills, {finished} ended first, {len(differences)} differ", file=sys.stderr, flush=True)
    if not _run(commands, None, environment):
        raise SystemExit("benchmarks: a build that nobody killed did not end")
    compare()
    return Trial(kills=kills, finished=finished, differences=tuple(differences))


def _run(commands: Sequence[Sequence[str]], until: float | None, environment: dict[str, str] | None) -> bool:
    """Run the commands; return False where the time came before they ended, and the one at work was killed."""
    for command in commands:
        with (
            tempfile.TemporaryFile() as talk,
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=talk) as run,
        ):
            try:
                code = run.wait(timeout=None if until is None else max(until - time.monotonic(), 0.0))
            except subprocess.TimeoutExpired:
                run.kill()
                return False
            if code not in ENDED:
                talk.seek(0)
                said = talk.read().decode("utf-8", "replace")[-2000:]
                raise SystemExit(f"benchmarks: {' '.join(command)} ended with {code}:\n{said}")
    return True


def exported(record: Path, out: Path) -> dict[str, bytes]:
    """Return all that `onrecord export` writes of a record, records and tables, by file."""
    for arguments in (["-o", str(out / "records.jsonl")], ["-o", str(out / "tables"), "--as", "csv"]):
        subprocess.run([*ONRECORD, "export", str(record), *arguments, "--quiet"], check=True)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.*"))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, kill, compare, print, and fail where an export differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--words", type=int, default=15)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shards", action="store_true", help="kill builds of shards and merges")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, record, shards = write_reports(folder / "r.jsonl", options.reports, words=options.words), *_places(folder)
        workers = ("--workers", str(options.workers))
        commands: list[list[str]] = [[*ONRECORD, "build", str(path), "-o", str(record), *workers]]
        started = time.monotonic()
        _run(commands, None, None)
        seconds = time.monotonic() - started
        started = time.monotonic()
        _run(commands, None, None)
        idle = time.monotonic() - started
        expected = exported(record, folder / "expected")
        if options.shards:
            cut = ("--shards", str(shards), "--shard-reports", str(max(options.reports // 10, 1)))
            merging = [*ONRECORD, "merge", str(shards), "-o", str(record)]
            commands = [[*ONRECORD, "build", str(path), *cut, *workers], merging]

        def clear() -> None:
            subprocess.run(["rm", "-rf", str(shards), *map(str, folder.glob(f"{record.name}*"))], check=True)

        trial = killed_builds(
            commands,
            wanted=options.kills,
            seconds=seconds,
            export=lambda: exported(record, folder / "found"),
            clear=clear,
            expected=expected,
            idle=idle,
            seed=options.seed,
        )
    result = {
        "command": " ".join(["python -m benchmarks.kills", *sys.argv[1:]]),
        "reports": options.reports,
        "kills": trial.kills,
        "runs_that_ended_first": trial.finished,
        "seconds_undisturbed": round(seconds, 1),
        "seconds_with_nothing_to_do": round(idle, 1),
        "files_compared": len(expected),
        "differences": len(trial.differences),
        "different": sorted(set(trial.differences)),
    }
    conclude(result, FLOORS)


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / "killed.record", folder / "shards"


if __name__ == "__main__":
    main()
