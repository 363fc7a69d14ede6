"""
`triggers`: the table that judges triggers, on what a finished model sees of each labelled word.

A softmax regression of seventeen answers over what the network says, parts of its vector that vary most, and clues
of the words. Printed: how often the answer is right on reports not fitted on, five folds by report, beside the
network and the words without the judge at the line from which they are right most often. `rank` must follow, since
the judge's odds are a feature of an event's chance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.reading import Reader
from onrecord.reading.events import trigger_at, trigger_views
from onrecord.reading.trigger_judge import ANSWERS, FILE, TriggerJudge, TriggerViews, open_trigger_judge
from onrecord.reading.trigger_words import TriggerWords
from onrecord.reading.weights import open_weights
from onrecord.records import EventType
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_report
from training.triggers.labels import Label, labelled_reports, read_labels

__all__ = ["Labelled", "fit_judge", "fit_triggers", "save_trigger_judge", "views_of"]

SOURCES = ("unlabelled", "ewn", "polnear")
COMPONENTS = 64
"""Directions of the vectors that are looked at: those in which triggers differ most (training/LOG.md, T13)."""
VECTOR_SIZE, CHANCE_SIZE, CLUE_SIZE = 0.2, 1 / 3, 0.35
"""How large the parts are beside each other: the smaller, the more they shrink."""
POWER = 0.5
LEAST_SEEN, STEPS, FOLDS, ROUNDS = 3, 127, 5, 1000
_TYPES = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled word or phrase: what is seen of it, and what it is."""

    report: str
    views: TriggerViews
    """Of this one alone."""
    answer: int


def fit_triggers(prepared: Path, model: Path) -> None:
    """Fit `triggers.npz` of a model folder and write it into the manifest; print what it gives."""
    (model / FILE).unlink(missing_ok=True)
    rewrite_manifest(model)  # a table of another encoder would not load
    words = open_weights(model).trigger_words
    if words is None:
        raise SystemExit("triggers: the model has no table of trigger words; run the step `retype` first")
    rows = chain.from_iterable(read_rows(prepared / "train" / f"{name}.jsonl") for name in SOURCES)
    seen = list(views_of(labelled_reports(rows, read_labels()), Reader.load(model), words))
    _show(seen)
    save_trigger_judge(model / FILE, fit_judge(seen))
    rewrite_manifest(model)
    size = (model / FILE).stat().st_size / 1024
    print(f"{len(seen)} labels, {len(open_trigger_judge(model / FILE).rows)} clues, {size:.0f} kB", flush=True)


def views_of(reports: Iterable[tuple[Row, list[Label]]], reader: Reader, words: TriggerWords) -> Iterator[Labelled]:
    """View every labelled word through the runtime's own code; one that the reader does not read is left out."""
    for row, labels in reports:
        ((report, scores),) = reader.infer([as_report(row)])
        starts, ends = report.words.starts, report.words.ends
        firsts = np.searchsorted(ends, [span.start for span, _ in labels], side="right")
        lasts = np.searchsorted(starts, [span.end for span, _ in labels], side="left")
        answers = [len(_TYPES) if kind is None else _TYPES.index(kind) for _, kind in labels]
        known = [(a, b, answer) for a, b, answer in zip(firsts, lasts, answers, strict=True) if a < b]
        triggers = [trigger_at(scores.triggers, int(a), int(b)) for a, b, _ in known]
        for trigger, (*_, answer) in zip(triggers, known, strict=True):
            yield Labelled(row.id, trigger_views(report, scores, [trigger], words), answer)


def fit_judge(seen: Sequence[Labelled]) -> TriggerJudge:
    """Fit the table on labelled words."""
    repeats = Counter(clue for each in seen for clue, _ in each.views.clues[0])
    kept = [{c: worth for c, worth in each.views.clues[0] if repeats[c] >= LEAST_SEEN} for each in seen]
    vectorizer = DictVectorizer(dtype=np.float32)
    words = vectorizer.fit_transform(kept) * CLUE_SIZE
    dense = np.concatenate([each.views.dense for each in seen]).astype(np.float64)
    turn = _turn(dense)
    answers = np.array([each.answer for each in seen])
    fitted = LogisticRegression(max_iter=ROUNDS).fit(sparse.hstack([words, sparse.csr_matrix(dense @ turn)]), answers)
    table, bias = np.zeros((fitted.coef_.shape[1], ANSWERS)), np.full(ANSWERS, -30.0)
    table[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    clues = words.shape[1]
    rows = {name: row for row, name in enumerate(vectorizer.get_feature_names_out())}
    arrays = table[:clues] * CLUE_SIZE, turn @ table[clues:], bias
    return TriggerJudge(rows, *(array.astype(np.float32) for array in arrays), POWER)


def _turn(dense: np.ndarray) -> np.ndarray:
    """Return what turns the dense parts [D] into fewer of given sizes, [D, 34 + COMPONENTS]."""
    sure = 2 + 2 * len(_TYPES)
    spread, axes = np.linalg.eigh(np.cov(dense[:, sure:].T))
    kept = slice(-1, -1 - min(COMPONENTS, len(spread)), -1)
    inner = VECTOR_SIZE * axes[:, kept] / np.sqrt(np.maximum(spread[kept], 0) + 1e-6)
    turn = np.zeros((dense.shape[1], sure + inner.shape[1]))
    turn[:sure, :sure], turn[sure:, sure:] = CHANCE_SIZE * np.eye(sure), inner
    return turn


def save_trigger_judge(path: Path, judge: TriggerJudge) -> None:
    """Write the file: clues in a byte each, the rest half as precise as the arrays."""
    step = float(np.abs(judge.clues).max()) / STEPS or 1.0
    codes = np.rint(judge.clues / step).astype(np.int8)
    kept = np.abs(codes).max(1) > 0
    names = [name for name, row in sorted(judge.rows.items(), key=lambda each: each[1]) if kept[row]]
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        clues=codes[kept],
        step=np.float32(step),
        dense=judge.dense.astype(np.float16),
        bias=judge.bias.astype(np.float32),
        power=np.float32(judge.power),
    )


def _show(seen: Sequence[Labelled]) -> None:
    folds = {report: n % FOLDS for n, report in enumerate(sorted({each.report for each in seen}))}
    right = []
    for fold in range(FOLDS):
        judge = fit_judge([each for each in seen if folds[each.report] != fold])
        right += [int(judge.chances(e.views).argmax()) == e.answer for e in seen if folds[e.report] == fold]
    before = max(
        (float(np.mean([_before(each.views, line) == each.answer for each in seen])), line)
        for line in (0.4, 0.5, 0.6, 0.7)
    )
    print(
        f"answers right: {100 * before[0]:.1f} % before (line {before[1]}), {100 * np.mean(right):.1f} % by the judge"
    )


def _before(views: TriggerViews, line: float) -> int:
    return int(views.weighed.argmax()) if views.score[0] >= line else len(_TYPES)
