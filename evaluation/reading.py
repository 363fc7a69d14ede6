"""
Records as a user gets them: through `onrecord read --input jsonl -`, in a process of its own.

One report a line goes in (`id`, `text`, and title and date where the set gives them),
one record a line comes out. A report that was refused is simply absent: the scorers
count everything in it as missed.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence

from evaluation.parts import Row

__all__ = ["COMMAND", "read_records"]

COMMAND = (sys.executable, "-m", "onrecord", "read", "--input", "jsonl", "-", "--format", "jsonl")

FINISHED = (0, 3)
"""Exit codes after which the output is whole: all read, or some inputs skipped."""

GIVEN = ("id", "text", "title", "published")


def read_records(rows: Iterable[Row], *, command: Sequence[str] = COMMAND) -> dict[str, Row]:
    """
    Return the record of every report that could be read, by report id.

    Raises SystemExit with the last lines of the command's talk when it fails.
    """
    lines = (json.dumps({name: row[name] for name in GIVEN if row.get(name) is not None}) for row in rows)
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in FINISHED:
        raise SystemExit(f"evaluation: {' '.join(command[1:])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    records = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    return {record["report"]["id"]: record for record in records}
