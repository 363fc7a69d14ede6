"""
Statements from cues and the words they win.

    [The ministry]source [denied]cue on Monday [that talks had begun]content

Cues come from the flat tags of the whole report, and inside a content from a
head of their own. From each cue the argument part tags source and content; what
the flat tags say of a word is added to it, so that both decide together. A cue
without content reports nothing and is dropped. A cue without a source is kept:
"it was said that …" is still not the outlet's own voice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.reading.chains import Chain, FloatArray, spans_of
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import ACTS, SOURCE_KINDS
from onrecord.reading.quotes import form_of
from onrecord.reading.scores import PredicateScores
from onrecord.reading.sources import kind_of_source
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.tokens import IntArray
from onrecord.records import Act, Mention, SourceKind, Span, Statement, StatementId, row_id

__all__ = ["Cue", "assemble_statements", "find_cues", "labelled", "with_parents"]

_SOURCE, _CUE, _CONTENT = 0, 1, 2
_FlatSpan = tuple[int, int, int]
"""First word, one past the last, kind."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [start, end) of the report that signal a statement, and how likely they do."""

    start: int
    end: int
    score: float
    nested: bool


def find_cues(
    tags: IntArray, chances: FloatArray, cue_scores: FloatArray, breaks: IntArray, min_nested: float
) -> list[Cue]:
    """
    Return the cues of one report in text order.

    tags [W] and chances [W, 7] are the flat chain's best path and marginals;
    cue_scores [W, 3] are those of the head that speaks inside contents, believed from the chance `min_nested` on.
    """
    flat = [
        Cue(a, b, float(chances[a, 3] * np.prod(chances[a + 1 : b, 4])), False)
        for a, b, kind in spans_of(tags, breaks, _CONTENT)
        if kind == _CUE
    ]
    inside = tags >= 5
    chance = _softmax(cue_scores)
    nested_tags = np.where(inside & (1 - chance[:, 0] >= min_nested), 1 + chance[:, 1:].argmax(1), 0)
    nested = [
        Cue(a, b, float(1 - chance[a:b, 0].mean()), True) for a, b, _ in spans_of(nested_tags.astype(np.int32), breaks)
    ]
    return sorted(flat + nested, key=lambda cue: cue.start)


def assemble_statements(
    report: EncodedReport,
    cues: Sequence[Cue],
    tags: IntArray,
    predicates: PredicateScores,
    chain: Chain,
    thresholds: Thresholds,
    mentions: Sequence[Mention],
) -> list[Statement]:
    """
    Give each cue its sources and contents, its labels and the statement it stands in.

    tags [W] are the flat tags of the report; predicates the scores from each cue, in the order of `cues`;
    mentions say whom a source names.
    """
    emissions = _without_cue_words(cues, predicates)
    chances = chain.marginals(emissions, predicates.length)
    paths = chain.best(emissions, predicates.length)
    flat = [(a, b, kind) for a, b, kind in spans_of(tags, report.breaks, _CONTENT) if kind != _CUE]
    links = np.array([[_link(n, span, predicates, chances, cue) for span in flat] for n, cue in enumerate(cues)])
    owners = links.argmax(0) if len(flat) else np.zeros(0, dtype=np.int64)
    statements = []
    for n, cue in enumerate(cues):
        base, length = int(predicates.place[n, 0]), int(predicates.length[n])
        own = spans_of(paths[n, :length], report.breaks[base : base + length], 1)
        if cue.nested:
            source, content = _nested_spans(cue, flat, own, base)
        else:
            won = [span for x, span in enumerate(flat) if owners[x] == n and links[n, x] >= thresholds.content_link]
            content = [(a, b) for a, b, kind in won if kind == _CONTENT]
            source = _sources(links[n], flat, thresholds.source_link)
            lone = _lone_spans(flat, own, chances[n], base, thresholds.lone_span)
            content = content or lone[1]
            source = source or lone[0]
        if content:
            spans = [tuple(report.span(a, b) for a, b in sorted(part)) for part in (source, content)]
            cue_span = report.span(cue.start, cue.end)
            statements.append(labelled(report, spans[0], (cue_span,), spans[1], predicates, n, cue.score, mentions))
    return with_parents(statements)


def _without_cue_words(cues: Sequence[Cue], predicates: PredicateScores) -> FloatArray:
    """The cue's own words belong neither to its source nor to its content."""
    own = np.array([[c.start, c.end] for c in cues])
    on_cue = (predicates.place >= own[:, :1]) & (predicates.place < own[:, 1:])
    barred = on_cue[..., None] & (np.arange(predicates.scores.statement_roles.shape[-1]) > 0)
    return np.where(barred, -30.0, predicates.scores.statement_roles).astype(np.float32)


def _link(n: int, span: _FlatSpan, predicates: PredicateScores, chances: FloatArray, cue: Cue) -> float:
    """Mean chance, seen from cue n, that the words of a flat span, those in reach, play the span's role."""
    a, b, kind = span
    if cue.nested or (a < cue.end and cue.start < b):
        return 0.0
    base = int(predicates.place[n, 0])
    low, high = max(a - base, 0), min(b - base, int(predicates.length[n]))
    if low >= high:
        return 0.0
    first = 1 if kind == _SOURCE else 3
    return float(chances[n, low:high, first : first + 2].sum()) / (high - low)


def _sources(links: FloatArray, flat: Sequence[_FlatSpan], least: float) -> list[tuple[int, int]]:
    """The likeliest source of a cue; one source may serve several cues."""
    scored = [(links[x], (a, b)) for x, (a, b, kind) in enumerate(flat) if kind == _SOURCE]
    best = max(scored, default=(0.0, (0, 0)))
    return [best[1]] if best[0] >= least else []


def _lone_spans(
    flat: Sequence[_FlatSpan], own: Sequence[_FlatSpan], chances: FloatArray, base: int, least: float
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Sources and contents that only the cue's own view has, where it is sure and the flat tags have nothing."""
    out: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for a, b, kind in own:
        first = 1 + 2 * kind
        sure = float(chances[a:b, first : first + 2].sum(-1).mean()) >= least
        clash = any(x < base + b and base + a < y for x, y, _ in flat)
        if sure and not clash:
            out[kind].append((base + a, base + b))
    return out


def _nested_spans(
    cue: Cue, flat: Sequence[_FlatSpan], own: Sequence[_FlatSpan], base: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Source and content of a cue inside a content, as the cue sees them; links may not leave that content."""
    holder = next(((a, b) for a, b, kind in flat if kind == _CONTENT and a <= cue.start and cue.end <= b), None)
    out: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    if holder is None:
        return out
    for a, b, kind in own:
        first, last = base + a, base + b
        if kind == 1:
            # What the cue reports may run on with the outer content, never past it.
            first, last = max(first, holder[0]), min(last, holder[1])
        if holder[0] <= first < last <= holder[1]:
            out[kind].append((first, last))
    return out


def labelled(
    report: EncodedReport,
    source: tuple[Span, ...],
    cue: tuple[Span, ...],
    content: tuple[Span, ...],
    predicates: PredicateScores,
    n: int,
    score: float,
    mentions: Sequence[Mention],
) -> Statement:
    """
    Return the statement of these spans with the labels that predicate n gives it; its parent is not set yet.

    The kind of source is what its own words say, and the network's where they say nothing.
    """
    kinds = predicates.scores.kind[n].copy()
    kinds[SOURCE_KINDS.index("none")] = -np.inf
    kind = kind_of_source(report.report.text, source, mentions) or SourceKind(SOURCE_KINDS[int(kinds.argmax())])
    return Statement(
        id=StatementId(row_id("s", report.report.id, (cue or source or content)[0])),
        source=source,
        cue=cue,
        content=content,
        source_kind=kind,
        form=form_of(report.report.text, content),
        act=Act(ACTS[int(predicates.scores.act[n].argmax())]),
        score=round(min(score, 1.0), 4),
    )


def with_parents(statements: list[Statement]) -> list[Statement]:
    """Set each statement's parent: the smallest content of another statement that holds its cue."""
    out = []
    for statement in statements:
        holders = [
            (span.end - span.start, other.id)
            for other in statements
            if other.id != statement.id
            for span in other.content
            if statement.cue and span.contains(statement.cue[0])
        ]
        out.append(replace(statement, parent=min(holders)[1]) if holders else statement)
    return out


def _softmax(scores: FloatArray) -> FloatArray:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)
