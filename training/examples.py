"""
Rows to labelled windows: character spans become tags of words.

Training cuts each report at sentence borders like the runtime does, but starts
at a random place in every pass, so that no border is learnt by heart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.reading.features import word_features
from onrecord.reading.labels import (
    ACTS,
    EVENT_ROLE_TAGS,
    FACTUALITIES,
    MODE_NAMES,
    MODES,
    PREDICATE_TYPES,
    SOURCE_KINDS,
    STATEMENT_ROLE_TAGS,
    STATEMENT_TAGS,
    TENSES,
    TRIGGER_TAGS,
)
from onrecord.reading.sentences import split_sentences
from onrecord.reading.tokens import IntArray, Tokenizer, Words
from onrecord.records import EventType
from training.labels import MODE_ALIASES, PHRASE_TAGS, PROP_TAGS, SIDE_TAGS, mention_masks
from training.rows import Row

__all__ = ["IGNORED", "LabelledReport", "LabelledWindow", "Predicate", "label_report", "windows_of"]

IGNORED = -100
MAX_PIECES = 254
"""Word pieces of a training window; reading uses smaller ones."""
_TYPES = [t.value for t in EventType]
_MENTION_ROWS, _ = mention_masks()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A cue or a trigger with its arguments; word indices of the report, later of the window."""

    start: int
    end: int
    type: int
    tags: IntArray
    """One tag a word, of the tag set of its family."""
    labels: dict[str, int] = field(default_factory=dict)
    """kind, act, factuality, tense, mode: index of the label."""


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """Words, features and the tag sequences a corpus gives; a sequence it does not speak of is absent."""

    id: str
    corpus: str
    words: Words
    features: IntArray
    borders: list[int]
    tags: dict[str, IntArray]
    certainty: np.ndarray | None
    predicates: list[Predicate]
    report_types: tuple[int, ...]
    """Types of which one at least is shown; empty where nothing is said."""


@dataclass(frozen=True, slots=True)
class LabelledWindow:
    """A stretch of a report, small enough for the encoder."""

    report: LabelledReport
    start: int
    end: int


class _Aligner:
    """Character spans to half-open word ranges: every word that shares a character."""

    def __init__(self, words: Words) -> None:
        self._starts, self._ends = words.starts, words.ends

    def __call__(self, span: Sequence[int]) -> tuple[int, int]:
        first = int(np.searchsorted(self._ends, span[0], side="right"))
        last = int(np.searchsorted(self._starts, span[1], side="left"))
        return first, max(last, first)


def _fill(tags: IntArray, index: dict[str, int], label: str, first: int, last: int) -> None:
    if first < last and not tags[first:last].any():
        tags[first] = index["B-" + label]
        tags[first + 1 : last] = index["I-" + label]


def label_report(row: Row, tokenizer: Tokenizer) -> LabelledReport:
    """Turn a row into words and tags."""
    words = tokenizer(row.text)
    sentences = split_sentences(row.text)
    align, count = _Aligner(words), len(words)
    tags: dict[str, IntArray] = {}
    predicates: list[Predicate] = []
    if row.statements is not None:
        tags["statements"] = flat = _statement_tags(row, align, count)
        # The corpus marks no statement inside another's content: there, nothing is known of cues.
        inside = flat >= STATEMENT_TAGS.index("B-content")
        cue = STATEMENT_TAGS.index("B-cue")
        tags["cues"] = np.where(inside, IGNORED, np.where((flat == cue) | (flat == cue + 1), flat - cue + 1, 0))
        predicates += [_statement_predicate(s, align, count) for s in row.statements if s["cue"]]
    if row.events is not None:
        tags["triggers"] = np.zeros(count, dtype=np.int32)
        index = {tag: i for i, tag in enumerate(TRIGGER_TAGS)}
        for event in row.events:
            _fill(tags["triggers"], index, event["type"], *align(event["trigger"]))
        predicates += [_event_predicate(e, align, count) for e in row.events]
    if row.mentions is not None:
        tags["mentions"] = np.full(count, _MENTION_ROWS[f"{row.corpus}:O"], dtype=np.int32)
        for start, end, label in row.mentions:
            first, last = align((start, end))
            if first < last:
                tags["mentions"][first:last] = _MENTION_ROWS["I-" + label]
                tags["mentions"][first] = _MENTION_ROWS["B-" + label]
    tags |= _helping_tags(row, align, count)
    for role in row.roles or ():
        predicates.append(_role_predicate(role, align, count))
    certainty = None
    if row.certainty is not None:
        certainty = np.full(count, np.nan, dtype=np.float32)
        for start, end, value in row.certainty:
            first, last = align((start, end))
            if first < last:
                certainty[first] = value
    return LabelledReport(
        id=row.id,
        corpus=row.corpus,
        words=words,
        features=word_features(row.text, words, sentences, row.title_end),
        borders=sorted({0, count, *np.searchsorted(words.starts, [s.start for s in sentences]).tolist()}),
        tags=tags,
        certainty=certainty,
        predicates=[p for p in predicates if p.start < p.end],
        report_types=tuple(_TYPES.index(name) for name in row.report_types or ()),
    )


def _helping_tags(row: Row, align: _Aligner, count: int) -> dict[str, IntArray]:
    tags = {}
    for name, spans, tag_set in (("phrases", row.phrases, PHRASE_TAGS), ("sides", row.sides, SIDE_TAGS)):
        if spans is not None:
            tags[name] = np.zeros(count, dtype=np.int32)
            index = {tag: i for i, tag in enumerate(tag_set)}
            for start, end, label in spans:
                kind = label.removeprefix("gum:")
                if "B-" + kind in index:
                    _fill(tags[name], index, kind, *align((start, end)))
    return tags


def _statement_tags(row: Row, align: _Aligner, count: int) -> IntArray:
    tags = np.zeros(count, dtype=np.int32)
    index = {tag: i for i, tag in enumerate(STATEMENT_TAGS)}
    for role in ("cue", "source", "content"):
        for statement in row.statements or ():
            for span in statement[role]:
                _fill(tags, index, role, *align(span))
    return tags


def _statement_predicate(statement: dict, align: _Aligner, count: int) -> Predicate:
    tags = np.zeros(count, dtype=np.int32)
    index = {tag: i for i, tag in enumerate(STATEMENT_ROLE_TAGS)}
    for role in ("source", "content"):
        for span in statement[role]:
            _fill(tags, index, role, *align(span))
    labels = {}
    if "act" in statement:
        labels = {"kind": SOURCE_KINDS.index(statement["source_kind"]), "act": ACTS.index(statement["act"])}
    start, end = align(statement["cue"][0])
    return Predicate(start, end, 0, tags, labels)


def _event_predicate(event: dict, align: _Aligner, count: int) -> Predicate:
    tags = np.zeros(count, dtype=np.int32)
    index = {tag: i for i, tag in enumerate(EVENT_ROLE_TAGS)}
    for role, spans in (
        ("actor", event["actors"]),
        ("recipient", event["recipients"]),
        ("place", [event["place"]]),
        ("date", [event["date"]]),
    ):
        for span in spans:
            if span:
                _fill(tags, index, role, *align(span))
    labels = {"factuality": FACTUALITIES.index(event["factuality"])}
    if event["tense"] in TENSES:
        labels["tense"] = TENSES.index(event["tense"])
    mode = MODE_ALIASES.get(event["mode"], event["mode"])
    if event["type"] in MODES:
        labels["mode"] = MODE_NAMES.index(mode if mode in MODES[event["type"]] else "none")
    start, end = align(event["trigger"])
    return Predicate(start, end, 1 + _TYPES.index(event["type"]), tags, labels)


def _role_predicate(role: dict, align: _Aligner, count: int) -> Predicate:
    tags = np.zeros(count, dtype=np.int32)
    index = {tag: i for i, tag in enumerate(PROP_TAGS)}
    for start, end, label in role["arguments"]:
        base = label.removeprefix("C-")
        if base.startswith("ARGM"):
            name = base if base in ("ARGM-TMP", "ARGM-LOC") else "ARGM"
        else:
            name = base if base in ("ARG0", "ARG1", "ARG2") else "ARGX"
        _fill(tags, index, name, *align((start, end)))
    start, end = align(role["predicate"])
    return Predicate(start, end, PREDICATE_TYPES - 1, tags)


def windows_of(report: LabelledReport, rng: np.random.Generator, max_pieces: int = MAX_PIECES) -> list[LabelledWindow]:
    """Cut a report into windows of whole sentences, the first of random length."""
    edges = np.concatenate(([0], np.cumsum(report.words.piece_counts)))
    if edges[-1] <= max_pieces:
        return [LabelledWindow(report, 0, len(report.words))] if len(report.words) else []
    windows, start = [], 0
    budget = int(rng.integers(max_pieces // 4, max_pieces + 1))
    while start < len(report.words):
        limit = int(np.searchsorted(edges, edges[start] + budget, side="right")) - 1
        whole = [b for b in report.borders if start < b <= limit]
        end = whole[-1] if whole else max(min(limit, start + max_pieces), start + 1)
        windows.append(LabelledWindow(report, start, end))
        start, budget = end, max_pieces
    return windows
