"""
What one row of a report adds to the ledger: who gives it, with which stance, and through whom.

    "Brig. Ryder said that Russia had bought shells", in the Harbour Courier, from Crosswind
    ->  Account(stance=assert, speaker_name="Ryder", chain=("Ryder", "Crosswind", "Harbour Courier"))

A `Telling` is made from one record alone. What other reports say (copies, the same
actor elsewhere) is joined to it later, so that a telling never has to be made again
because another report arrived.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ledger.words import is_earlier_version, is_negated
from onrecord.records import (
    Act,
    Actor,
    Event,
    Factuality,
    Record,
    Sector,
    SourceKind,
    Span,
    Statement,
    Tense,
    ZoneKind,
)

__all__ = ["AFFIRMING", "DENYING", "OWN_VOICE", "Account", "Detail", "Stance", "Telling", "tellings"]

OWN_VOICE = "own"
"""`Account.source_kind` of what the outlet says itself."""


class Stance(StrEnum):
    """What an account does with the claim."""

    ASSERT = "assert"
    DENY = "deny"
    HEDGE = "hedge"
    QUESTION = "question"
    DEMAND = "demand"
    PLAN = "plan"
    RETRACT = "retract"


AFFIRMING = frozenset({Stance.ASSERT, Stance.PLAN})
"""Stances whose original sources are counted as saying that it is so, or will be."""
DENYING = frozenset({Stance.DENY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One value of a field of the claim: who, to whom, where, when, dead, injured or arrested."""

    field: str
    value: str
    key: str | None = None
    """What the value is told from others by; None where its words tell."""
    actors: tuple[str, ...] = ()
    """Of who and to whom: the actors of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One source's word on a claim, in one report."""

    row: str
    """The event or statement that gives it."""
    report: str
    stance: Stance
    source_kind: str
    """`own`, or a `SourceKind`."""
    via: str | None = None
    """The statement through which it is given; None in the outlet's own voice."""
    factuality: Factuality | None = None
    speaker: str | None = None
    """The actor of the report who gives it."""
    speaker_name: str | None = None
    country: str | None = None
    """Of the speaker."""
    sectors: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    """From the source to the report: X, as reported by Y, carried by Z."""
    outlet: str | None = None
    published: str | None = None
    sentence: int | None = None
    """Where the sentence begins that gives it."""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event or statement, as far as the ledger needs it."""

    row: str
    report: str
    kind: str
    """`event` or `statement`."""
    what: str
    who: str | None = None
    to_whom: str | None = None
    place: str | None = None
    type: str | None = None
    quad: int | None = None
    date_start: str | None = None
    date_end: str | None = None
    published: str | None = None
    score: float = 0.0
    negated: bool = False
    """Of a statement: whether what is said is a negative ("had never sold arms")."""
    holds: tuple[str, ...] = ()
    """Of a statement: the events that it states or denies."""
    accounts: tuple[Account, ...] = ()
    details: tuple[Detail, ...] = ()


def tellings(record: Record) -> list[Telling]:
    """Return the telling of every event and of every statement that says something."""
    frame = _Frame(record)
    told = [frame.event(event) for event in record.events]
    return told + [frame.statement(each) for each in record.statements if each.content]


class _Frame:
    """Makes tellings in the frame of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._actors: dict[str | None, Actor] = {actor.id: actor for actor in record.actors}
        self._statements = {statement.id: statement for statement in record.statements}
        self._holds: dict[str, list[str]] = {}
        for event in record.events:
            for statement in dict.fromkeys((*event.stated_by, *event.denied_by)):
                self._holds.setdefault(statement, []).append(event.id)

    def event(self, event: Event) -> Telling:
        """Return the telling of an event."""
        record = self._record
        who, to_whom = (self._names(event, role) for role in ("actors", "recipients"))
        goods = ", ".join(record.quote(each.span) for each in event.objects)
        words = [who, record.quote(event.trigger), to_whom, f"with {goods}" if goods else None]
        place = (event.place.name or record.quote(event.place.span)) if event.place else None
        return Telling(
            row=event.id,
            report=record.report.id,
            kind="event",
            what=" ".join(" ".join(part for part in words if part).split()),
            who=who,
            to_whom=to_whom,
            place=place,
            type=event.type.value,
            quad=event.quad,
            date_start=event.date.start if event.date else None,
            date_end=event.date.end if event.date else None,
            published=record.report.published.start,
            score=event.score,
            accounts=tuple(self._event_accounts(event)),
            details=tuple(self._details(event, who, to_whom, place)),
        )

    def statement(self, statement: Statement) -> Telling:
        """Return the telling of what a statement says, whether or not an event was found in it."""
        record = self._record
        said = " ".join(record.quote(*statement.content).split())
        date = statement.date
        return Telling(
            row=statement.id,
            report=record.report.id,
            kind="statement",
            what=said,
            who=self._name(statement),
            date_start=date.start if date else None,
            date_end=date.end if date else None,
            published=record.report.published.start,
            score=statement.score,
            negated=is_negated(said),
            holds=tuple(self._holds.get(statement.id, ())),
            accounts=(self._account(statement, _stance_of_act(statement.act), statement, None),),
        )

    def _event_accounts(self, event: Event) -> Iterator[Account]:
        for stated in event.stated_by:
            if stated in event.denied_by:
                continue  # told in the denial alone: nobody says it
            statement = self._statements[stated]
            stance = _stance_of_event(event, statement.act)
            yield self._account(event, stance, statement, event.factuality)
        if not event.stated_by and not self._is_told_in_denial(event):
            stance, text = _stance_of_event(event, None), self._record.report.text
            if self._in_correction(event.trigger) and is_earlier_version(self._sentence(event.trigger).slice(text)):
                stance = Stance.RETRACT
            yield self._account(event, stance, None, event.factuality)
        for denied in event.denied_by:
            yield self._account(event, Stance.DENY, self._statements[denied], Factuality.CERTAIN_NOT)

    def _account(
        self, row: Event | Statement, stance: Stance, statement: Statement | None, factuality: Factuality | None
    ) -> Account:
        report = self._record.report
        carriers = [report.credit, report.outlet]
        if statement is None:
            names, kind, speaker, via = [], OWN_VOICE, None, None
        else:
            above = list(self._above(statement))
            names = [self._name(each) for each in above]
            kind, speaker, via = statement.source_kind.value, self._actors.get(statement.speaker), statement.id
            if any(is_earlier_version(name or "") for name in names):
                # "An earlier version of this report said that …": the outlet takes it back.
                stance, kind, speaker, names = Stance.RETRACT, OWN_VOICE, None, []
        chain = tuple(dict.fromkeys(name for name in (*names, *carriers) if name))
        return Account(
            row=row.id,
            report=report.id,
            stance=stance,
            source_kind=kind,
            via=via,
            factuality=factuality,
            speaker=speaker.id if speaker else None,
            speaker_name=names[0] if names else None,
            country=speaker.country if speaker else None,
            sectors=_sectors(speaker),
            chain=chain,
            outlet=report.outlet,
            published=report.published.start,
            sentence=self._sentence(row.trigger if isinstance(row, Event) else row.content[0]).start,
            score=row.score,
        )

    def _above(self, statement: Statement) -> Iterator[Statement]:
        """Yield a statement and those it stands in, inwards out; a ring of parents ends it."""
        seen: set[str] = set()
        here: Statement | None = statement
        while here is not None and here.id not in seen:
            seen.add(here.id)
            yield here
            here = self._statements.get(here.parent) if here.parent else None

    def _name(self, statement: Statement) -> str | None:
        actor = self._actors.get(statement.speaker)
        named = statement.source_kind not in (SourceKind.UNNAMED, SourceKind.NONE)
        if actor is not None and named:
            return actor.name
        return " ".join(self._record.quote(*statement.source).split()) or None

    def _names(self, event: Event, role: str) -> str | None:
        names = []
        for each in getattr(event, role):
            actor = self._actors.get(each.actor)
            names.append(actor.name if actor else self._record.quote(each.span))
        return ", ".join(dict.fromkeys(names)) or None

    def _details(self, event: Event, who: str | None, to_whom: str | None, place: str | None) -> Iterator[Detail]:
        date = event.date
        when = None
        if date is not None and date.start and date.basis != "publication":
            when = date.start if date.end in (None, date.start) else f"{date.start} to {date.end}"
        for field, value, role in (("who", who, "actors"), ("to whom", to_whom, "recipients")):
            if value:
                actors = tuple(each.actor for each in getattr(event, role) if each.actor)
                yield Detail(field=field, value=value, actors=actors)
        if place and event.place:
            yield Detail(field="where", value=place, key=str(event.place.geonameid or "") or None)
        if when:
            yield Detail(field="when", value=when)
        for field in ("dead", "injured", "arrested"):
            number = getattr(event.size, field)
            if number is not None:
                yield Detail(field=field, value=str(number))

    def _is_told_in_denial(self, event: Event) -> bool:
        """Whether the event stands only in what a source denies: nobody in the report says that it is so."""
        denials = (self._statements[denied] for denied in event.denied_by)
        return any(span.contains(event.trigger) for denial in denials for span in denial.content)

    def _in_correction(self, span: Span) -> bool:
        zones = self._record.report.zones
        return any(zone.kind is ZoneKind.CORRECTION and zone.span.overlaps(span) for zone in zones)

    def _sentence(self, span: Span) -> Span:
        """Return the sentence that a span begins in; the span itself where it stands in none."""
        return next((each for each in self._record.sentences if each.start <= span.start < each.end), span)


_ACT_STANCES = {
    Act.ASSERT: Stance.ASSERT,
    Act.ACCUSE: Stance.ASSERT,
    Act.DENY: Stance.DENY,
    Act.DEMAND: Stance.DEMAND,
    Act.COMMIT: Stance.PLAN,
    Act.THREATEN: Stance.PLAN,
    Act.ASK: Stance.QUESTION,
    Act.THINK: Stance.HEDGE,
}
_NEGATIVE = frozenset({Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT})
_HEDGED = frozenset({Factuality.PROBABLE, Factuality.POSSIBLE, Factuality.POSSIBLE_NOT, Factuality.UNCOMMITTED})


def _sectors(speaker: Actor | None) -> tuple[str, ...]:
    """Return the sectors of a speaker; a state that speaks speaks through its government."""
    if speaker is None:
        return ()
    is_state = speaker.country is not None and (speaker.rule or "").startswith("state:")
    named = tuple(sector.value for sector in speaker.sectors)
    return named or ((Sector.GOV.value,) if is_state else ())


def _stance_of_act(act: Act) -> Stance:
    return _ACT_STANCES[act]


def _stance_of_event(event: Event, act: Act | None) -> Stance:
    """Return the stance towards an event that holds in a statement of that act, or in the outlet's own voice."""
    if act in (Act.DENY, Act.ASK, Act.DEMAND):
        return _ACT_STANCES[act]
    if event.factuality in _NEGATIVE:
        return Stance.DENY
    if event.tense is Tense.FUTURE or act in (Act.COMMIT, Act.THREATEN):
        return Stance.PLAN
    if event.factuality in _HEDGED or act is Act.THINK:
        return Stance.HEDGE
    return Stance.ASSERT
