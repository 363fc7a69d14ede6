"""
Score actors, dates and places, given the phrases, on the development corpora.

    python -m evaluation.resolve [TASK ...] [--half a|b] [--misses]
    python -m evaluation.resolve --cost [--output evaluation/scores.json]

Tasks: actor, gsr, gold, speaker, labelled, date, undated, tempeval, timex-mod, expressions, lgl, geowebnews, gwn-all.

Needs the reference folder `shared` beside the repository. `--half` keeps the rows whose
document id has an even (a) or odd (b) digest: rules were tuned on half a, half b was kept back.

Conventions: a TIMEX value becomes start and end as in `resolve_date` (weeks Monday to Sunday,
quarters and seasons as months, decades as years); references without a value (PRESENT_REF) must
stay unresolved; values with an X cannot be told and are left out. "today" in actor-coding is
mid-2022, as its README says. For country codes UNO and EUR count as IGO on plover-gsr and gold.
"""

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.corpora import SHARED, jsonl
from evaluation.cost import cost_percent, reports_of
from evaluation.score import merge
from evaluation.tasks import TASKS

__all__ = ["main"]


def half_of(key: str) -> str:
    """Return a or b, by the digest of a document's id."""
    return "ab"[int(hashlib.sha1(key.encode()).hexdigest(), 16) % 2]  # noqa: S324  (not for security)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table per task asked for; write them, and the cost, where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], default=[])
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--misses", action="store_true", help="print what was wrong (use on half a only)")
    parser.add_argument("--cost", action="store_true", help="measure what resolution costs beside reading, too")
    parser.add_argument("--output", type=Path, help="scores.json to put the figures into; all tasks, no half")
    asked = parser.parse_args(arguments)
    if asked.output and (asked.tasks or asked.half):
        parser.error("--output takes the figures of all tasks on all reports: name no task and no half")
    if not SHARED.is_dir():
        raise SystemExit(f"the reference folder {SHARED} is missing: it must lie beside the repository")
    sys.path.insert(0, str(SHARED / "score"))
    scorer = importlib.import_module("resolve")
    shares: dict[str, dict[str, float]] = {}
    for name in asked.tasks or TASKS:
        table = _task(scorer, name, asked.half, asked.misses)
        shares[name] = {field: float(value.split()[0]) for field, value in table.items()}
    cost = cost_percent(reports_of(list(jsonl("corpora", "guardian-syria", "reports.jsonl")))) if asked.cost else None
    if cost is not None:
        print(f"{'cost':12} {cost} % of the processor time of reading")
    if asked.output:
        _write(asked.output, shares, cost)


def _task(scorer: Any, name: str, half: str | None, misses: bool) -> dict[str, str]:
    """Score one task, print its table and return it."""
    kind, make = TASKS[name]
    rows = [row for row in make() if half is None or half_of(str(row[0]["doc"])) == half]
    table: dict[str, str] = (
        scorer.score(kind, [gold for gold, _ in rows], [answer for _, answer in rows])
        if kind in ("actor", "date", "place")
        else _shares(rows)
    )
    print(f"{name:12}", "  ".join(f"{field}: {value}" for field, value in table.items()))
    if misses:
        _print_misses(scorer, kind, rows)
    return table


def _write(path: Path, shares: Mapping[str, Mapping[str, float]], cost: float | None) -> None:
    """Put the figures into scores.json, under the model at hand; a cost measured before stays where none is now."""
    from onrecord.reading.weights import open_weights

    result: dict[str, Any] = {"command": "python -m evaluation.resolve --output FILE", "tasks": shares}
    before = json.loads(path.read_text(encoding="utf-8")).get("resolution", {}) if path.is_file() else {}
    if cost is not None or "cost_percent" in before:
        result["cost_percent"] = cost if cost is not None else before["cost_percent"]
    merge(path, "resolution", result, open_weights().name)


def _shares(rows: list[tuple[dict[str, object], dict[str, object]]]) -> dict[str, str]:
    right = sum(bool(answer["right"]) for _, answer in rows)
    return {"right": f"{100 * right / max(1, len(rows)):.1f} % of {len(rows)}"}


def _print_misses(scorer: object, kind: str, rows: list[tuple[dict[str, object], dict[str, object]]]) -> None:
    for gold, answer in rows:
        wrong = (
            [n for n, ok in getattr(scorer, kind)(gold, answer) if not ok]
            if kind in ("actor", "date", "place")
            else []
            if answer["right"]
            else ["speaker"]
        )
        if wrong:
            shown = {k: v for k, v in answer.items() if k not in ("id", "text", "context", "span")}
            print(f"   {gold.get('text')!r} wanted {gold.get('expect')} got {shown}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
