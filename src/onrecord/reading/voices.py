"""
Who says that an event happened, and who denies it.

    Kyiv [accused] Minsk of shelling the bridge, accusations Minsk [denied].
                        stated by └ Kyiv         denied by └ Minsk

An event inside a statement's content is stated by the innermost such statement;
outside of all contents it is in the outlet's own voice. A denial denies the
events of its own content, which are in nobody else's voice; where its content only points back ("the accusations",
"it"), it denies what it answers (`onrecord.reading.answers`), and a confirmation
states what it answers. To refuse a thing is not to deny that it happened.
"""

from collections.abc import Sequence

from onrecord.reading.answers import answered_events, is_confirmation, is_denial
from onrecord.reading.reactions import points_back
from onrecord.records import Event, Span, Statement, StatementId, changed

__all__ = ["with_voices"]


def with_voices(events: Sequence[Event], statements: Sequence[Statement], text: str) -> list[Event]:
    """Return the events with `stated_by` and `denied_by` set."""
    denials = [s for s in statements if is_denial(s, text)]
    denying = {s.id for s in denials}
    answers = {
        s.id: {event.id for event in answered_events(s, statements, events, text)}
        for s in statements
        if s.id in denying or is_confirmation(s, text)
    }
    # "Allegations" in what is denied is the accuser's act, which nobody says or denies here.
    speaking = [
        s
        for s in statements
        if s.id not in answers or not points_back(" ".join(span.slice(text) for span in s.content))
    ]
    heard = {s.id for s in speaking}
    confirming = [s for s in answers if s not in denying]
    out = []
    for event in events:
        stated = _innermost(event.trigger, speaking)
        denied = [
            d.id
            for d in denials
            if d.id not in stated
            and (
                (d.id in heard and any(span.contains(event.trigger) for span in d.content)) or event.id in answers[d.id]
            )
        ]
        own = [s for s in stated if s in denying]
        said = [s for s in stated if s not in denying]
        # What nobody but the outlet says stays in its voice; who bears out somebody's word says it too.
        borne_out = [s for s in confirming if said and event.id in answers[s] and s not in said]
        # What stands in a denial alone is in the denier's words, who says that it is not so.
        out.append(changed(event, stated_by=(*said, *borne_out) or tuple(own), denied_by=(*own, *denied)))
    return out


def _innermost(trigger: Span, statements: Sequence[Statement]) -> list[StatementId]:
    holders = [(span.end - span.start, s.id) for s in statements for span in s.content if span.contains(trigger)]
    if not holders:
        return []
    smallest = min(holders)[0]
    return sorted({holder for size, holder in holders if size == smallest})
