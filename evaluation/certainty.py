"""
How certain events are, rated from -3 to 3 at given words: mean distance from the annotators' mean.

    The talks may [resume]1.5 after the army [withdrew]3.0 its guns.
"""

from collections.abc import Sequence
from typing import Any

from training.convert.roles import convert_factuality

from evaluation.loaded import Loaded, report_of
from evaluation.parts import SHARED
from evaluation.sets import described, value_line
from onrecord.records import Span

__all__ = ["SETS", "certainty_error"]

SETS = {"UW dev": "uw", "MEANTIME dev": "meantime"}


def certainty_error(name: str, loaded: Loaded) -> dict[str, Any]:
    """Return the entry of one set: mean absolute error, and that of always saying 3."""
    distances: list[list[float]] = []
    always: list[list[float]] = []
    for row in convert_factuality(SHARED / "corpora", SETS[name], "dev"):
        rated = row.certainty or []
        if not rated:
            continue
        said = loaded.reader.certainty(report_of(row.id, row.text), [Span(start, end) for start, end, _ in rated])
        distances.append([abs(mine - theirs) for mine, (_, _, theirs) in zip(said, rated, strict=True)])
        always.append([abs(3.0 - theirs) for _, _, theirs in rated])
    words = sum(map(len, distances))
    lines = {
        "mean absolute error": value_line(distances, _mean, words),
        "mean absolute error of always saying 3": value_line(always, _mean, words),
    }
    return described(
        f"corpora/factuality/{SETS[name]}/dev.jsonl", "mean absolute error", "people", len(distances), lines
    )


def _mean(reports: Sequence[Sequence[float]]) -> float:
    summed = sum(sum(report) for report in reports)
    return summed / max(1, sum(len(report) for report in reports))
