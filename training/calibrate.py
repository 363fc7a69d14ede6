"""
`calibrate`: curves that turn the network's confidence into the chance of being right.

Right means: a statement that pairs with a gold one at half overlap (PolNeAR dev), an
event whose trigger touches a gold one of its type (plover-events dev), a mention with
exactly the span and a kind of a gold one (ewn dev). Curves are fitted on all reports;
the error that is printed is that of curves fitted on the other half.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from onrecord.reading import Reader
from onrecord.reading.calibration import Calibration
from onrecord.records import Event, Reading, Span, Statement
from training.labels import MENTION_TARGETS
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_report

__all__ = ["calibrate", "certainty_curve", "event_is_right", "expected_error", "fit", "statement_is_right"]

BINS = 10
CERTAINTY_POINTS = 32
"""Points of the curve, as many ratings between two of them (training/LOG.md, 51)."""
CERTAINTY_SETS = {"uw": 1, "meantime": 3}
"""Sets of news and how often each counts: the second has a ninth of the ratings of the first."""
Pairs = list[tuple[float, bool]]


def calibrate(prepared: Path, model: Path) -> None:
    """Fit the curves of a model folder and write them into its decoder and manifest."""
    decoder_file = model / "decoder.json"
    decoder = json.loads(decoder_file.read_text(encoding="utf-8"))
    decoder["calibration"] = {}
    decoder.pop("certainty", None)
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)
    reader = Reader.load(model)
    for kind, corpus, judge in (
        ("statement", "polnear", _statements),
        ("event", "plover-events", _events),
        ("mention", "ewn", _mentions),
    ):
        halves: tuple[Pairs, Pairs] = ([], [])
        rows = list(read_rows(prepared / "dev" / f"{corpus}.jsonl"))
        for at in range(0, len(rows), 16):
            part = rows[at : at + 16]
            for n, (row, reading) in enumerate(zip(part, reader([as_report(r) for r in part]), strict=True)):
                halves[(at + n) % 2].extend(judge(row, reading))
        crossed = [(fit(a), b) for a, b in (halves, halves[::-1])]
        error = np.mean([expected_error(curve, kind, pairs) for curve, pairs in crossed])
        raw = expected_error((1.0, 0.0), kind, halves[0] + halves[1])
        if kind != "mention":
            # The chance of an event or statement is a fitted one already (`rank`); a second curve would only add noise.
            print(f"{kind}: expected calibration error {raw:.3f} on {sum(map(len, halves))} rows, no curve needed")
            continue
        decoder["calibration"][kind] = [round(x, 4) for x in fit(halves[0] + halves[1])]
        print(
            f"{kind}: expected calibration error {raw:.3f} before, {error:.3f} after, on {sum(map(len, halves))} rows"
        )
    decoder["certainty"] = certainty_curve(reader, prepared)
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)


def certainty_curve(reader: Reader, prepared: Path) -> list[list[float]]:
    """
    Return points through the medians of the training ratings of news, by the network's own rating.

    Absolute error is least at the median; the network's rating is nearer to a mean and shrinks from the ends.
    """
    said, rated = [], []
    for name, times in CERTAINTY_SETS.items():
        for row in read_rows(prepared / "train" / f"factuality-{name}.jsonl"):
            if row.certainty:
                said += times * reader.certainty(as_report(row), [Span(start, end) for start, end, _ in row.certainty])
                rated += times * [value for _, _, value in row.certainty]
    x, y = np.array(said), np.array(rated)
    bins = np.array_split(np.argsort(x, kind="stable"), CERTAINTY_POINTS)
    medians = np.maximum.accumulate([np.median(y[part]) for part in bins])
    points = [[round(float(x[part].mean()), 3), round(float(m), 3)] for part, m in zip(bins, medians, strict=True)]
    before, after = np.abs(x - y).mean(), np.abs(np.interp(x, *np.array(points).T) - y).mean()
    print(f"certainty: mean absolute error {before:.3f} before, {after:.3f} after, on {len(x)} training ratings")
    return points


def fit(pairs: Pairs) -> tuple[float, float]:
    """Fit slope and intercept by damped Newton steps on the log odds of the confidence."""
    confidence = np.clip([c for c, _ in pairs], 1e-4, 1 - 1e-4)
    x = np.stack([np.log(confidence / (1 - confidence)), np.ones(len(pairs))], 1)
    y = np.array([right for _, right in pairs], dtype=float)
    w = np.array([1.0, 0.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + 1e-3 * (w - np.array([1.0, 0.0]))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        # A full step overshoots where most confidences sit at one end; half a unit at a time does not.
        w = w - step * min(1.0, 0.5 / max(float(np.abs(step).max()), 1e-9))
    return float(w[0]), float(w[1])


def expected_error(curve: tuple[float, float], kind: str, pairs: Pairs) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over ten bins of equal width, weighted."""
    calibrated = Calibration({kind: curve})
    scores = np.array([calibrated(kind, c) for c, _ in pairs])
    right = np.array([r for _, r in pairs], dtype=float)
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs(scores[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum() for b in set(bins.tolist())]
    return float(sum(gaps) / max(len(pairs), 1))


def _overlap(a: Sequence[Span], b: Sequence[Sequence[int]]) -> float:
    mine = {i for s in a for i in range(s.start, s.end)}
    theirs = {i for s in b for i in range(s[0], s[1])}
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 1.0


def statement_is_right(statement: Statement, row: Row) -> bool:
    """Whether the cue touches that of a gold statement whose source and content overlap by half or more."""
    return any(
        _overlap(statement.cue, g["cue"]) > 0
        and _overlap(statement.source, g["source"]) >= 0.5
        and _overlap(statement.content, g["content"]) >= 0.5
        for g in row.statements or ()
    )


def event_is_right(event: Event, row: Row) -> bool:
    """Whether the trigger touches that of a gold event of its type."""
    return any(g["type"] == event.type and _overlap([event.trigger], [g["trigger"]]) > 0 for g in row.events or ())


def _statements(row: Row, reading: Reading) -> Iterator[tuple[float, bool]]:
    for s in reading.statements:
        if s.parent is None:  # PolNeAR marks none inside another's content: whether such a one is right is unknown
            yield s.score, statement_is_right(s, row)


def _events(row: Row, reading: Reading) -> Iterator[tuple[float, bool]]:
    for e in reading.events:
        yield e.score, event_is_right(e, row)


def _mentions(row: Row, reading: Reading) -> Iterator[tuple[float, bool]]:
    gold = {(s, e): MENTION_TARGETS[label] for s, e, label in row.mentions or ()}
    judged = {kind for label, kinds in MENTION_TARGETS.items() if label.startswith("ewn:") for kind in kinds[:1]}
    for m in reading.mentions:
        if m.kind in judged:
            yield m.score, m.kind in gold.get((m.span.start, m.span.end), ())
