"""
Whose words a phrase stands in: "we", "our army" and "my country" are the speaker's.

    Ana Ruiz said: “We will not leave.”    We -> Ana Ruiz
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.records import Span, Statement

__all__ = ["voices_of"]


def voices_of(statements: Sequence[Statement], spans: Iterable[Span]) -> dict[Span, Span]:
    """For each span inside what somebody says, return the source of the innermost statement around it."""
    said = [
        (content.end - content.start, content, statement.source[0])
        for statement in statements
        if statement.source
        for content in statement.content
    ]
    ordered = sorted(spans)
    starts = [span.start for span in ordered]
    voices: dict[Span, Span] = {}
    for _, content, source in sorted(said, key=lambda part: -part[0]):
        near = ordered[bisect_left(starts, content.start) : bisect_right(starts, content.end)]
        voices |= {span: source for span in near if content.contains(span)}
    return voices
