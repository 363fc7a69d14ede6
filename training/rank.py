"""
Step 5, `rank`: the chance that an event is one, fitted on plover-events dev.

Candidates are all faint triggers; right means that the trigger touches a gold one of its
type. Figures are printed for weights fitted on the other half of the reports; what ships
is fitted on all. The line from which an event is given is the one with the best F1.
"""

import json
from pathlib import Path

import numpy as np

from onrecord.reading import Reader
from onrecord.reading.mentions import assemble_mentions
from onrecord.reading.ranking import FEATURES
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_report

__all__ = ["fit_weights", "rank"]

RIDGE = 1.0
LINES = tuple(round(0.2 + 0.025 * i, 3) for i in range(17))


def rank(prepared: Path, model: Path) -> None:
    """Fit the weights and the line of a model folder; print what they give on the half not fitted on."""
    reader = Reader.load(model)
    rows = list(read_rows(prepared / "dev" / "plover-events.jsonl"))
    parts: list[list[tuple[np.ndarray, bool]]] = [[], []]
    gold = 0
    for n, (row, (report, scores)) in enumerate(zip(rows, reader.infer([as_report(r) for r in rows]), strict=True)):
        gold += len(row.events or ())
        for c in reader.candidates(report, scores, assemble_mentions(report, scores.mentions)):
            parts[n % 2].append((c.features, _is_right(row, c.event.trigger.start, c.event.trigger.end, c.event.type)))
    halves = [(np.array([f for f, _ in p]), np.array([r for _, r in p], dtype=float)) for p in parts]
    crossed = [_chances(halves[1 - i], halves[i]) for i in (0, 1)]
    chance, right = np.concatenate(crossed), np.concatenate([y for _, y in halves])
    figures = {line: 200 * right[chance >= line].sum() / ((chance >= line).sum() + gold) for line in LINES}
    best = max(figures, key=lambda line: figures[line])
    alone = np.concatenate([x[:, 0] for x, _ in halves])
    trigger = max(200 * right[alone >= t].sum() / ((alone >= t).sum() + gold) for t in np.arange(-1.5, 2, 0.1))
    print(f"typed F1 on the other half: {figures[best]:.1f} at {best}; by the trigger alone at its best {trigger:.1f}")
    weights = fit_weights(np.concatenate([x for x, _ in halves]), right)
    print("  ".join(f"{name} {w:.2f}" for name, w in zip(FEATURES, weights, strict=True)))
    decoder_file = model / "decoder.json"
    decoder = json.loads(decoder_file.read_text(encoding="utf-8"))
    decoder["event_weights"] = [round(float(w), 4) for w in weights]
    decoder.setdefault("thresholds", {})["event"] = best
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)


def fit_weights(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; x [rows, features], y [rows] of 0 and 1."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w = w - np.linalg.solve(curvature, x.T @ (p - y) + RIDGE * w)
    return w


def _chances(fitted_on: tuple[np.ndarray, np.ndarray], judged: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(judged[0] @ fit_weights(*fitted_on), -30, 30)))


def _is_right(row: Row, start: int, end: int, type: str) -> bool:
    return any(e["type"] == type and e["trigger"][0] < end and start < e["trigger"][1] for e in row.events or ())
