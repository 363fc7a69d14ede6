"""
Statements made of reactions: what the network passes over, and what it takes for another act.

    accusations [Pyongyang]source [denied]cue          found by its form, its source as the cue sees it
    [The envoy]source [said]cue [the claims were false]content          deny, not assert

The form of a reaction says where its cue and content stand (`onrecord.reading.reactions`). Who reacts is what the
network sees from that cue; where it sees nobody, the words that stand in the subject's place. A reaction of nobody
is left out.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.reading.chains import Chain, spans_of
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.reactions import Reaction, act_of_cue, find_reactions, is_dismissal, points_back
from onrecord.reading.scores import PredicateScores, ReportScores, score_predicates
from onrecord.reading.session import Session
from onrecord.reading.statements import labelled
from onrecord.reading.tokens import IntArray
from onrecord.records import Act, Mention, Span, Statement

__all__ = ["FOUND_BY_FORM", "with_reactions"]

FOUND_BY_FORM = 0.83
"""Score of a reaction that only its form shows: 15 of 18 are marked on the training part of PolNeAR."""


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
    cues = [span for statement in known for span in statement.cue]
    found = find_reactions(text, report.sentences)
    return known + _made(
        report, scores, [r for r in found if not any(r.cue.overlaps(cue) for cue in cues)], mentions, session, chain
    )


def _with_act(statement: Statement, text: str) -> Statement:
    """Where the words of a statement show that it reacts, they say which act it is."""
    cue, content = (" ".join(span.slice(text) for span in part) for part in (statement.cue, statement.content))
    if is_dismissal(cue, content):
        return replace(statement, act=Act.DENY)
    act = act_of_cue(cue) if points_back(content) else None
    return replace(statement, act=act) if act else statement


def _made(
    report: EncodedReport,
    scores: ReportScores,
    reactions: Sequence[Reaction],
    mentions: Sequence[Mention],
    session: Session,
    chain: Chain,
) -> list[Statement]:
    words = [(_word(report, reaction.cue.start), reaction) for reaction in reactions]
    shown = [(first, reaction) for first, reaction in words if first is not None]
    if not shown:
        return []
    starts = np.array([first for first, _ in shown], dtype=np.int32)
    predicates = score_predicates(report, scores, starts, starts + 1, np.zeros(len(shown), dtype=np.int32), session)
    paths = chain.best(predicates.scores.statement_roles, predicates.length)
    made = []
    for n, (_, reaction) in enumerate(shown):
        source = _source(reaction, _seen(report, predicates, paths[n], n))
        if source is not None:
            made.append(
                replace(
                    labelled(
                        report, (source,), (reaction.cue,), (reaction.content,), predicates, n, FOUND_BY_FORM, mentions
                    ),
                    act=reaction.act,
                )
            )
    return made


def _word(report: EncodedReport, start: int) -> int | None:
    """The word that begins there; None where the text is not read."""
    at = int(np.searchsorted(report.words.starts, start))
    return at if at < len(report.words) and int(report.words.starts[at]) == start else None


def _seen(report: EncodedReport, predicates: PredicateScores, path: IntArray, n: int) -> list[Span]:
    """The sources that the network sees from predicate n."""
    base, length = int(predicates.place[n, 0]), int(predicates.length[n])
    own = spans_of(path[:length], report.breaks[base : base + length])
    return [report.span(base + a, base + b) for a, b, kind in own if kind == 0]


def _source(reaction: Reaction, seen: Sequence[Span]) -> Span | None:
    """The network's source where it touches the subject's place, or where no place is known; else who stands there."""
    free = [span for span in seen if not span.overlaps(reaction.cue) and not span.overlaps(reaction.content)]
    if reaction.subject is None:
        return max((span for span in free if span.end <= reaction.cue.start), default=None)
    return next((span for span in free if span.overlaps(reaction.subject)), reaction.subject)
