"""
Mentions: names, and phrases for weapons, dates, money and the like.

    [Sergei Shoigu]person, [82mm mortars]weapon, [last week]date
"""

import numpy as np

from onrecord.reading.chains import FloatArray, spans_of
from onrecord.reading.dates import with_regular_dates
from onrecord.reading.encoding import EncodedReport
from onrecord.records import Mention, MentionId, MentionKind, Span, row_id

__all__ = ["assemble_mentions"]

_KINDS = tuple(MentionKind)


def assemble_mentions(report: EncodedReport, scores: FloatArray) -> list[Mention]:
    """Return the mentions of one report in text order; scores [W, tags] of MENTION_TAGS."""
    if not len(scores):
        return []
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chance = shifted / shifted.sum(-1, keepdims=True)
    mentions = []
    for a, b, kind in spans_of(chance.argmax(1).astype(np.int32), report.breaks):
        span = report.span(a, b)
        by_kind = chance[a:b, 1 + 2 * kind] + chance[a:b, 2 + 2 * kind]
        mentions.append(
            Mention(
                id=MentionId(row_id("m", report.report.id, span)),
                span=span,
                head=_head(report, a, b, _KINDS[kind]),
                kind=_KINDS[kind],
                score=round(float(by_kind.min()), 4),
            )
        )
    return with_regular_dates(mentions, report.report.id, report.report.text, report.sentences)


def _head(report: EncodedReport, a: int, b: int, kind: MentionKind) -> Span:
    """The name itself for names, else the last word before a preposition."""
    if kind in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.NATIONALITY, MentionKind.DATE, MentionKind.MONEY):
        return report.span(a, b)
    text = report.report.text
    words = [report.span(i, i + 1) for i in range(a, b)]
    for i, word in enumerate(words):
        if i and word.slice(text).casefold() in ("of", "for", "in", "on", "from", "to", ","):
            return words[i - 1]
    return words[-1]
