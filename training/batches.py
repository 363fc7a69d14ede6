"""
Labelled windows to padded tensors, in an order that mixes the corpora.

The mixture says how often a run passes over each corpus. Every row gets a time
for each pass, rows are taken in order of time, and within a stretch of the
order windows of like length share a batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from queue import Queue
from threading import Thread
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.predicates import neighbourhoods
from onrecord.reading.tokens import Tokenizer
from onrecord.records import EventType
from training.disturb import disturb
from training.examples import IGNORED, LabelledReport, LabelledWindow, Predicate, windows_of
from training.labels import opened_mentions

__all__ = ["Batch", "PredicateBatch", "ahead", "batches_of", "collate", "moved", "schedule"]

_STRETCH_ROWS = 160


@dataclass(frozen=True, slots=True)
class PredicateBatch:
    """Predicates of one family (statement, event, role); N of them, L words around each."""

    window: Tensor
    start: Tensor
    end: Tensor
    type: Tensor
    words: Tensor
    distance: Tensor
    mask: Tensor
    centre: Tensor
    tags: Tensor
    labels: dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of some windows; B windows, P pieces, W words."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    word_mask: Tensor
    tags: dict[str, Tensor]
    """[B, W], IGNORED where a window's corpus does not speak of the sequence or the word is padding."""
    certainty: Tensor
    report_types: Tensor
    """[B, types] True for the types of which the window's text shows at least one; all False where nothing is said."""
    predicates: dict[str, PredicateBatch]
    undisturbed: tuple[Tensor, Tensor]
    """Pieces and features before training disturbed them."""
    word_count: int


def schedule(reports: dict[str, list[LabelledReport]], passes: dict[str, float], seed: int) -> list[LabelledReport]:
    """Return the reports of a whole run in order of time."""
    rng = np.random.default_rng(seed)
    timed: list[tuple[float, int, LabelledReport]] = []
    for corpus, rows in reports.items():
        total = passes.get(corpus, 0.0)
        for number in range(int(np.ceil(total))):
            part = min(1.0, total - number)
            chosen = rows if part == 1.0 else [rows[i] for i in rng.permutation(len(rows))[: int(part * len(rows))]]
            width = part / total
            for row in chosen:
                timed.append((number / total + width * float(rng.random()), len(timed), row))
    return [row for _, _, row in sorted(timed, key=lambda t: t[:2])]


def batches_of(order: Sequence[LabelledReport], tokenizer: Tokenizer, seed: int, batch_pieces: int) -> Iterator[Batch]:
    """Yield padded batches of about `batch_pieces` word pieces."""
    rng = np.random.default_rng(seed)
    for at in range(0, len(order), _STRETCH_ROWS):
        windows = [w for report in order[at : at + _STRETCH_ROWS] for w in windows_of(report, rng)]
        windows.sort(key=_piece_count)
        groups: list[list[LabelledWindow]] = [[]]
        for window in windows:
            if groups[-1] and (len(groups[-1]) + 1) * _piece_count(window) > batch_pieces:
                groups.append([])
            groups[-1].append(window)
        for group in rng.permutation(len(groups)):
            if groups[group]:
                yield collate(groups[group], tokenizer, rng)


def _piece_count(window: LabelledWindow) -> int:
    firsts = window.report.words.first_piece
    return int(firsts[window.end] - firsts[window.start])


def collate(windows: Sequence[LabelledWindow], tokenizer: Tokenizer, rng: np.random.Generator | None = None) -> Batch:
    """Pad some windows into one batch; with `rng`, as disturbed as training wants them."""
    pieces_longest = max(_piece_count(w) for w in windows) + 2
    words_longest = max(w.end - w.start for w in windows)
    size = len(windows)
    pieces = np.full((size, pieces_longest), tokenizer.padding, dtype=np.int64)
    features = np.zeros((size, pieces_longest, 4), dtype=np.int64)
    clean_pieces, clean_features = pieces.copy(), features.copy()
    mask = np.zeros((size, pieces_longest), dtype=np.float32)
    firsts = np.zeros((size, words_longest), dtype=np.int64)
    word_mask = np.zeros((size, words_longest), dtype=bool)
    names = {name for w in windows for name in w.report.tags}
    tags = {name: np.full((size, words_longest), IGNORED, dtype=np.int64) for name in names}
    certainty = np.full((size, words_longest), np.nan, dtype=np.float32)
    predicates: dict[str, list[tuple[int, int, Predicate]]] = {"statement": [], "event": [], "role": []}
    for i, w in enumerate(windows):
        words = w.report.words
        lo, hi = int(words.first_piece[w.start]), int(words.first_piece[w.end])
        n, p = w.end - w.start, hi - lo
        pieces[i, 0], pieces[i, p + 1] = tokenizer.first, tokenizer.last
        pieces[i, 1 : p + 1] = words.pieces[lo:hi]
        features[i, 1 : p + 1] = (
            np.repeat(w.report.features[w.start : w.end], words.piece_counts[w.start : w.end], 0) + 1
        )
        clean_pieces[i], clean_features[i] = pieces[i], features[i]
        if rng is not None:
            disturb(pieces[i, 1 : p + 1], features[i, 1 : p + 1], rng)
        mask[i, : p + 2] = 1.0
        firsts[i, :n] = words.first_piece[w.start : w.end] - lo + 1
        word_mask[i, :n] = True
        for name, sequence in w.report.tags.items():
            opened = opened_mentions if name == "mentions" else _opened
            tags[name][i, :n] = opened(sequence[w.start : w.end])
        if w.report.certainty is not None:
            certainty[i, :n] = w.report.certainty[w.start : w.end]
        for predicate in w.report.predicates:
            if w.start <= predicate.start and predicate.end <= w.end:
                family = "statement" if predicate.type == 0 else "event" if predicate.type <= 16 else "role"
                predicates[family].append((i, w.start, predicate))
    report_types = torch.zeros(size, len(EventType), dtype=torch.bool)
    for i, w in enumerate(windows):
        report_types[i, list(w.report.report_types)] = True
    lengths = np.array([w.end - w.start for w in windows], dtype=np.int32)
    return Batch(
        pieces=torch.from_numpy(pieces),
        features=torch.from_numpy(features),
        mask=torch.from_numpy(mask),
        firsts=torch.from_numpy(firsts),
        word_mask=torch.from_numpy(word_mask),
        tags={name: torch.from_numpy(array) for name, array in tags.items()},
        certainty=torch.from_numpy(certainty),
        report_types=report_types,
        predicates={k: _predicate_batch(v, lengths) for k, v in predicates.items() if v},
        undisturbed=(torch.from_numpy(clean_pieces), torch.from_numpy(clean_features)),
        word_count=int(lengths.sum()),
    )


def _opened(tags: np.ndarray) -> np.ndarray:
    """Let a span that a window's border cuts begin anew: tags are O, B-x, I-x, B-y, I-y, …"""
    if len(tags) and tags[0] > 0 and tags[0] % 2 == 0:
        tags = tags.copy()
        tags[0] -= 1
    return tags


def _predicate_batch(rows: list[tuple[int, int, Predicate]], lengths: np.ndarray) -> PredicateBatch:
    window = np.array([i for i, _, _ in rows], dtype=np.int32)
    start = np.array([p.start - base for _, base, p in rows], dtype=np.int32)
    end = np.array([p.end - base for _, base, p in rows], dtype=np.int32)
    around = neighbourhoods(start, end, lengths[window])
    tags = np.zeros(around.words.shape, dtype=np.int64)
    for n, (_, base, predicate) in enumerate(rows):
        real = int(around.mask[n].sum())
        first = base + int(around.words[n, 0])
        tags[n, :real] = _opened(predicate.tags[first : first + real])
    names = {name for _, _, p in rows for name in p.labels}
    as_tensor = torch.from_numpy
    return PredicateBatch(
        window=as_tensor(window).long(),
        start=as_tensor(start).long(),
        end=as_tensor(end).long(),
        type=torch.tensor([p.type for _, _, p in rows]),
        words=as_tensor(around.words).long(),
        distance=as_tensor(around.distance).long(),
        mask=as_tensor(around.mask).float(),
        centre=as_tensor(around.centre).long(),
        tags=as_tensor(tags),
        labels={name: torch.tensor([p.labels.get(name, IGNORED) for _, _, p in rows]) for name in names},
    )


def moved(found: Any, device: torch.device) -> Any:
    """Return a batch, or what it is made of, with every tensor on the device."""
    if isinstance(found, Tensor):
        return found.to(device, non_blocking=True)
    if isinstance(found, dict):
        return {name: moved(part, device) for name, part in found.items()}
    if isinstance(found, tuple):
        return tuple(moved(part, device) for part in found)
    if is_dataclass(found) and not isinstance(found, type):
        return type(found)(**{f.name: moved(getattr(found, f.name), device) for f in fields(found)})
    return found


def ahead(batches: Iterator[Batch], count: int = 8) -> Iterator[Batch]:
    """Yield the batches while a thread makes the next ones."""
    ready: Queue[Batch | BaseException | None] = Queue(count)

    def fill() -> None:
        try:
            for batch in batches:
                ready.put(batch)
            ready.put(None)
        except BaseException as error:  # the consumer raises it
            ready.put(error)

    Thread(target=fill, daemon=True).start()
    while (found := ready.get()) is not None:
        if isinstance(found, BaseException):
            raise found
        yield found
