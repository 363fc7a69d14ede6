"""
The tense of the clause around a date: it decides whether "Friday" is past or to come.

`will meet on Friday` -> future; `met on Friday` -> past. Only the sentence is looked at.
"""

import re

from onrecord.records import Span, Tense

__all__ = ["tense_around"]

_FUTURE = re.compile(
    r"\b(?:will|'ll|’ll|shall|going to|due (?:to|on|in|by)|scheduled (?:to|for)|set (?:to|for)|to be|"
    r"is to|are to|plans? to|planned for|expected to|deadline|expires?|upcoming|forthcoming)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|\w{3,}ed|met|went|came|took|made|began|fell|rose|"
    r"held|left|ago|has been|have been)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘'])|\n")
_WINDOW = 60
"""Characters each side within which a verb is taken to be the date's own."""


def tense_around(text: str, span: Span) -> Tense | None:
    """Return the tense of the words near the span within its sentence; None where they do not say."""
    before = _END.split(text[max(0, span.start - 240) : span.start])[-1][-_WINDOW:]
    after = _END.split(text[span.end : span.end + 240])[0][:_WINDOW]
    future = max((match.end() for match in _FUTURE.finditer(before)), default=-1)
    past = max((match.end() for match in _PAST.finditer(before)), default=-1)
    if future > past:
        return Tense.FUTURE
    if past >= 0:
        return Tense.PAST
    ahead, behind = _FUTURE.search(after), _PAST.search(after)
    if ahead and (behind is None or ahead.start() < behind.start()):
        return Tense.FUTURE
    return Tense.PAST if behind else None
