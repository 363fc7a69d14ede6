"""
The shared scorers, run report by report so that their counts can be resampled.

The scorers print percentages of a whole set. Their `Tally` class is handed a
subclass that remembers each instance, so that the integers behind the percentages
can be had for each report; `checked` then proves that the sum of these counts gives
the scorer's own table on the whole set, to its last digit.
"""

import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.parts import Row
from onrecord.scoring.counts import Count, Counts, macro_f1_of, total

__all__ = ["MACRO", "TYPE", "Scorer"]

TYPE = "type: "
"""Prefix of the counts per event type, from which the macro average is taken."""

MACRO = "report types, macro F1"


class Scorer:
    """One scorer of the shared folder."""

    def __init__(self, folder: Path, name: str) -> None:
        if not (folder / f"{name}.py").is_file():
            raise SystemExit(f"evaluation: no scorer {folder / name}.py: it is expected beside the repository")
        self.name = name
        self.module = _imported(folder, name)

    def counts(self, rows: Sequence[Row], records: Mapping[str, Row]) -> list[Counts]:
        """Return the counts of each report, in order; the sum is checked against the scorer's own table."""
        reports = [self._one(row, records) for row in rows]
        table = self.module.score({row["id"]: row for row in rows}, records)
        _check(table, total(reports))
        return reports

    def _one(self, row: Row, records: Mapping[str, Row]) -> Counts:
        """Score one report and collect the tallies that the scorer made on the way."""
        tallies: list[Any] = []
        original = self.module.Tally

        def remembered() -> Any:
            tallies.append(original())
            return tallies[-1]

        setattr(self.module, "Tally", remembered)  # noqa: B010 - the module's type is not known
        try:
            self.module.score({row["id"]: row}, records)
        finally:
            setattr(self.module, "Tally", original)  # noqa: B010
        main, *per_type = tallies
        counts = _counts(main, "")
        for tally in per_type:
            counts |= _counts(tally, TYPE)
        return counts


def _imported(folder: Path, name: str) -> ModuleType:
    """Import a scorer by its path; the scorers import each other by bare name, so their folder joins the path."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    module = importlib.import_module(name)
    found = Path(module.__file__ or "").resolve().parent
    if found != folder.resolve():
        raise SystemExit(f"evaluation: the module {name} came from {found}, expected {folder}")
    return module


def _counts(tally: Any, prefix: str) -> dict[str, Count]:
    """Return what a tally holds, line by line."""
    names = set(tally.gold) | set(tally.predicted)
    return {
        prefix + name: Count(tally.correct[name], tally.predicted[name], tally.gold[name]) for name in sorted(names)
    }


def _check(table: Mapping[str, Any], summed: Counts) -> None:
    """Raise where the summed counts do not give the scorer's own figure."""
    for line, row in table.items():
        if line == MACRO:
            expected, found = row, macro_f1_of(TYPE)(summed)
        elif isinstance(row, dict):
            expected, found = row["f1"], summed[line].f1 if line in summed else 0.0
        else:
            continue
        if abs(expected - found) > 0.101:  # the scorers round to one digit, the mean of rounded figures once more
            raise SystemExit(f"evaluation: {line}: counts by report give {found:.2f}, the scorer says {expected}")
