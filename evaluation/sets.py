"""
What scores.json says of one set of annotated texts: lines with a figure and an interval.

    "lines": {"mention": {"f1": 84.2, "precision": …, "recall": …, "gold": 3986, "low": …, "high": …},
              "mean absolute error": {"value": 0.41, "gold": 3358, "low": …, "high": …}}
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from onrecord.scoring.counts import Counts, Measure, bootstrap, resampled, total

__all__ = ["Line", "count_lines", "described", "value_line"]

Line = dict[str, float | int | None]
_Of = TypeVar("_Of")
VALUE_ROUNDS = 200
"""Resamples for figures that cannot be added up; the second digit of an interval's end is stable."""


def count_lines(reports: Sequence[Counts], measures: Mapping[str, Measure]) -> dict[str, Line]:
    """Return a line per measure, from the counts of each report."""
    summed = total(reports)
    intervals = bootstrap(reports, measures)
    lines: dict[str, Line] = {}
    for name, measure in measures.items():
        interval, count = intervals.get(name), summed.get(name)
        row: Line = {"f1": round(measure(summed), 1)}
        if count is not None:
            row |= {"precision": round(count.precision, 1), "recall": round(count.recall, 1), "gold": count.gold}
        row["low"] = round(interval.low, 1) if interval else None
        row["high"] = round(interval.high, 1) if interval else None
        lines[name] = row
    return lines


def value_line(reports: Sequence[_Of], measure: Callable[[Sequence[_Of]], float], gold: int) -> Line:
    """Return the line of a figure that is no F1, from whatever each report gave; `gold` is how many were judged."""
    interval = resampled(reports, measure, rounds=VALUE_ROUNDS)
    return {
        "value": round(measure(reports), 3),
        "gold": gold,
        "low": round(interval.low, 3) if interval else None,
        "high": round(interval.high, 3) if interval else None,
    }


def described(
    path: str, scorer: str, labelled_by: str, reports: int, lines: Mapping[str, Line], missing: int = 0
) -> dict[str, Any]:
    """Return the whole entry of one set."""
    return {
        "path": path,
        "scorer": scorer,
        "labelled_by": labelled_by,
        "reports": reports,
        "reports_without_record": missing,
        "lines": dict(lines),
    }
