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
from onrecord.reading.tokens import IntArray
from onrecord.records import Act, SourceKind, Span, Statement, StatementId, row_id

__all__ = ["Cue", "assemble_statements", "find_cues"]

# Set on the development split of polnear and on statement-labels: training/LOG.md.
MIN_NESTED_CUE = 0.6
FLAT_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [start, end) of the report that signal a statement, and how likely they do."""

    start: int
    end: int
    score: float
    nested: bool


def find_cues(tags: IntArray, chances: FloatArray, cue_scores: FloatArray) -> list[Cue]:
    """
    Return the cues of one report in text order.

    tags [W] and chances [W, 7] are the flat chain's best path and marginals;
    cue_scores [W, 3] are those of the head that speaks inside contents.
    """
    flat = [
        Cue(a, b, float(chances[a, 3] * np.prod(chances[a + 1 : b, 4])), False)
        for a, b, kind in spans_of(tags)
        if kind == 1
    ]
    inside = tags >= 5
    chance = _softmax(cue_scores)
    nested_tags = np.where(inside & (1 - chance[:, 0] >= MIN_NESTED_CUE), 1 + chance[:, 1:].argmax(1), 0)
    nested = [
        Cue(a, b, float(1 - chance[a:b, 0].mean()), True) for a, b, _ in spans_of(nested_tags.astype(np.int32))
    ]
    return sorted(flat + nested, key=lambda cue: cue.start)


def assemble_statements(
    report: EncodedReport, cues: Sequence[Cue], predicates: PredicateScores, flat: FloatArray, chain: Chain
) -> list[Statement]:
    """
    Give each cue its sources and contents, its labels and the statement it stands in.

    predicates are the scores from each cue, in the order of `cues`; flat [W, 7] are the marginals
    of the flat chain.
    """
    emissions = predicates.scores.statement_roles + FLAT_WEIGHT * _flat_support(flat, cues, predicates.place)
    own = np.array([[c.start, c.end] for c in cues])
    on_cue = (predicates.place >= own[:, :1]) & (predicates.place < own[:, 1:])
    emissions = np.where(on_cue[..., None] & (np.arange(5) > 0), -30.0, emissions).astype(np.float32)
    tags = chain.best(emissions, predicates.length)
    statements = []
    for n, cue in enumerate(cues):
        found = spans_of(tags[n, : predicates.length[n]])
        base = int(predicates.place[n, 0])
        source = tuple(report.span(base + a, base + b) for a, b, kind in found if kind == 0)
        content = tuple(report.span(base + a, base + b) for a, b, kind in found if kind == 1)
        if content:
            statements.append(_statement(report, cue, source, content, predicates, n))
    return _with_parents(statements)


def _flat_support(flat: FloatArray, cues: Sequence[Cue], place: IntArray) -> FloatArray:
    """Log chances of O, source, content by the flat tags, as emissions [N, L, 5]; none for nested cues."""
    log = np.log(np.maximum(flat, 1e-3))
    role = np.stack([np.maximum.reduce([log[:, 0], log[:, 3], log[:, 4]]), log[:, 1], log[:, 2], log[:, 5], log[:, 6]], 1)
    # A nested statement's parts are, to the flat tags, all content: they can say nothing of it.
    weight = np.array([0.0 if cue.nested else 1.0 for cue in cues], dtype=np.float32)
    return (role[place] * weight[:, None, None]).astype(np.float32)


def _statement(
    report: EncodedReport,
    cue: Cue,
    source: tuple[Span, ...],
    content: tuple[Span, ...],
    predicates: PredicateScores,
    n: int,
) -> Statement:
    span = report.span(cue.start, cue.end)
    kinds = predicates.scores.kind[n].copy()
    none = SOURCE_KINDS.index("none")
    if source:
        kinds[none] = -np.inf
    kind = SourceKind(SOURCE_KINDS[int(kinds.argmax())]) if source else SourceKind.NONE
    return Statement(
        id=StatementId(row_id("s", report.report.id, span)),
        source=source,
        cue=(span,),
        content=content,
        source_kind=kind,
        form=form_of(report.report.text, content),
        act=Act(ACTS[int(predicates.scores.act[n].argmax())]),
        score=round(min(cue.score, 1.0), 4),
    )


def _with_parents(statements: list[Statement]) -> list[Statement]:
    """Set each statement's parent: the smallest content of another statement that holds its cue."""
    out = []
    for statement in statements:
        holders = [
            (span.end - span.start, other.id)
            for other in statements
            if other.id != statement.id
            for span in other.content
            if span.contains(statement.cue[0])
        ]
        out.append(replace(statement, parent=min(holders)[1]) if holders else statement)
    return out


def _softmax(scores: FloatArray) -> FloatArray:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)
