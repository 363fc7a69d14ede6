"""
The log of corrections between the store and the rules that apply them.

    in force: set e3… factuality, merge e3… with e9…   ->   the rows of each report, the pairs that belong together
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.ledger.corrections import Action, Anchor, Correction, correct, in_force
from onrecord.ledger.words import folded
from onrecord.records import Record
from onrecord.store.ledger import LedgerTables

__all__ = ["Ties", "alias_key", "apply_to_report", "log_of", "put_on_log", "settle", "ties"]

_ALIAS_KEY = "name:"
"""Prefix of the key that actors of one name share."""

NO_REPORT, UNDONE, APPLIED = "no such report", "undone", "applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What corrections say of rows of several reports."""

    together: tuple[tuple[str, str, str], ...]
    """Two rows of one table, smaller id first, and the correction that ties them."""
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Rows taken out of a group, and those they were taken from, in the order of the log."""
    claims: tuple[tuple[str, str], ...]
    """Two rows whose claims are one."""


def log_of(tables: LedgerTables) -> list[Correction]:
    """Return every line of the log, in order."""
    names = ("id", "made", "author", "reason", "in_table", "field", "before", "after", "undoes")
    return [
        Correction(
            **{name: line[name] for name in names},
            action=Action(line["action"]),
            anchors=tuple(
                Anchor(**{name: value for name, value in row.items() if name not in ("correction", "ordinal")})
                for row in anchors
            ),
        )
        for line, anchors in tables.log.lines()
    ]


def put_on_log(tables: LedgerTables, correction: Correction) -> bool:
    """Add a correction to the log and have the reports it touches looked at again; False where it is there already."""
    line: dict[str, Any] = {
        name: getattr(correction, name)
        for name in ("id", "made", "author", "reason", "in_table", "field", "before", "after", "undoes")
    }
    line["action"] = correction.action.value
    if not tables.log.append(line, [asdict(anchor) for anchor in correction.anchors]):
        return False
    log = {each.id: each for each in log_of(tables)}
    concerned = correction
    while concerned.undoes and concerned.undoes in log:
        concerned = log[concerned.undoes]
    digests = ((each.report_sha256, each.file_sha256) for each in concerned.anchors)
    tables.rows.queue(tables.log.reports_at(digests))
    return True


def alias_key(name: str) -> str:
    """Return the key that actors of this name share."""
    return _ALIAS_KEY + folded(name)


def apply_to_report(tables: LedgerTables, original: Record, held: Sequence[Correction]) -> Record:
    """Store a report as it stands after the corrections in force, and what became of each; return it so."""
    corrected = correct(original, held)
    report = original.report.id
    tables.log.drop_outcomes(report)
    tables.log.replace(original, corrected.record, corrected.confirmed)
    tables.log.put_outcomes(
        {
            "correction": each.correction,
            "ordinal": each.ordinal,
            "report": report,
            "row": each.row,
            "outcome": each.outcome,
        }
        for each in corrected.outcomes
    )
    return corrected.record


def settle(tables: LedgerTables, log: Sequence[Correction]) -> None:
    """List every correction that found no report, or was undone, as not applied."""
    held = {each.id for each in in_force(log)}
    tables.log.drop_outcomes("")
    tables.log.drop_outcomes_of(each.id for each in log if each.id not in held)
    known = tables.log.rows_at()
    tables.log.put_outcomes(
        {
            "correction": each.id,
            "ordinal": ordinal,
            "report": "",
            "row": None,
            "outcome": NO_REPORT if each.id in held else UNDONE,
        }
        for each in log
        for ordinal in range(len(each.anchors))
        if (each.id, ordinal) not in known
    )


def ties(tables: LedgerTables, held: Iterable[Correction]) -> Ties:
    """Return what the corrections in force say of rows of several reports, by the rows they were applied to."""
    at = tables.log.rows_at()
    together: list[tuple[str, str, str]] = []
    claims: list[tuple[str, str]] = []
    apart: list[tuple[frozenset[str], frozenset[str]]] = []
    for each in held:
        sides: dict[str, list[str]] = {"these": [], "those": []}
        for ordinal, anchor in enumerate(each.anchors):
            found = at.get((each.id, ordinal), [])
            sides[anchor.side] += [row for row, outcome in found if row and outcome == APPLIED]
        these, those = list(dict.fromkeys(sides["these"])), frozenset(sides["those"])
        if each.action is Action.SPLIT:
            split = (frozenset(these), those - set(these))
            # A split takes back what was tied before across it.
            together = [tie for tie in together if not _across(split, tie[:2])]
            claims = [pair for pair in claims if not _across(split, pair)]
            apart.append(split)
        elif each.action is Action.ALIAS and these and each.after:
            others = tables.rows.with_key(alias_key(json.loads(each.after)))
            together += [(*_ordered(these[0], row), each.id) for row in others if row != these[0]]
        elif each.action is Action.MERGE and these:
            apart = [split for split in apart if not (split[0] & set(these) and split[1] & set(these))]
            if each.in_table == "claims":
                claims += [_ordered(these[0], row) for row in these[1:]]
            else:
                together += [(*_ordered(these[0], row), each.id) for row in these[1:]]
    pairs = {(a, b): correction for a, b, correction in together}
    return Ties(
        together=tuple(sorted((a, b, correction) for (a, b), correction in pairs.items())),
        apart=tuple(apart),
        claims=tuple(sorted(set(claims))),
    )


def _across(split: tuple[frozenset[str], frozenset[str]], pair: Sequence[str]) -> bool:
    a, b = pair
    return (a in split[0] and b in split[1]) or (b in split[0] and a in split[1])


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
