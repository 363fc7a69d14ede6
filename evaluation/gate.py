"""
Fail where a score lies below its floor.

    python -m evaluation.gate [--scores FILE] [--without PREFIX]    compare
    python -m evaluation.gate --published FILE                      and was FILE made with the same model?
    python -m evaluation.gate --pin                                 raise floors to what is measured
    python -m evaluation.gate --pin --allow-lower                   the only way to lower one

A floor is `"PolNeAR dev: cue exact": {"at_least": 68}` in `evaluation/floors.json`;
limits that must not be exceeded say `at_most`. A floor whose figure was not measured
fails: a check that did not run has not passed.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.parts import ROOT

__all__ = ["FLOORS", "Floor", "figures", "pinned", "read_floors", "shortfalls"]

FLOORS = ROOT / "evaluation" / "floors.json"


@dataclass(frozen=True, slots=True)
class Floor:
    """The least, or the most, that a figure may be."""

    bound: str
    """`at_least` or `at_most`."""
    value: float

    def holds(self, figure: float) -> bool:
        """Whether the figure keeps to the bound."""
        return figure >= self.value if self.bound == "at_least" else figure <= self.value

    def __str__(self) -> str:
        return f"{self.bound.replace('_', ' ')} {self.value:g}"


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Read the floors; SystemExit for one that says neither or both of `at_least` and `at_most`."""
    floors = {}
    for name, bound in json.loads(path.read_text(encoding="utf-8")).items():
        if list(bound) not in (["at_least"], ["at_most"]):
            raise SystemExit(f"{path.name}: {name}: found {bound}, expected one of at_least and at_most")
        [(side, value)] = bound.items()
        floors[name] = Floor(side, value)
    return floors


def figures(scores: Mapping[str, Any]) -> dict[str, float]:
    """Return every figure of scores.json under the name that floors use."""
    named: dict[str, float] = {}
    for part, result in scores.get("parts", {}).get("sets", {}).items():
        named |= {f"{part}: {line}": row.get("f1", row.get("value")) for line, row in result["lines"].items()}
        named[f"{part}: reports without a record"] = result["reports_without_record"]
    if "seed" in scores:
        named["seed: statements matched"] = scores["seed"]["statements_matched"]
        named |= {f"seed: {check['name']}": float(check["passed"]) for check in scores["seed"]["checks"]}
    resolution = scores.get("resolution", {})
    for task, shares in resolution.get("tasks", {}).items():
        named |= {f"resolve {task}: {field}": share for field, share in shares.items()}
    if "cost_percent" in resolution:
        named["resolve: cost percent"] = resolution["cost_percent"]
    for name, value in scores.get("speed", {}).items():
        if isinstance(value, int | float):
            named[f"speed: {name.replace('_', ' ')}"] = value
    return named


def shortfalls(floors: Mapping[str, Floor], measured: Mapping[str, float]) -> list[str]:
    """Return one line per floor that does not hold."""
    lines = []
    for name, floor in floors.items():
        if name not in measured:
            lines.append(f"{name}: not measured, wanted {floor}")
        elif not floor.holds(measured[name]):
            lines.append(f"{name}: {measured[name]:g}, wanted {floor}")
    return lines


def pinned(
    floors: Mapping[str, Floor], measured: Mapping[str, float], *, allow_lower: bool = False
) -> dict[str, Floor]:
    """
    Return the floors moved up to the measured figures, rounded down to a whole number.

    Limits (`at_most`) stay. Without `allow_lower` no floor moves down.
    """
    moved = {}
    for name, floor in floors.items():
        if floor.bound == "at_most" or name not in measured:
            moved[name] = floor
            continue
        reached = math.floor(measured[name])
        moved[name] = Floor(floor.bound, reached if allow_lower else max(floor.value, reached))
    return moved


def _stale(published: Path, model: str) -> list[str]:
    """Return a line where the published scores are missing or speak of another model."""
    if not published.is_file():
        return [f"{published.name}: not there: run `make score`"]
    named = json.loads(published.read_text(encoding="utf-8")).get("model")
    return (
        [] if named == model else [f"{published.name}: made with {named}, the model here is {model}: run `make score`"]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare, or pin."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gate", description=__doc__.strip().splitlines()[0])
    parser.add_argument("--scores", type=Path, default=ROOT / "evaluation" / "scores.json")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--without", action="append", default=[], metavar="PREFIX", help="leave these floors out")
    parser.add_argument("--published", type=Path, help="scores that must have been made with the same model")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: let floors move down too")
    options = parser.parse_args(arguments)
    if not options.scores.is_file():
        raise SystemExit(f"gate: no file {options.scores}: run `make score` first")
    scores = json.loads(options.scores.read_text(encoding="utf-8"))
    measured = figures(scores)
    floors = read_floors(options.floors)
    if options.pin:
        moved = pinned(floors, measured, allow_lower=options.allow_lower)
        bounds = {name: {floor.bound: floor.value} for name, floor in moved.items()}
        options.floors.write_text(json.dumps(bounds, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    asked = {name: floor for name, floor in floors.items() if not name.startswith(tuple(options.without))}
    short = shortfalls(asked, measured)
    if options.published:
        short += _stale(options.published, scores["model"])
    for line in short:
        print(f"gate: {line}", file=sys.stderr)
    if short:
        raise SystemExit(1)
    print(f"gate: {len(asked)} floors hold", file=sys.stderr)


if __name__ == "__main__":
    main()
