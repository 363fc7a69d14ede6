"""
`foremost`: the weights by which a passage's foremost event is chosen, fitted on sentences of CAMEO's classes.

The class of a sentence is that of its main event: of what it tells, the foremost is one of a type that the class
leaves open. Which of them, if several, is not said; the likelihood sums over those. Sentences that also stand in
plover-gsr are not among them (`training/convert/events.py`). Run it after `rank`, whose chances it looks at.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from onrecord.reading import Reader
from onrecord.reading.foremost import FAINTEST, FOREMOST_FEATURES, foremost_features
from onrecord.reading.mentions import assemble_mentions
from onrecord.reading.promises import types_with_promises
from onrecord.reading.ranking import chance_of
from onrecord.reading.weights import open_weights
from onrecord.records import Span
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_report

__all__ = ["fit_choice", "foremost"]

RIDGE = 1e-2
PARTS = 4
BATCH = 32
_EDGE = 0.01
Choice = tuple[np.ndarray, np.ndarray]
"""Features [events, features] of a sentence's events, and whether each is of a type of its class [events]."""


def foremost(prepared: Path, model: Path) -> None:
    """Fit the weights of a model folder; print how often they choose rightly where fitted on the other sentences."""
    choices = list(_choices(Reader.load(model), model, list(read_rows(prepared / "train" / "cameo-classes.jsonl"))))
    right = []
    for part in range(PARTS):
        weights = fit_choice([c for n, c in enumerate(choices) if n % PARTS != part])
        right += [bool(y[int((x @ weights).argmax())]) for x, y in choices[part::PARTS]]
    first = [bool(y[0]) for _, y in choices]
    likeliest = [bool(y[int(x[:, 0].argmax())]) for x, y in choices]
    shares = (f"{100 * np.mean(each):.1f} %" for each in (right, first, likeliest))
    print("of {} sentences the class has the foremost event in {}, the first in {}, the likeliest in {}".format(
        len(choices), *shares))  # fmt: skip
    weights = fit_choice(choices)
    print("  " + "  ".join(f"{name} {w:.2f}" for name, w in zip(FOREMOST_FEATURES, weights, strict=True)), flush=True)
    decoder_file = model / "decoder.json"
    decoder = json.loads(decoder_file.read_text(encoding="utf-8"))
    decoder["foremost_weights"] = [round(float(w), 4) for w in weights]
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)


def _choices(reader: Reader, model: Path, rows: list[Row]) -> Iterator[Choice]:
    weights = open_weights(model).event_weights
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        scored = reader.infer([as_report(row) for row in part])
        for row, (report, scores), flat in zip(part, scored, reader.flat_tags(scored), strict=True):
            found = reader.candidates(report, scores, assemble_mentions(report, flat.mentions))
            sure = [(chance, each.event) for each in found if (chance := chance_of(each.features, weights)) >= FAINTEST]
            if sure:
                whole = Span(0, len(row.text))
                types = types_with_promises(row.text, whole, [event for _, event in sure])
                right = np.array([each.value in (row.report_types or ()) for each in types], dtype=float)
                yield foremost_features(row.text, whole, sure), right


def fit_choice(choices: list[Choice]) -> np.ndarray:
    """Return the weights [features] under which a right event is most likely chosen; ridge on standardized features."""
    told = [(x.astype(float), y + _EDGE) for x, y in choices if 0 < y.sum() < len(y)]
    spread = np.concatenate([x for x, _ in told]).std(0) + 1e-6

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = 0.0, np.zeros_like(weights)
        for x, y in told:
            scores = (x / spread) @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            right = (chance * y).sum()
            value -= np.log(right)
            slope -= (x / spread).T @ (chance * y / right - chance)
        return value / len(told) + RIDGE * weights @ weights, slope / len(told) + 2 * RIDGE * weights

    return minimize(cost, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread
