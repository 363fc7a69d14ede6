"""
`acts`: the table by which acts are judged, on what a finished model sees of each labelled statement.

A softmax regression with a ridge over traits of the words and whitened parts of the network's vectors, and beside it
small networks with a hidden layer over the same, whose answers are added to its own. More statements were labelled
apart (`training.acts.labels`), with other habits: one column says which labels a row has, and is left out of what
ships. Printed: the share of right acts on reports not fitted on, five folds by report, for both sets of labels, and on
the development part of `statement-labels`, by which nothing was set but which was looked at (training/LOG.md). The
encoder has seen the acts of `statement-labels` train, so the folds flatter there; the other labels it has not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy import sparse
from scipy.optimize import minimize

from onrecord.reading import Reader, StatementSpans
from onrecord.reading.acts import ActWeights, StatementView, Viewer, save_act_weights
from onrecord.reading.acts.views import dense_parts
from onrecord.reading.acts.weights import FILE
from onrecord.reading.given import label_statements
from onrecord.reading.labels import ACTS
from onrecord.reading.session import Session
from onrecord.records import Act, Span, Statement
from training.acts.hidden import with_hidden_units
from training.acts.labels import labelled_readings, labelled_rows, read_letters, read_readings
from training.encoder import encoder_weights
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_report

__all__ = ["Labelled", "fit_acts", "fit_weights", "meaning_of_pieces", "views_of"]

RIDGE = 16.0
LEAST_REPEATS, LEAST_WORD_REPEATS = 3, 6
"""A trait is in the table if so many training statements have it; a word of a content needs more."""
COMPONENTS = {"cue": 128, "content": 128, "meaning of the content": 128, "meaning of the cue": 96}
VECTOR_SIZE, CHANCE_SIZE, EVENT_SIZE = 0.2, 0.7, 0.3
"""How much of the vectors is kept, and how large the parts are beside the traits: the smaller, the more they shrink."""
RARE = 1e-3
"""A word piece of this frequency counts half as much as one that hardly occurs (Arora et al. 2017)."""
FOLDS, STEPS, EDGE = 5, 60, 1e-3
UNMARKED = ("unlabelled", "ewn")
"""Whose statements no hand marked: those that the reader finds are labelled."""
NETS = 3
"""Networks whose answers are added to the regression's."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled statement."""

    report: str
    view: StatementView
    act: int
    is_more: bool
    """Whether its label is of `training.acts.labels`."""


def fit_acts(prepared: Path, model: Path) -> None:
    """Fit `acts.npz` of a model folder and write it into the manifest; print what it gives."""
    (model / FILE).unlink(missing_ok=True)
    rewrite_manifest(model)  # a table of another encoder would not load
    reader, session = Reader.load(model), Session(model)
    rows = list(read_rows(prepared / "train" / "statement-labels.jsonl"))
    more = list(labelled_rows(read_rows(prepared / "train" / "polnear.jsonl"), read_letters()))
    unmarked = chain.from_iterable(read_rows(prepared / "train" / f"{name}.jsonl") for name in UNMARKED)
    more += labelled_readings(unmarked, read_readings())
    seen = views_of(rows, reader, session, is_more=False) + views_of(more, reader, session, is_more=True)
    judged = views_of(read_rows(prepared / "dev" / "statement-labels.jsonl"), reader, session, is_more=False)
    meaning = meaning_of_pieces()
    folds = {report: n % FOLDS for n, report in enumerate(sorted({each.report for each in seen}))}
    right: dict[str, list[bool]] = {"statement-labels": [], "labels.tsv": []}
    for fold in range(FOLDS):
        weights = fit_weights([each for each in seen if folds[each.report] != fold], meaning)
        for each in seen:
            if folds[each.report] == fold:
                right["labels.tsv" if each.is_more else "statement-labels"].append(_is_right(weights, each))
    weights = fit_weights(seen, meaning)
    right["statement-labels dev"] = [_is_right(weights, each) for each in judged]
    for name, answers in right.items():
        print(f"act, {name}: {100 * np.mean(answers):.1f} of {len(answers)} right", flush=True)
    alone = [int(each.view.dense[dense_parts(0)["acts"]].argmax()) == each.act for each in judged]
    print(f"by the network's own head, statement-labels dev: {100 * np.mean(alone):.1f}")
    save_act_weights(model / FILE, weights)
    rewrite_manifest(model)


def views_of(rows: Iterable[Row], reader: Reader, session: Session, *, is_more: bool) -> list[Labelled]:
    """View every statement of the rows that has an act and a content, through the runtime's own code."""
    out: list[Labelled] = []
    for row in rows:
        known = [s for s in row.statements or () if s.get("act") and s["content"]]
        given = [
            StatementSpans(**{role: tuple(Span(*x) for x in s[role]) for role in ("source", "cue", "content")})
            for s in known
        ]
        ((report, scores),) = reader.infer([as_report(row)])
        views: list[StatementView] = []
        label_statements(report, scores, given, (), session, _collector(Viewer(report, scores), views))
        acts = [ACTS.index(s["act"]) for s in known]
        out += [Labelled(row.id, view, act, is_more) for view, act in zip(views, acts, strict=True)]
    return out


def _collector(
    viewer: Viewer, views: list[StatementView]
) -> Callable[[Sequence[Statement], np.ndarray], Sequence[Act]]:
    def collect(statements: Sequence[Statement], scores: np.ndarray) -> list[Act]:
        told = zip(statements, scores, strict=True)
        views.extend(viewer(each.source, each.cue, each.content, own) for each, own in told)
        return [each.act for each in statements]

    return collect


def fit_weights(seen: list[Labelled], meaning: np.ndarray, nets: int = NETS) -> ActWeights:
    """
    Fit the tables on labelled statements; meaning [vocabulary, M] is what word pieces mean by themselves.

    Without `nets` there are no hidden units, and torch is not needed.
    """
    repeats = Counter(name for each in seen for name in each.view.traits)
    least = {name: LEAST_WORD_REPEATS if name.startswith("word ") else LEAST_REPEATS for name in repeats}
    rows = {name: row for row, name in enumerate(sorted(n for n, count in repeats.items() if count >= least[n]))}
    meaning = meaning * _rarity(seen, len(meaning))[:, None]
    views = np.stack([each.view.dense for each in seen]).astype(np.float64)
    dense = np.hstack([views, *(_meant([each.view.pieces[role] for each in seen], meaning) for role in (0, 1))])
    middle, turn = _whitening(dense, views.shape[1], meaning.shape[1])
    own = np.array([[1.0, float(each.is_more)] for each in seen])
    x = sparse.hstack([_traits(seen, rows), sparse.csr_matrix((dense - middle) @ turn), sparse.csr_matrix(own)]).tocsr()
    acts = np.array([each.act for each in seen])
    fitted, units = _softmax_regression(x, acts), np.zeros((0, len(ACTS)))
    if nets:
        fitted, units = with_hidden_units(x, acts, fitted, nets)
    by_dense = turn @ fitted[len(rows) : -2]
    pieces = meaning @ by_dense[views.shape[1] :].reshape(2, meaning.shape[1], fitted.shape[1])
    arrays = (fitted[: len(rows)], by_dense[: views.shape[1]], pieces, fitted[-2] - middle @ by_dense, units)
    return ActWeights(rows, *(array.astype(np.float32) for array in arrays))


def meaning_of_pieces() -> np.ndarray:
    """Return what word pieces mean by themselves: the untrained encoder's table, [vocabulary, M], of length one."""
    named = load_file(encoder_weights())
    table = next(array for name, array in named.items() if name.endswith("word_embeddings.weight")).astype(np.float64)
    table -= table.mean(0)
    return np.asarray(table / (np.linalg.norm(table, axis=1, keepdims=True) + EDGE**2))


def _rarity(seen: list[Labelled], vocabulary: int) -> np.ndarray:
    counts = np.bincount(np.concatenate([each.view.pieces[0] for each in seen]), minlength=vocabulary)
    return np.asarray(RARE / (RARE + counts / max(counts.sum(), 1)))


def _meant(pieces: list[np.ndarray], meaning: np.ndarray) -> np.ndarray:
    """Sum up what the pieces of each statement mean, over the root of their number."""
    return np.stack([meaning[each].sum(0) / np.sqrt(max(len(each), 1)) for each in pieces])


def _traits(seen: list[Labelled], rows: dict[str, int]) -> sparse.csr_matrix:
    entries = [
        (n, row, size)
        for n, each in enumerate(seen)
        for name, size in each.view.traits.items()
        if (row := rows.get(name)) is not None
    ]
    places, columns, sizes = zip(*entries, strict=True)
    return sparse.csr_matrix((sizes, (places, columns)), shape=(len(seen), len(rows)))


def _whitening(dense: np.ndarray, seen: int, meant: int) -> tuple[np.ndarray, np.ndarray]:
    """
    Return the middle [D] of the dense parts and what turns them [D, components] into parts of given sizes.

    The first `seen` columns are those of a view, then come twice `meant`: meanings of content and cue.
    """
    middle = dense.mean(0)
    parts = dense_parts((seen - dense_parts(0)["cue events"].stop) // 2)
    parts |= {"meaning of the content": slice(seen, seen + meant), "meaning of the cue": slice(seen + meant, None)}
    blocks = []
    for name, part in parts.items():
        values = dense[:, part] - middle[part]
        if name in COMPONENTS:
            spread, axes = np.linalg.eigh(np.cov(values.T))
            kept = slice(-1, -1 - COMPONENTS[name], -1)
            inner = VECTOR_SIZE * axes[:, kept] / np.sqrt(np.maximum(spread[kept], 0) + EDGE**2)
        else:
            inner = np.diag((CHANCE_SIZE if name == "acts" else EVENT_SIZE) / (values.std(0) + EDGE))
        block = np.zeros((dense.shape[1], inner.shape[1]))
        block[part] = inner
        blocks.append(block)
    return middle, np.concatenate(blocks, axis=1)


def _softmax_regression(x: sparse.csr_matrix, acts: np.ndarray) -> np.ndarray:
    """Return weights [columns, 8] of least cross-entropy under the ridge; x [rows, columns], acts [rows]."""
    shape = (x.shape[1], len(ACTS))
    wanted = np.eye(len(ACTS))[acts]

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = x @ weights
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        total = shares.sum(1, keepdims=True)
        loss = float((np.log(total[:, 0]) - (scores * wanted).sum(1)).sum() + RIDGE * (weights**2).sum() / 2)
        return loss, np.asarray(x.T @ (shares / total - wanted) + RIDGE * weights).ravel()

    found = minimize(cost, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x).reshape(shape)


def _is_right(weights: ActWeights, each: Labelled) -> bool:
    return int(weights.scores([each.view])[0].argmax()) == each.act
