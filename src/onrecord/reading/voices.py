"""
Who says that an event happened, and who denies it.

An event inside a statement's content is stated by the innermost such statement;
outside of all contents it is in the outlet's own voice. A denial denies the
events of its own content; where its content only points back ("the accusations",
"it", "the report"), it denies the events of the nearest accusation before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Act, Event, Span, Statement, StatementId

__all__ = ["with_voices"]

_POINTS_BACK = re.compile(
    r"^(?:the|these|those|this|that|such|any|all|both|its|their|his|her)?\s*"
    r"(?:it|this|that|them|accusations?|allegations?|claims?|charges?|reports?|assertions?|involvement|"
    r"wrongdoing|responsibility|suggestions?)\s*$",
    re.IGNORECASE,
)
_REACH_CHARACTERS = 600
"""How far before a denial the accusation may stand; two to three sentences."""


def with_voices(events: Sequence[Event], statements: Sequence[Statement], text: str) -> list[Event]:
    """Return the events with `stated_by` and `denied_by` set."""
    denials = [s for s in statements if s.act is Act.DENY]
    pointed = {d.id: _pointed_at(d, statements, text) for d in denials}
    out = []
    for event in events:
        stated = _innermost(event.trigger, statements)
        denied = [
            d.id
            for d in denials
            if d.id not in stated
            and (any(span.contains(event.trigger) for span in d.content) or pointed[d.id] & set(stated))
        ]
        own = [d.id for d in denials if d.id in stated]
        out.append(replace(event, stated_by=tuple(s for s in stated if s not in own), denied_by=(*own, *denied)))
    return out


def _innermost(trigger: Span, statements: Sequence[Statement]) -> list[StatementId]:
    holders = [(span.end - span.start, s.id) for s in statements for span in s.content if span.contains(trigger)]
    if not holders:
        return []
    smallest = min(holders)[0]
    return sorted({holder for size, holder in holders if size == smallest})


def _pointed_at(denial: Statement, statements: Sequence[Statement], text: str) -> set[StatementId]:
    """The accusation or claim that a denial without events of its own answers."""
    if not all(_POINTS_BACK.match(span.slice(text).strip(" ,.")) for span in denial.content):
        return set()
    at = min(denial.cue[0].start, denial.content[0].start)
    before = [
        s
        for s in statements
        if s.id != denial.id and s.act in (Act.ACCUSE, Act.ASSERT) and 0 < at - s.cue[0].start <= _REACH_CHARACTERS
    ]
    accusing = [s for s in before if s.act is Act.ACCUSE] or before
    return {max(accusing, key=lambda s: s.cue[0].start).id} if accusing else set()
