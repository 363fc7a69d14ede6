"""
What an act is where it is only meant to be done: a commitment, or a threat.

    will provide[AID] food -> AGREE      plans to impose[COERCE] a curfew -> THREATEN
    will withdraw[RETREAT] its troops unless … -> THREATEN

Codebooks of event data keep deeds and words apart: an act that is announced is what somebody says about
himself. A report's record keeps the act with its type, and factuality says that it has not happened; a passage's
foremost event is asked for as a codebook has it (`foremost.py`). Of 145 events of CAMEO's sentences of which the
rule speaks, the sentence's class has its type in 117 and the act's own in 27 (training/LOG.md, T18).
"""

import re
from collections.abc import Sequence

from onrecord.records import Event, EventType, Span

__all__ = ["types_with_promises"]

_HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST})
_FRIENDLY = frozenset({EventType.AID, EventType.CONCEDE, EventType.COOPERATE, EventType.SUPPORT, EventType.RETREAT})
_WORDS_BETWEEN = 4
_BACK = 60
_MEANT = re.compile(
    r"(?:\b(?:will|would|shall|plans?|planned|planning|prepared|ready|agree[ds]?|promis(?:e[ds]?|ing)|pledg(?:e[ds]?|ing)|"
    r"vow(?:s|ed|ing)?|sworn|swore|intend(?:s|ed)?|offer(?:s|ed)?|decided|threaten(?:s|ed|ing)?|willing|going|set|about|"
    rf"poised|determined)|['’]ll)\s+((?:[\w’'-]+\s+){{0,{_WORDS_BETWEEN}}})$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot\b", re.IGNORECASE)
_CONDITION = re.compile(r"\bunless\b", re.IGNORECASE)


def types_with_promises(text: str, passage: Span, events: Sequence[Event]) -> list[EventType]:
    """Return the type of each event of a passage, given in text order: AGREE or THREATEN where it is only meant."""
    types = []
    previous = passage.start
    for event in events:
        start, end = event.trigger.start, event.trigger.end
        # The word of promise may be a trigger itself ("agreed to resign"), but no other act stands between.
        meant = _MEANT.search(text[max(previous, start - _BACK) : start])
        previous = start
        if meant is None or _NOT.search(meant[1]):
            types.append(event.type)
        elif event.type in _FRIENDLY:
            conditional = _CONDITION.search(text, end, passage.end) is not None
            types.append(EventType.THREATEN if conditional else EventType.AGREE)
        else:
            types.append(EventType.THREATEN if event.type in _HOSTILE else event.type)
    return types
