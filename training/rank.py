"""
`rank`: the chance that an event or a statement is one, fitted on development parts.

Candidates are all faint triggers of plover-events dev and all faint cues of PolNeAR dev. An event is right
where its trigger touches a gold one of its type, a statement where it pairs with a gold one at half overlap.
Figures are printed for weights fitted on the other half of the reports; what ships is fitted on all. The line
from which an event is given is the one with the best F1 by the shared scorer, for which of two triggers of one event
one is wrong; that of statements the lowest that costs no more than `LEVEL` of the best, since the guidelines mark
statements that PolNeAR leaves. PolNeAR marks no statement inside another's
content: the chance of those is fitted on the others, without what the flat chain says.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reading import Reader
from onrecord.reading.cues import Standing
from onrecord.reading.mentions import assemble_mentions
from onrecord.reading.ranking import EVENT_FEATURES, STATEMENT_FEATURES
from training.calibrate import event_is_right, statement_is_right
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_record, as_report, tables

__all__ = ["fit_weights", "rank"]

RIDGE = 1.0
LINES = tuple(round(0.2 + 0.025 * i, 3) for i in range(17))
LEVEL = 0.2
"""Points of F1 within which lines are as good as each other (training/LOG.md)."""
SUREST = 0.2
"""The line of a report's surest event of a type, tried crosswise on plover-events dev: no lower typed F1, and report
types 2.7 points up (training/LOG.md, T4)."""
WITHOUT_CHAIN = np.array([0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0])
"""The features of a statement that are known inside a content too."""


@dataclass(frozen=True, slots=True)
class _Half:
    """Candidates of half the reports: features [rows, features], whether each is right, gold rows."""

    x: np.ndarray
    y: np.ndarray
    gold: int


def rank(prepared: Path, shared: Path, model: Path) -> None:
    """Fit the weights and lines of a model folder; print what they give on the half not fitted on."""
    reader = Reader.load(model)
    decoder_file = model / "decoder.json"
    decoder = json.loads(decoder_file.read_text(encoding="utf-8"))
    lines = decoder.setdefault("thresholds", {})
    events = _halves(prepared / "dev" / "plover-events.jsonl", lambda rows: _events(reader, rows))
    decoder["event_weights"], _ = _fit("events", events, EVENT_FEATURES)
    statements = _halves(prepared / "dev" / "polnear.jsonl", lambda rows: _statements(reader, rows))
    decoder["statement_weights"], lines["statement"] = _fit("statements", statements, STATEMENT_FEATURES, LEVEL)
    bare = [_Half(half.x * WITHOUT_CHAIN, half.y, half.gold) for half in statements]
    decoder["nested_weights"], _ = _fit("statements without the chain", bare, STATEMENT_FEATURES)
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)
    lines["event"] = _event_line(Reader.load(model), list(read_rows(prepared / "dev" / "plover-events.jsonl")), shared)
    lines["surest_event"] = min(SUREST, lines["event"])
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)


def _event_line(reader: Reader, rows: list[Row], shared: Path) -> float:
    """Return the line with the best typed F1 by the shared scorer, the weights as they ship; of several, the middle."""
    sys.path.insert(0, str(shared / "score"))
    scored = reader.infer([as_report(row) for row in rows])
    figures = {}
    for line in LINES:
        drawn = reader.with_thresholds(replace(reader.thresholds, event=line, surest_event=min(SUREST, line)))
        records = {row.id: as_record(each) for row, each in zip(rows, drawn.decode(scored), strict=True)}
        (table,) = tables("plover-events", rows, records, shared)
        figures[line] = table["event typed"]["f1"]
    tried = "  ".join(f"{line:g} -> {f1:.1f}" for line, f1 in figures.items())
    print(f"events by the shared scorer: {tried}", flush=True)
    best = max(figures.values())
    alike = [line for line, f1 in figures.items() if f1 == best]
    return alike[len(alike) // 2]


def _halves(path: Path, candidates: Callable[[list[Row]], Iterator[tuple[list[tuple[Any, bool]], int]]]) -> list[_Half]:
    parts: tuple[list[tuple[Any, bool]], list[tuple[Any, bool]]] = ([], [])
    gold = [0, 0]
    for n, (found, wanted) in enumerate(candidates(list(read_rows(path)))):
        parts[n % 2].extend(found)
        gold[n % 2] += wanted
    return [
        _Half(np.array([f for f, _ in p]), np.array([r for _, r in p], dtype=float), g)
        for p, g in zip(parts, gold, strict=True)
    ]


def _events(reader: Reader, rows: list[Row]) -> Iterator[tuple[list[tuple[Any, bool]], int]]:
    scored = reader.infer([as_report(r) for r in rows])
    for row, (report, scores), flat in zip(rows, scored, reader.flat_tags(scored), strict=True):
        found = reader.candidates(report, scores, assemble_mentions(report, flat.mentions))
        yield [(c.features, event_is_right(c.event, row)) for c in found], len(row.events or ())


def _statements(reader: Reader, rows: list[Row]) -> Iterator[tuple[list[tuple[Any, bool]], int]]:
    scored = reader.infer([as_report(r) for r in rows])
    for row, (report, scores), flat in zip(rows, scored, reader.flat_tags(scored), strict=True):
        mentions = assemble_mentions(report, flat.mentions)
        found = reader.statement_candidates(report, scores, flat.statements, mentions, events=())
        judged = [c for c in found if c.standing is not Standing.NESTED]
        yield [(c.features, statement_is_right(c.statement, row)) for c in judged], len(row.statements or ())


def _fit(name: str, halves: list[_Half], features: tuple[str, ...], level: float = 0.0) -> tuple[list[float], float]:
    """Return weights fitted on both halves, and the lowest line within `level` of the best F1, judged crosswise."""
    chance = np.concatenate([_chances(halves[1 - i], halves[i]) for i in (0, 1)])
    right = np.concatenate([half.y for half in halves])
    gold = sum(half.gold for half in halves)
    figures = {line: 200 * right[chance >= line].sum() / ((chance >= line).sum() + gold) for line in LINES}
    best = min(line for line in LINES if figures[line] >= max(figures.values()) - level)
    alone = np.concatenate([half.x[:, 0] for half in halves])
    bare = max(200 * right[alone >= t].sum() / ((alone >= t).sum() + gold) for t in np.arange(-4, 4, 0.1))
    print(f"{name}: F1 on the other half {figures[best]:.1f} at {best}; by the first feature alone {bare:.1f}")
    weights = fit_weights(np.concatenate([half.x for half in halves]), right)
    print("  " + "  ".join(f"{feature} {w:.2f}" for feature, w in zip(features, weights, strict=True)), flush=True)
    return [round(float(w), 4) for w in weights], best


def fit_weights(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; x [rows, features], y [rows] of 0 and 1."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w = w - np.linalg.solve(curvature, x.T @ (p - y) + RIDGE * w)
    return w


def _chances(fitted_on: _Half, judged: _Half) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(judged.x @ fit_weights(fitted_on.x, fitted_on.y), -30, 30)))
