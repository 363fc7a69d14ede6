"""
An event as tables of events tell it: names, places, days and words instead of ids and spans.

    told = Told(record, event)
    told.names(event.actors)   ->   ["North Korea"]
    told.sentence.slice(…)     ->   "North Korea sold arms to Russia."
"""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Actor, Event, Factuality, Participant, Record, Sector, Span, StatementId, Tense

__all__ = ["Told", "happened", "why_not"]

_HOLDS = (Factuality.CERTAIN, Factuality.PROBABLE)


def happened(event: Event) -> bool:
    """Whether the closest source holds it certain or probable, and it is no plan."""
    return event.factuality in _HOLDS and event.tense is not Tense.FUTURE


def why_not(event: Event) -> str:
    """Return why an event is no event of a table of what happened, in words."""
    if event.factuality not in _HOLDS:
        words = {"CT-": "denied", "PR-": "denied", "PS-": "denied", "PS+": "only possible", "Uu": "left open"}
        return f"events that their source holds {words[event.factuality.value]} ({event.factuality.value})"
    return "events that are planned or foretold"


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a record, in words."""

    record: Record
    event: Event

    def quote(self, span: Span) -> str:
        """Return the characters of a span."""
        return span.slice(self.record.report.text)

    @property
    def sentence(self) -> Span:
        """The sentence of the trigger; the trigger itself where no sentence holds it."""
        trigger = self.event.trigger
        return next((each for each in self.record.sentences if each.contains(trigger)), trigger)

    def actor(self, participant: Participant) -> Actor | None:
        """Return who a participant is in the report."""
        return self.record.actor(participant.actor)

    def name(self, participant: Participant) -> str:
        """Return the name of a participant, or the words that say who it is."""
        actor = self.actor(participant)
        return actor.name if actor else self.quote(participant.span)

    def names(self, participants: Iterable[Participant]) -> list[str]:
        """Return the names of participants, each once."""
        return list(dict.fromkeys(map(self.name, participants)))

    def sectors(self, participant: Participant) -> list[Sector]:
        """Return the sectors of a participant, its own first."""
        actor = self.actor(participant)
        own = [participant.sector] if participant.sector else []
        return list(dict.fromkeys([*own, *(actor.sectors if actor else ())]))

    @property
    def place_name(self) -> str | None:
        """The name of the place, or the words that say where."""
        place = self.event.place
        return None if place is None else place.name or self.quote(place.span)

    def voices(self, statements: Iterable[StatementId]) -> list[str]:
        """Return who makes these statements, by name or in the words of the report."""
        known = {each.id: each for each in self.record.statements}
        found = []
        for key in statements:
            speaker = self.record.actor(known[key].speaker)
            found.append(speaker.name if speaker else self.record.quote(*known[key].source) or "(not named)")
        return list(dict.fromkeys(found))

    @property
    def summary(self) -> str:
        """Who, what, to whom, in one line."""
        event = self.event
        parts = ["; ".join(self.names(event.actors)), event.type.value, "; ".join(self.names(event.recipients))]
        return " ".join(part for part in parts if part)
