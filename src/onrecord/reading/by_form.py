"""
Statements that their form shows and the network passes over.

    accusations [Pyongyang]source [denied]cue                             a reaction: its content only points back
    [He]source said that [Moscow]source [wants]cue [to buy shells]content    an intention inside another's content

The form says where cue and content stand, and often who stands before the cue. Who that is, exactly, and how far the
clause goes, is what the network sees from that cue; where it sees nothing, the words next to it tell. A reaction of
nobody is left out. Words of intention are given where an event hangs on them, or where they say inside somebody's
words what somebody else wants: "I want to thank you" adds nothing to who says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.reading.bans import forbids
from onrecord.reading.chains import Chain, FloatArray, spans_of
from onrecord.reading.complements import find_complements
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.reactions import act_of_cue, find_reactions, is_dismissal, points_back
from onrecord.reading.scores import PredicateScores, ReportScores, score_predicates
from onrecord.reading.session import Session
from onrecord.reading.statements import labelled
from onrecord.reading.tokens import IntArray
from onrecord.records import Act, Event, Mention, Span, Statement

__all__ = ["INTENTION", "PASSED_OVER", "REACTION", "with_intentions", "with_reactions"]

REACTION = 0.83
"""Score of a reaction that only its form shows: 15 of 18 are marked on the training part of PolNeAR."""
INTENTION = 0.74
"""Score of an intention or belief inside another's content, which PolNeAR does not mark: outside of contents 203 of 275
of these forms are marked on a third of its training part."""
PASSED_OVER = 0.4
"""The same outside of contents, where the network has looked and seen none: 4 of 11 on the development parts."""
_NEAR_CHARACTERS = 8
"""The network's content is taken where it begins no later than so far into the clause."""
_OF_THE_SPEAKER = frozenset({"i", "we", "you", "my", "our", "your"})


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a statement stands and what it does, by its form."""

    cue: Span
    content: Span
    subject: Span | None
    act: Act


@dataclass(frozen=True, slots=True)
class _View:
    """What the network sees from one cue: sources and contents with their mean chance."""

    sources: list[tuple[float, Span]]
    contents: list[tuple[float, Span]]


def with_reactions(
    report: EncodedReport,
    scores: ReportScores,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    session: Session,
    chain: Chain,
) -> list[Statement]:
    """
    Return the statements with the reactions that they lack, and with the acts that the forms of reactions tell.

    `chain` is that of the roles around a cue.
    """
    text = report.report.text
    known = [_with_act(statement, text) for statement in statements]
    forms = [_Form(r.cue, r.content, r.subject, r.act) for r in find_reactions(text, _read(report))]
    made = _made(report, scores, _new(forms, known), mentions, session, chain)
    return known + [replace(s, score=REACTION, content=(form.content,)) for form, s in made if s.source]


def with_intentions(
    report: EncodedReport,
    scores: ReportScores,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    events: Sequence[Event],
    session: Session,
    chain: Chain,
) -> list[Statement]:
    """Return the statements with the intentions and beliefs that they lack; `chain` as above."""
    text = report.report.text
    forms = [_Form(c.cue, c.content, c.subject, c.act) for c in find_complements(text, _read(report))]
    wanted = []
    for form in _new(forms, statements):
        holder = _holder(form.cue, statements)
        by_another = form.subject is not None and form.subject.slice(text).lower() not in _OF_THE_SPEAKER
        if (holder is not None and by_another) or _holds_event(form.content, events):
            wanted.append(form)
    out = list(statements)
    for _, statement in _made(report, scores, wanted, mentions, session, chain):
        holder = _holder(statement.cue[0], statements)
        content = tuple(_within(span, holder) for span in statement.content)
        if holder is not None:
            out.append(replace(statement, content=content, score=INTENTION))
        elif _holds_event(content[0], events):
            out.append(replace(statement, content=content, score=PASSED_OVER))
    return out


def _read(report: EncodedReport) -> list[Span]:
    """The sentences as far as their words are read here: a stretch may hold a part of one that goes on for pages."""
    first, last = int(report.words.starts[0]), int(report.words.ends[-1])
    cut = ((max(each.start, first), min(each.end, last)) for each in report.sentences)
    return [Span(start, end) for start, end in cut if start < end]


def _with_act(statement: Statement, text: str) -> Statement:
    """Where the words of a statement show that it reacts or forbids, they say which act it is."""
    cue, content = (" ".join(span.slice(text) for span in part) for part in (statement.cue, statement.content))
    if is_dismissal(cue, content):
        return replace(statement, act=Act.DENY)
    if statement.act is Act.DENY and forbids(cue):
        return replace(statement, act=Act.DEMAND)
    act = act_of_cue(cue) if points_back(content) else None
    return replace(statement, act=act) if act else statement


def _new(forms: Sequence[_Form], statements: Sequence[Statement]) -> list[_Form]:
    """The forms whose cue is not yet one."""
    cues = [span for statement in statements for span in statement.cue]
    return [form for form in forms if not any(form.cue.overlaps(cue) for cue in cues)]


def _holder(cue: Span, statements: Sequence[Statement]) -> Span | None:
    """The smallest content around a cue."""
    around = [span for s in statements for span in s.content if span.contains(cue)]
    return min(around, key=lambda span: span.end - span.start, default=None)


def _holds_event(content: Span, events: Sequence[Event]) -> bool:
    return any(content.contains(event.trigger) for event in events)


def _within(span: Span, holder: Span | None) -> Span:
    """What is said inside a content does not run past it."""
    return Span(span.start, min(span.end, holder.end)) if holder is not None and holder.end > span.start else span


def _made(
    report: EncodedReport,
    scores: ReportScores,
    forms: Sequence[_Form],
    mentions: Sequence[Mention],
    session: Session,
    chain: Chain,
) -> Iterator[tuple[_Form, Statement]]:
    """Yield the statement of each form, with the network's kind of source; its score is yet to be set."""
    starts = report.words.starts
    places = [int(np.searchsorted(starts, form.cue.start)) for form in forms]
    shown = [
        (n, form) for n, form in zip(places, forms, strict=True) if n < len(starts) and starts[n] == form.cue.start
    ]
    if not shown:
        return
    firsts = np.array([n for n, _ in shown], dtype=np.int32)
    predicates = score_predicates(report, scores, firsts, firsts + 1, np.zeros(len(shown), dtype=np.int32), session)
    emissions = predicates.scores.statement_roles
    paths, chances = chain.best(emissions, predicates.length), chain.marginals(emissions, predicates.length)
    for n, (_, form) in enumerate(shown):
        view = _view(report, predicates, paths[n], chances[n], n)
        source = _source(form, view)
        content = _content(form, view)
        statement = labelled(
            report, (source,) if source else (), (form.cue,), (content,), predicates, n, 1.0, mentions
        )  # fmt: skip
        yield form, replace(statement, act=form.act)


def _view(report: EncodedReport, predicates: PredicateScores, path: IntArray, chances: FloatArray, n: int) -> _View:
    base, length = int(predicates.place[n, 0]), int(predicates.length[n])
    view = _View([], [])
    for a, b, kind in spans_of(path[:length], report.breaks[base : base + length], 1):
        chance = float(chances[a:b, 1 + 2 * kind : 3 + 2 * kind].sum(-1).mean())
        (view.contents if kind else view.sources).append((chance, report.span(base + a, base + b)))
    return view


def _source(form: _Form, view: _View) -> Span | None:
    """The network's source where it touches the subject's place, or where no place is known; else who stands there."""
    free = [(p, span) for p, span in view.sources if not span.overlaps(form.cue) and not span.overlaps(form.content)]
    if form.subject is None:
        return max(free)[1] if free else None
    return next((span for _, span in free if span.overlaps(form.subject)), form.subject)


def _content(form: _Form, view: _View) -> Span:
    """The network's content where it is this clause; else the clause to its next mark."""
    latest = form.content.start + _NEAR_CHARACTERS
    return next(
        (
            span
            for _, span in view.contents
            if span.overlaps(form.content) and span.start <= latest and not span.overlaps(form.cue)
        ),
        form.content,
    )
