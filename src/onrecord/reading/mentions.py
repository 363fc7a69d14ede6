"""
Mentions: names, and phrases for weapons, dates, money and the like.

    [Sergei Shoigu]person, [82mm mortars]weapon, [last week]date

A chain tags the words. A name that comes up again is of one kind throughout the report: its occurrences vote.
"""

from collections import defaultdict

import numpy as np

from onrecord.reading.chains import FloatArray, spans_of
from onrecord.reading.dates import with_regular_dates
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.flat import Tagged
from onrecord.records import Mention, MentionId, MentionKind, Span, row_id

__all__ = ["assemble_mentions"]

_KINDS = tuple(MentionKind)
_FLOOR = 1e-4


def assemble_mentions(report: EncodedReport, flat: Tagged) -> list[Mention]:
    """Return the mentions of one report in text order, from the flat tags of MENTION_TAGS."""
    if not len(flat.tags):
        return []
    spans = [(a, b) for a, b, _ in spans_of(flat.tags, report.breaks)]
    by_kind = flat.chances[:, 1::2] + flat.chances[:, 2::2]
    least = _over(spans, np.minimum, by_kind).tolist()
    mentions = []
    for (a, b), kind, sure in zip(spans, _kinds(report, spans, by_kind), least, strict=True):
        span = report.span(a, b)
        mentions.append(
            Mention(
                id=MentionId(row_id("m", report.report.id, span)),
                span=span,
                head=_head(report, a, b, _KINDS[kind]),
                kind=_KINDS[kind],
                score=round(sure[kind], 4),
            )
        )
    return with_regular_dates(mentions, report.report.id, report.report.text, report.sentences)


def _kinds(report: EncodedReport, spans: list[tuple[int, int]], chance: FloatArray) -> list[int]:
    """The kind of each span, by the chances [W, kinds] of its words and of those of its like-worded fellows."""
    text = report.report.text
    wordings = [report.span(a, b).slice(text) for a, b in spans]
    sizes = np.array([b - a for a, b in spans], dtype=np.float32)
    own = np.exp(_over(spans, np.add, np.log(chance + _FLOOR)) / sizes[:, None])
    votes: dict[str, FloatArray] = defaultdict(lambda: np.zeros(len(_KINDS), dtype=np.float32))
    for wording, kinds in zip(wordings, own, strict=True):
        votes[wording] = votes[wording] + kinds
    return [int(votes[wording].argmax()) for wording in wordings]


def _over(spans: list[tuple[int, int]], ufunc: np.ufunc, values: FloatArray) -> FloatArray:
    """Return a sum or least over the words of each of some spans, in text order, values [W, K] -> [spans, K]."""
    if not spans:
        return values[:0]
    edges = [edge for span in spans for edge in span]
    # A row more, for a span may end with the text: what lies between two spans is reduced too, and left out.
    reduced: FloatArray = ufunc.reduceat(np.concatenate([values, values[-1:]]), edges, axis=0)[::2]
    return reduced


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
