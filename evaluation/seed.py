"""
The checks on the model report, `../shared/gold/seed.txt`.

    python -m evaluation.seed [--output FILE] [--records FILE]

What is asked stands in the report's gold row, not here: the visit is any event there
that is a visit by Russia to North Korea, the parade the one mobilization dated by
"July 27", and so on. An event counts when the shared scorer pairs it with a predicted
one of the same type; a date when the record resolves that expression to the same days,
as the date of an event, of a statement, or of the mention itself. What the gold has as
denied must be denied by somebody in the record.
"""

import argparse
import calendar
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.parts import SHARED, Row, gold_rows
from evaluation.reading import read_records
from evaluation.score import SCORES, merge, model_of
from evaluation.scorers import Scorer

__all__ = ["Check", "date_checks", "days", "denial_checks", "event_checks"]

SEED = "seed"
DATES = ("last week", "July 27", "July 31", "Last November")
"""Expressions of the issue as the gold spans have them, without the preposition of "On July 31"."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the record of the model report must hold."""

    name: str
    passed: bool
    found: str
    """What the record says instead, or what satisfied the check."""


def days(date: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """Return the first and last ISO day of a date whose ends may be months or years; None where it has none."""
    if not date or not date.get("start"):
        return None
    start, end = date["start"], date.get("end") or date["start"]
    if len(start) == len("2023"):
        start += "-01"
    if len(start) == len("2023-07"):
        start += "-01"
    if len(end) == len("2023"):
        end += "-12"
    if len(end) == len("2023-07"):
        end += f"-{calendar.monthrange(int(end[:4]), int(end[5:]))[1]:02d}"
    return start, end


def _quote(row: Row, span: Sequence[int]) -> str:
    text: str = row["text"][span[0] : span[1]]
    return text


def _countries(event: Row, role: str) -> set[str]:
    return {participant["country"] for participant in event[role] if participant.get("country")}


def _dated(row: Row, event: Row, expression: str) -> bool:
    date = event.get("date")
    return bool(date and date.get("span") and _quote(row, date["span"]) == expression)


def _wanted(row: Row) -> dict[str, list[Row]]:
    """Return the gold events that would satisfy each check, by its name."""
    events: list[Row] = row["events"]
    accusations = [e for e in events if e["type"] == "ACCUSE" and _dated(row, e, "Last November")]
    after = [e for e in events if e["type"] == "REJECT" and e["trigger"] > accusations[0]["trigger"]]
    return {
        "the visit": [
            e
            for e in events
            if e["mode"] == "visit" and "RUS" in _countries(e, "actors") and "PRK" in _countries(e, "recipients")
        ],
        "the parade": [e for e in events if e["type"] == "MOBILIZE" and _dated(row, e, "July 27")],
        "the halted exports": [e for e in events if e["type"] == "SANCTION" and _dated(row, e, "July 31")],
        "the accusation": accusations,
        "its denial": after[:1],
    }


def event_checks(row: Row, record: Row, pair: Callable[..., Iterator[tuple[Row, Row]]]) -> list[Check]:
    """Check that each wanted event is paired with a predicted one of its type; `pair` is the scorer's."""
    pairs = list(pair(row["events"], record["events"], row["text"]))
    checks = []
    for name, wanted in _wanted(row).items():
        partners = [(g, p) for g, p in pairs if any(g is w for w in wanted)]
        right = [p for g, p in partners if g["type"] == p["type"]]
        shown = (right or [p for _, p in partners])[:1]
        found = [f"{p['type']} “{_quote(row, p['trigger'])}”" for p in shown]
        checks.append(Check(name, bool(right), found[0] if found else "nothing there"))
    return checks


def denial_checks(row: Row, record: Row, pair: Callable[..., Iterator[tuple[Row, Row]]]) -> list[Check]:
    """Check that what the gold says is denied has somebody who denies it in the record too."""
    denied = [p for g, p in pair(row["events"], record["events"], row["text"]) if g.get("denied_by")]
    shown = [f"{p['type']} “{_quote(row, p['trigger'])}”" for p in denied if p.get("denied_by")]
    asked = sum(bool(event.get("denied_by")) for event in row["events"])
    return [Check("what is denied", len(shown) == asked, ", ".join(shown) or "nobody denies it")]


def date_checks(row: Row, record: Row) -> list[Check]:
    """Check that each expression is resolved, wherever the record dates something by it, to the gold days."""
    checks = []
    for expression in DATES:
        gold = next(e["date"] for e in row["events"] if _dated(row, e, expression))
        start, end = gold["span"]
        rows = [*record["events"], *record["statements"], *record.get("mentions", ())]
        answers = {
            days(found["date"])
            for found in rows
            if found.get("date")
            and found["date"].get("span")
            and found["date"]["span"][0] < end
            and found["date"]["span"][1] > start
        }
        shown = ", ".join(" to ".join(answer) for answer in sorted(filter(None, answers)))
        checks.append(Check(f"date of {expression}", answers == {days(gold)}, shown or "not resolved"))
    return checks


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the model report, check, print, write."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.seed", description=__doc__.strip().splitlines()[0])
    parser.add_argument("--output", type=Path, default=SCORES)
    parser.add_argument("--records", type=Path, help="judge the record of this file instead of reading the report")
    options = parser.parse_args(arguments)
    row = next(row for row in gold_rows(SHARED / "gold" / "dev.jsonl") if row["id"] == SEED)
    if options.records:
        lines = filter(None, options.records.read_text(encoding="utf-8").splitlines())
        records = {record["report"]["id"]: record for record in map(json.loads, lines)}
    else:
        records = read_records([row])
    if SEED not in records:
        raise SystemExit("evaluation: the model report was not read: see `onrecord read` on it for the reason")
    record = records[SEED]
    attribution = Scorer(SHARED / "score", "attribution")
    [counts] = attribution.counts([row], records)
    matched = counts["linked half"].correct
    paired = Scorer(SHARED / "score", "record").module.pair_events
    checks = [
        *event_checks(row, record, paired),
        *denial_checks(row, record, paired),
        *date_checks(row, record),
    ]
    print(f"statements matched at half overlap: {matched} of {len(row['statements'])}", file=sys.stderr)
    for check in checks:
        print(f"{'ok  ' if check.passed else 'MISS'}  {check.name:24}{check.found}", file=sys.stderr)
    result = {
        "command": "python -m evaluation.seed",
        "statements_matched": matched,
        "statements_gold": len(row["statements"]),
        "checks": [{"name": c.name, "passed": c.passed, "found": c.found} for c in checks],
    }
    merge(options.output, "seed", result, model_of({SEED: record}))


if __name__ == "__main__":
    main()
