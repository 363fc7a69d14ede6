"""
What reports lose in reading when they arrive spoilt.

    python -m evaluation.perturbed [--all]

Twenty PolNeAR development reports, or all of them, are read clean and under each change of `evaluation.perturb`;
`joined` puts them end to end into very long ones. A line says how many points of linked half a change costs.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from typing import Any

from evaluation.parts import SHARED, Row, gold_rows
from evaluation.perturb import PERTURBATIONS, SEED, joined, perturbed
from evaluation.reading import read_records
from evaluation.scorers import Scorer
from evaluation.sets import VALUE_ROUNDS, Line, described
from onrecord.scoring.counts import Counts, f1_of, resampled, total

__all__ = ["NAME", "losses"]

NAME = "perturbed PolNeAR dev"
PATH = "corpora/polnear/dev.jsonl"
SAMPLE = 20
JOINED_REPORTS = 10
"""Reports in one very long one."""
_LINE = "linked half"


def losses(every: bool = False) -> dict[str, Any]:
    """Return the entry: the clean figure, the loss under each change in points of linked half, and their mean."""
    rows = gold_rows(SHARED / PATH)
    if not every:
        rows = random.Random(SEED).sample(rows, SAMPLE)  # noqa: S311 - a sample, not a secret
    sets: dict[str, list[Row]] = {"clean": list(rows)}
    sets |= {name: [perturbed(row, change, name) for row in rows] for name, change in PERTURBATIONS.items()}
    sets["joined"] = [
        joined(rows[at : at + JOINED_REPORTS], f"joined {at}") for at in range(0, len(rows), JOINED_REPORTS)
    ]
    records = read_records(
        {**row, "id": f"{name}/{row['id']}", "title": None} for name, some in sets.items() for row in some
    )
    scorer = Scorer(SHARED / "score", "attribution")
    counts = {
        name: scorer.counts([{**row, "id": f"{name}/{row['id']}"} for row in some], records)
        for name, some in sets.items()
    }
    clean = f1_of(_LINE)(total(counts["clean"]))
    lines: dict[str, Line] = {_LINE + ", clean": {"f1": round(clean, 1), "low": None, "high": None}}
    lost = {}
    for name, changed in counts.items():
        if name != "clean":
            lost[name] = clean - f1_of(_LINE)(total(changed))
            lines[f"loss, {name}"] = {"value": round(lost[name], 1), **_interval(counts["clean"], changed)}
    lines["loss, mean"] = {"value": round(sum(lost.values()) / len(lost), 1), "low": None, "high": None}
    missing = sum(f"{name}/{row['id']}" not in records for name, some in sets.items() for row in some)
    return described(PATH, "attribution", "people", len(rows), lines, missing)


def _interval(clean: Sequence[Counts], changed: Sequence[Counts]) -> Line:
    """Where the loss falls when the same reports are drawn, clean and changed; none where reports were joined."""
    if len(clean) != len(changed):
        return {"low": None, "high": None}
    measure = f1_of(_LINE)
    drawn = resampled(
        list(zip(clean, changed, strict=True)),
        lambda pairs: measure(total(a for a, _ in pairs)) - measure(total(b for _, b in pairs)),
        rounds=VALUE_ROUNDS,
    )
    return {"low": round(drawn.low, 1) if drawn else None, "high": round(drawn.high, 1) if drawn else None}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the losses."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.perturbed", description=(__doc__ or "").strip().split("\n")[0]
    )
    parser.add_argument("--all", action="store_true", help="all reports, not twenty")
    options = parser.parse_args(arguments)
    for line, row in losses(every=options.all)["lines"].items():
        figure = row["f1"] if "f1" in row else row["value"]
        interval = f"[{row['low']:.1f}, {row['high']:.1f}]" if row["low"] is not None else ""
        print(f"{line:28}{figure:7.1f}  {interval}", file=sys.stderr)


if __name__ == "__main__":
    main()
