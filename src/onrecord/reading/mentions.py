"""
Mentions: names, and phrases for weapons, dates, money and the like.

    [Sergei Shoigu]person, [82mm mortars]weapon, [last week]date

A word is part of a mention from a chance of any kind on; the kind is that of the whole phrase, not of its first
word, and a name that comes up again is of one kind throughout the report: its occurrences vote.
"""

from collections import defaultdict

import numpy as np

from onrecord.reading.chains import FloatArray, spans_of
from onrecord.reading.dates import with_regular_dates
from onrecord.reading.encoding import EncodedReport
from onrecord.records import Mention, MentionId, MentionKind, Span, row_id

__all__ = ["assemble_mentions"]

_KINDS = tuple(MentionKind)
_FLOOR = 1e-4


def assemble_mentions(report: EncodedReport, scores: FloatArray, least: float) -> list[Mention]:
    """
    Return the mentions of one report in text order.

    scores [W, tags] of MENTION_TAGS; a word is part of a mention from the chance `least` on.
    """
    if not len(scores):
        return []
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chance = shifted / shifted.sum(-1, keepdims=True)
    opens, goes_on = chance[:, 1::2], chance[:, 2::2]
    begins = opens.sum(1) >= goes_on.sum(1)
    tags = np.where(1 - chance[:, 0] >= least, np.where(begins, 1, 2), 0).astype(np.int32)
    spans = [(a, b) for a, b, _ in spans_of(tags, report.breaks)]
    kinds = _kinds(report, spans, opens + goes_on)
    mentions = []
    for (a, b), kind in zip(spans, kinds, strict=True):
        span = report.span(a, b)
        by_kind = opens[a:b, kind] + goes_on[a:b, kind]
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


def _kinds(report: EncodedReport, spans: list[tuple[int, int]], chance: FloatArray) -> list[int]:
    """The kind of each span, by the chances [W, kinds] of its words and of those of its like-worded fellows."""
    text = report.report.text
    wordings = [report.span(a, b).slice(text) for a, b in spans]
    own = [np.exp(np.log(chance[a:b] + _FLOOR).mean(0)) for a, b in spans]
    votes: dict[str, FloatArray] = defaultdict(lambda: np.zeros(len(_KINDS), dtype=np.float32))
    for wording, kinds in zip(wordings, own, strict=True):
        votes[wording] = votes[wording] + kinds
    return [int(votes[wording].argmax()) for wording in wordings]


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
