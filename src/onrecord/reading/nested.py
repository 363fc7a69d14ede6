"""
Which statements inside another's content are given.

    He said that [officials]source [believed]cue [the port had been shelled]content.          given
    Canada accused [Indian agents] [of] [murdering a Sikh leader].                             not a statement

Whose voice an event is in hangs on the innermost statement, so one that holds an event is given; a mere turn of
phrase is left to the reader. Nobody was shown to the network inside contents: there it needs somebody who speaks and
a cue of its own words, and as high a chance as anywhere else.
"""

import re
from collections.abc import Sequence

from onrecord.records import Event, Statement

__all__ = ["stands_inside"]

_NO_WORD_OF_ITS_OWN = re.compile(
    r"(?:of|for|on|to|with|from|by|in|at|as|about|over|against|and|or|is|was|were|are|be|been|the|an?|that|\W)*",
    re.IGNORECASE,
)


def stands_inside(statement: Statement, events: Sequence[Event], text: str) -> bool:
    """Whether a statement inside a content has a source, a cue of words of its own, and an event in its content."""
    return (
        bool(statement.source)
        and not all(_NO_WORD_OF_ITS_OWN.fullmatch(span.slice(text)) for span in statement.cue)
        and any(span.contains(event.trigger) for event in events for span in statement.content)
    )
