"""
What the commands of this folder share: a floor, and how one that is not kept is said.

    conclude({"ratio": 1.62}, [Floor("ratio", least=1.7)])   ->   JSON on standard output, exit code 1
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["ENDED", "ONRECORD", "Floor", "conclude", "two_cores"]

ONRECORD = (sys.executable, "-m", "onrecord")
ENDED = (0, 3)
"""Exit codes of a build that came to its end; 3 says that it left inputs out, as a short text that hardly reads as
English."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure by name, and how much or how little it has to be."""

    name: str
    least: float | None = None
    most: float | None = None

    def fault(self, figure: float) -> str | None:
        """Return what is wrong with a figure; None where it keeps the floor."""
        if self.least is not None and figure < self.least:
            return f"{self.name} is {figure:g}; expected at least {self.least:g}"
        if self.most is not None and figure > self.most:
            return f"{self.name} is {figure:g}; expected at most {self.most:g}"
        return None


def conclude(result: Mapping[str, object], floors: Sequence[Floor]) -> None:
    """Print a result; end the program with exit code 1 where it is below a floor."""
    print(json.dumps(result, indent=1))
    figures = {name: float(value) for name, value in result.items() if isinstance(value, int | float)}
    faults = [fault for floor in floors if (fault := floor.fault(figures[floor.name]))]
    if faults:
        raise SystemExit("benchmarks: " + "; ".join(faults))


def two_cores() -> None:
    """Hold this process, and all it starts, to two cores."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
