"""
Statements from cues and the words they win.

    [The ministry]source [denied]cue on Monday [that talks had begun]content

From each cue the argument part tags source and content; flat spans go to the cue
that wants them most. A cue without content reports nothing and is dropped. A cue
without a source is kept: "it was said that …" is still not the outlet's own voice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.reading.chains import Chain, FloatArray, row_spans, spans_of
from onrecord.reading.cues import CONTENT, CUE, SOURCE, Cue, Standing
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import ACTS, SOURCE_KINDS
from onrecord.reading.quotes import form_of
from onrecord.reading.ranking import statement_features
from onrecord.reading.scores import PredicateScores
from onrecord.reading.sources import kind_of_source
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.tokens import IntArray
from onrecord.records import Act, Mention, SourceKind, Span, Statement, StatementId, row_id

__all__ = ["StatementCandidate", "assemble_statements", "labelled", "with_parents"]

_FlatSpan = tuple[int, int, int]
"""First word, one past the last, kind."""


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """A statement that may be one, how its cue was found, and what its chance rests on."""

    statement: Statement
    standing: Standing
    features: FloatArray
    acts: FloatArray
    """[8] scores of its act by the network's own head"""


def assemble_statements(
    report: EncodedReport,
    cues: Sequence[Cue],
    tags: IntArray,
    predicates: PredicateScores,
    chain: Chain,
    thresholds: Thresholds,
    mentions: Sequence[Mention],
) -> list[StatementCandidate]:
    """
    Give each cue its sources and contents and its labels.

    tags [W] are the flat tags of the report; predicates the scores from each cue, in the order of `cues`;
    mentions say whom a source names.
    """
    emissions = _without_cue_words(cues, predicates)
    chances = chain.marginals(emissions, predicates.length)
    paths = chain.best(emissions, predicates.length)
    flat = [(a, b, kind) for a, b, kind in spans_of(tags, report.breaks, CONTENT) if kind != CUE]
    taken = np.zeros(len(tags), dtype=np.bool_)
    for a, b, _ in flat:
        taken[a:b] = True
    seen = row_spans(paths, report.breaks[predicates.place], 1)
    links = _links(cues, flat, predicates, chances)
    owners = _owners(cues, links, thresholds.content_link)
    candidates = []
    for n, cue in enumerate(cues):
        base, own = int(predicates.place[n, 0]), seen[n]
        if cue.is_nested:
            source, content = _nested_spans(cue, flat, own, base)
        else:
            won = [span for x, span in enumerate(flat) if owners[x] == n and links[n, x] >= thresholds.content_link]
            content = [(a, b) for a, b, kind in won if kind == CONTENT]
            source = _sources(links[n], flat, thresholds.source_link)
            lone = _lone_spans(taken, own, chances[n], base, thresholds.lone_span)
            content = content or lone[1]
            source = source or lone[0]
        if content:
            spans = [tuple(report.span(a, b) for a, b in sorted(part)) for part in (source, content)]
            views = [_view(chances[n], part, base, first) for part, first in ((source, 1), (content, 3))]
            cue_span = report.span(cue.start, cue.end)
            size = sum(b - a for a, b in content)
            candidates.append(
                StatementCandidate(
                    labelled(
                        report, spans[0], (cue_span,), spans[1], predicates, n, max(cue.chain, cue.head), mentions
                    ),
                    cue.standing,
                    statement_features(cue, source=views[0], content=views[1], words=size),
                    predicates.scores.act[n],
                )
            )
    return candidates


def _owners(cues: Sequence[Cue], links: FloatArray, least: float) -> IntArray:
    """The cue that each flat span belongs to: the one that wants it most, a faint one only where no other wants it."""
    if not links.size:
        return np.zeros(0, dtype=np.int32)
    firm = np.array([cue.standing is Standing.FLAT for cue in cues])[:, None]
    wanted = np.where(firm, links, 0.0)
    chosen = np.where(wanted.max(0) >= least, wanted.argmax(0), links.argmax(0))
    return np.asarray(chosen, dtype=np.int32)


def _view(chances: FloatArray, spans: Sequence[tuple[int, int]], base: int, first: int) -> float:
    """Mean chance of a role, seen from the cue, over those of its words that are in reach."""
    parts = [chances[max(a - base, 0) : max(b - base, 0), first : first + 2].sum(-1) for a, b in spans]
    seen = np.concatenate(parts) if parts else np.zeros(0)
    return float(seen.mean()) if len(seen) else 0.0


def _without_cue_words(cues: Sequence[Cue], predicates: PredicateScores) -> FloatArray:
    """The cue's own words belong neither to its source nor to its content."""
    own = np.array([[c.start, c.end] for c in cues])
    on_cue = (predicates.place >= own[:, :1]) & (predicates.place < own[:, 1:])
    barred = on_cue[..., None] & (np.arange(predicates.scores.statement_roles.shape[-1]) > 0)
    return np.where(barred, -30.0, predicates.scores.statement_roles).astype(np.float32)


def _links(
    cues: Sequence[Cue], flat: Sequence[_FlatSpan], predicates: PredicateScores, chances: FloatArray
) -> FloatArray:
    """
    How much each cue wants each flat span, [cues, spans]: the mean chance, seen from the cue, that the words of the
    span, those in reach, play its role. Nested cues want none, and no cue wants a span that it touches.
    """
    if not flat:
        return np.zeros((len(cues), 0), dtype=np.float32)
    firsts, lasts, kinds = np.array(flat, dtype=np.int32).T
    bases = predicates.place[:, :1]
    low = np.clip(firsts - bases, 0, predicates.length[:, None])
    high = np.clip(lasts - bases, 0, predicates.length[:, None])
    # Sums over any stretch of words as differences of running sums.
    roles = np.stack([chances[..., 1:3].sum(-1), chances[..., 3:5].sum(-1)], -1)
    running = np.concatenate([np.zeros_like(roles[:, :1]), np.cumsum(roles, 1, dtype=np.float64)], 1)
    rows, role = np.arange(len(cues))[:, None], np.where(kinds == SOURCE, 0, 1)
    wanted = (running[rows, high, role] - running[rows, low, role]) / np.maximum(high - low, 1)
    starts, ends = np.array([[cue.start, cue.end] for cue in cues], dtype=np.int32).T[..., None]
    touched = (firsts < ends) & (starts < lasts)
    nested = np.array([cue.is_nested for cue in cues])[:, None]
    return np.where(touched | nested, 0.0, wanted).astype(np.float32)


def _sources(links: FloatArray, flat: Sequence[_FlatSpan], least: float) -> list[tuple[int, int]]:
    """The likeliest source of a cue; one source may serve several cues."""
    scored = [(links[x], (a, b)) for x, (a, b, kind) in enumerate(flat) if kind == SOURCE]
    best = max(scored, default=(0.0, (0, 0)))
    return [best[1]] if best[0] >= least else []


def _lone_spans(
    taken: npt.NDArray[np.bool_], own: Sequence[_FlatSpan], chances: FloatArray, base: int, least: float
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Sources and contents that only the cue's own view has, where it is sure and the flat tags have nothing."""
    out: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for a, b, kind in own:
        first = 1 + 2 * kind
        if not taken[base + a : base + b].any() and chances[a:b, first : first + 2].sum(-1).mean() >= least:
            out[kind].append((base + a, base + b))
    return out


def _nested_spans(
    cue: Cue, flat: Sequence[_FlatSpan], own: Sequence[_FlatSpan], base: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Source and content of a cue inside a content, as the cue sees them; links may not leave that content."""
    holder = next(((a, b) for a, b, kind in flat if kind == CONTENT and a <= cue.start and cue.end <= b), None)
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


def with_parents(statements: Sequence[Statement]) -> list[Statement]:
    """Set each statement's parent: the smallest content of another statement that holds its cue."""
    contents = [(span.start, span.end, other.id) for other in statements for span in other.content]
    out = []
    for statement in statements:
        holders = [
            (end - start, other)
            for cue in statement.cue[:1]
            for start, end, other in contents
            if start <= cue.start and cue.end <= end and other != statement.id
        ]
        out.append(replace(statement, parent=min(holders)[1]) if holders else statement)
    return out
