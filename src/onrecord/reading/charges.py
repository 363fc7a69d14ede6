"""
What an accusation or a denial is about is given where less is known of it than other events need.

    Washington accused North Korea of [supplying ammunition]      faint, and the only event of what it is accused of

Whoever asks who denies what looks for that event; the statement vouches for it, for one accuses of something.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Act, Event, Statement

__all__ = ["with_charges"]

_ABOUT_ACTS = frozenset({Act.ACCUSE, Act.DENY})


def with_charges(
    events: Sequence[Event], faint: Sequence[tuple[float, Event]], statements: Sequence[Statement], least: float
) -> list[Event]:
    """
    Return the events in text order, with the likeliest faint one of each accusation or denial that holds no event.

    `faint` are all that may be events, with their chances; from `least` on one is taken.
    """
    given = {event.id for event in events}
    kept = list(events)
    for statement in statements:
        if statement.act not in _ABOUT_ACTS or any(_inside(event, statement) for event in kept):
            continue
        charged = [(chance, event) for chance, event in faint if chance >= least and _inside(event, statement)]
        if charged:
            chance, event = max(charged, key=lambda each: (each[0], -each[1].trigger.start))
            if event.id not in given:
                given.add(event.id)
                kept.append(replace(event, score=chance))
    return sorted(kept, key=lambda event: event.trigger)


def _inside(event: Event, statement: Statement) -> bool:
    return any(span.start <= event.trigger.start and event.trigger.end <= span.end for span in statement.content)
