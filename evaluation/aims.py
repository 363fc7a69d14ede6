"""
What the reader is to reach, and how far it is.

    python -m evaluation.aims [--scores FILE]

`aims.json` names a figure as floors do, with the least that is wanted (`floor`) and what the best could be (`aim`);
`at_most` turns both round. Floors that the gate pins (`floors.json`) say what must not be lost, these say what is
wanted; a figure that nobody measured is shown as such.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.gate import Floor, figures
from evaluation.parts import ROOT
from evaluation.score import SCORES

__all__ = ["AIMS", "Aim", "read_aims", "rows"]

AIMS = ROOT / "evaluation" / "aims.json"


@dataclass(frozen=True, slots=True)
class Aim:
    """What is wanted of one figure."""

    name: str
    floor: Floor
    aim: Floor

    def standing(self, figure: float | None) -> str:
        """Return in a word where a figure stands."""
        if figure is None:
            return "not measured"
        return "aim reached" if self.aim.holds(figure) else "floor reached" if self.floor.holds(figure) else "below"


def read_aims(path: Path = AIMS) -> list[Aim]:
    """Return the aims of the file, in its order."""
    aims = []
    for name, wanted in json.loads(path.read_text(encoding="utf-8")).items():
        bound = "at_most" if wanted.get("at_most") else "at_least"
        aims.append(Aim(name, Floor(bound, wanted["floor"]), Floor(bound, wanted["aim"])))
    return aims


def rows(aims: Sequence[Aim], measured: Mapping[str, float]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = ["| figure | measured | floor | aim | |", "|---|--:|--:|--:|---|"]
    for aim in aims:
        figure = measured.get(aim.name)
        shown = "" if figure is None else f"{figure:g}"
        lines.append(f"| {aim.name} | {shown} | {aim.floor.value:g} | {aim.aim.value:g} | {aim.standing(figure)} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and how many floors are reached."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.aims", description="How far the reader is.")
    parser.add_argument("--scores", type=Path, default=SCORES)
    options = parser.parse_args(arguments)
    measured = figures(json.loads(options.scores.read_text(encoding="utf-8"))) if options.scores.is_file() else {}
    aims = read_aims()
    print("\n".join(rows(aims, measured)))
    reached = sum(aim.standing(measured.get(aim.name)) in ("aim reached", "floor reached") for aim in aims)
    print(f"\n{reached} of {len(aims)} floors reached")


if __name__ == "__main__":
    main()
