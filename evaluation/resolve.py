"""
Score actors, dates and places, given the phrases, on the development corpora.

    python -m evaluation.resolve [actor|gsr|gold|date|tempeval|expressions|place|speaker] [--half a|b] [--misses]

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
import sys
from pathlib import Path

from evaluation.corpora import SHARED
from evaluation.tasks import TASKS

__all__ = ["main"]


def half_of(key: str) -> str:
    """Return a or b, by the digest of a document's id."""
    return "ab"[int(hashlib.sha1(key.encode()).hexdigest(), 16) % 2]  # noqa: S324  (not for security)


def main() -> None:
    """Print one table per task asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], default=[])
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--misses", action="store_true", help="print what was wrong (use on half a only)")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the reference folder {SHARED} is missing: it must lie beside the repository")
    sys.path.insert(0, str(SHARED / "score"))
    scorer = importlib.import_module("resolve")
    for name in asked.tasks or TASKS:
        kind, make = TASKS[name]
        rows = [row for row in make() if asked.half is None or half_of(str(row[0]["doc"])) == asked.half]
        table = (
            scorer.score(kind, [gold for gold, _ in rows], [answer for _, answer in rows])
            if kind in ("actor", "date", "place")
            else _shares(rows)
        )
        print(f"{name:12}", "  ".join(f"{field}: {value}" for field, value in table.items()))
        if asked.misses:
            _print_misses(scorer, kind, rows)


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
