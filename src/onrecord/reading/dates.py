"""
Date expressions of a regular form, found by rule.

    [Last November], Washington accused …      on [July 27]      [two days ago]

The network marks dates of any form; these forms are few and their borders certain, so
where one of them touches a mention of the network's, it takes its place.
"""

import re
from collections.abc import Sequence

from onrecord.records import Mention, MentionId, MentionKind, Span, row_id

__all__ = ["date_spans", "with_regular_dates"]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIOD = rf"(?:week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter|quarter|{_MONTH}|{_DAY})"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a\s+few)"
_PART = r"(?:early|late|mid-?|earlier|later)\s*"
_REGULAR = re.compile(
    rf"\b(?:(?:{_PART})?(?:[Ll]ast|[Tt]his|[Nn]ext)\s+{_PERIOD}"
    rf"|{_COUNT}\s+(?:days?|weeks?|months?|years?|decades?)\s+(?:ago|earlier|later)"
    rf"|(?:{_DAY},?\s+)?{_MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?(?!\d)"
    rf"|(?:{_DAY},?\s+)?\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?"
    rf"|(?:{_PART})?{_MONTH}(?:\s+of)?\s+\d{{4}}"
    rf"|{_DAY}|[Yy]esterday|[Tt]omorrow)\b(?!\s+(?:Times|Post|Mail|Herald))"
)


def date_spans(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return the date expressions of regular form inside the sentences, in text order."""
    return [Span(*m.span()) for s in sentences for m in _REGULAR.finditer(text, s.start, s.end)]


def with_regular_dates(mentions: Sequence[Mention], report: str, text: str, sentences: Sequence[Span]) -> list[Mention]:
    """Return the mentions with those of regular dates in the place of any that they touch, in text order."""
    spans = date_spans(text, sentences)
    touched = {at for span in spans for at in range(span.start, span.end)}
    kept = [m for m in mentions if touched.isdisjoint(range(m.span.start, m.span.end))]
    found = [
        Mention(id=MentionId(row_id("m", report, span)), span=span, head=span, kind=MentionKind.DATE, score=0.9)
        for span in spans
    ]
    return sorted([*kept, *found], key=lambda m: m.span)
