"""
`retype`: the table of trigger words, from the events of plover-events train and from acts in clauses of our own.

    THREATEN    the ministry [vowed] to crush the mutiny        (training/clauses.tsv)

A softmax regression over clues (`onrecord.reading.trigger_words`). The network that it stands beside knows the
training reports by heart, so what the table counts beside it, `POWER`, cannot be fitted there: it was set on
plover-events dev, crosswise (LOG.md, T1, T3). Weights are kept in a byte each.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.reading.trigger_words import clues_of, open_trigger_words
from onrecord.reading.weights import TRIGGER_WORDS
from onrecord.records import EventType, Span
from training.manifest import rewrite_manifest
from training.rows import read_rows

__all__ = ["acts", "retype"]

ACTS = Path(__file__).parent / "clauses.tsv"
ACT_WORTH = 8
"""What an act counts beside an event of a report."""
LEAST_SEEN = 2
"""A clue must stand with so many events, or with one act."""
POWER = 0.6
STEPS = 127
_TYPES = tuple(EventType)
Act = tuple[str, Span, EventType]
"""A text, the trigger in it, its type."""


def acts(path: Path = ACTS) -> Iterator[Act]:
    """Yield the acts of the file; ValueError for a line without a type of ours or a [trigger]."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, clause = line.split("\t")
        start, end = clause.index("["), clause.index("]") - 1
        yield clause.replace("[", "").replace("]", ""), Span(start, end), EventType(name)


def retype(prepared: Path, model: Path) -> None:
    """Write the table of a model folder; `rank` must follow, for types and their shares change."""
    told = list(_told(prepared / "train" / "plover-events.jsonl"))
    own = list(acts())
    clues = [dict(clues_of(text, trigger)) for text, trigger, _ in told + own]
    seen = Counter(clue for n, each in enumerate(clues) for clue in each for _ in range(1 + (n >= len(told))))
    vectorizer = DictVectorizer(dtype=np.float32)
    x = vectorizer.fit_transform(
        [{clue: worth for clue, worth in each.items() if seen[clue] >= LEAST_SEEN} for each in clues]
    )
    y = np.array([_TYPES.index(kind) for _, _, kind in told + own])
    worth = np.repeat([1.0, ACT_WORTH], [len(told), len(own)])
    fitted = LogisticRegression(C=1.0, max_iter=100).fit(x, y, sample_weight=worth)
    step = float(np.abs(fitted.coef_).max()) / STEPS
    weights = np.rint(fitted.coef_.T / step).astype(np.int8)
    kept = np.abs(weights).max(1) > 0
    names = [name for name, keep in zip(vectorizer.get_feature_names_out(), kept, strict=True) if keep]
    np.savez_compressed(
        model / TRIGGER_WORDS,
        clues=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        weights=weights[kept],
        step=np.float32(step),
        bias=fitted.intercept_.astype(np.float32),
        power=np.float32(POWER),
    )
    rewrite_manifest(model)
    _show(model, len(told), len(own), list(_told(prepared / "dev" / "plover-events.jsonl")))


def _told(path: Path) -> Iterator[Act]:
    for row in read_rows(path):
        for event in row.events or ():
            yield row.text, Span(*event["trigger"]), EventType(event["type"])


def _show(model: Path, told: int, own: int, dev: list[Act]) -> None:
    words = open_trigger_words(model / TRIGGER_WORDS)
    chances = words.chances([list(clues_of(text, trigger)) for text, trigger, _ in dev])
    right = [_TYPES[best] == kind for best, (*_, kind) in zip(chances.argmax(-1), dev, strict=True)]
    size = (model / TRIGGER_WORDS).stat().st_size / 1024
    print(
        f"{told} events and {own} acts: {len(words.rows)} clues, {size:.0f} kB; types of the gold triggers of "
        f"plover-events dev by words alone {100 * np.mean(right):.1f} % right",
        flush=True,
    )
