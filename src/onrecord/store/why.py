"""
Why a row says what it says: each field with the characters, the bytes and the rule or model behind it.

    why e3k…  ->  type       CONSULT       "visited"  [412, 419)  bytes [9120, 9127)   reader-2026.11
                  place      North Korea   "Pyongyang" [423, 432) bytes [9131, 9140)   gazetteer:capital

A field with no characters of its own (a tense, a score) says which model set it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord.errors import StoreError
from onrecord.records import Actor, Event, EventDate, Mention, Record, Span, Statement

__all__ = ["Ground", "Why", "grounds", "with_corrections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One field of a row and what it rests on."""

    field: str
    value: str | None
    quote: str | None = None
    """The characters, as they stand in the text; None where the field has none of its own."""
    span: Span | None = None
    """Code points of the text of record."""
    utf16: Span | None = None
    """The same in UTF-16 code units, as browsers and Java count."""
    raw: Span | None = None
    """The bytes of the file they were made from; None where the text was given as it is."""
    place: str | None = None
    """Where a page shows them, line by line; None where the file is none of pages."""
    set_by: str | None = None
    """The rule or the model that set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A row and its grounds."""

    id: str
    table: str
    report: str
    path: str
    file_sha256: str
    grounds: tuple[Ground, ...]


def grounds(record: Record, table: str, id: str) -> Why:
    """Return the grounds of a row of the record; `StoreError` where it has no such row."""
    builder = _Grounds(record)
    if table == "reports":
        found = tuple(builder.report())
    else:
        row = next((each for each in getattr(record, table) if each.id == id), None)
        if row is None:
            raise StoreError(f"report {record.report.id} has no row {id!r} among its {table}")
        found = tuple(getattr(builder, table[:-1])(row))
    report = record.report
    return Why(id=id, table=table, report=report.id, path=report.path, file_sha256=report.origin.sha256, grounds=found)


# Fields that stand in the ground of another.
_SHOWN_AS = {"mode": "type", "country": "place"}


def with_corrections(why: Why, corrections: Mapping[str, str]) -> Why:
    """Return the same with the corrections that set a field, by its name, as what set it."""
    set_by = {_SHOWN_AS.get(field, field) if why.table == "events" else field: by for field, by in corrections.items()}
    found = tuple(replace(each, set_by=set_by.get(each.field, each.set_by)) for each in why.grounds)
    return replace(why, grounds=found)


class _Grounds:
    """Makes grounds in the frame of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def report(self) -> Iterator[Ground]:
        """Yield the grounds of the report itself: title, outlet, date and the rest."""
        report = self._record.report
        facts = {fact.field: fact for fact in report.facts}
        for name in ("title", "url", "outlet", "byline", "dateline", "credit", "language"):
            value, fact = getattr(report, name), facts.get(name)
            if value is not None or fact:
                yield self._ground(name, value, fact.span if fact else None, _set_by(fact), fact.raw if fact else None)
        published, fact = report.published, facts.get("published")
        span = published.span or (fact.span if fact else None)
        interval = _interval(published.start, published.end)
        set_by = _set_by(fact) or published.basis.value
        yield self._ground("published", interval, span, set_by, fact.raw if fact else None)

    def statement(self, statement: Statement) -> Iterator[Ground]:
        """Yield the grounds of a statement."""
        model, rule = self._record.model, statement.speaker_rule
        for role in ("source", "cue", "content"):
            for span in getattr(statement, role):
                yield self._ground(role, None, span, model)
        for name in ("act", "form", "source_kind"):
            yield self._ground(name, getattr(statement, name).value, None, model)
        yield from self._actor_ground("speaker", statement.speaker, statement.source[:1], rule)
        yield from self._actor_ground("addressee", statement.addressee, (), None)
        yield from self._date(statement.date)
        if statement.parent:
            yield self._ground("parent", statement.parent, None, model)
        yield self._ground("score", f"{statement.score:.2f}", None, model)

    def event(self, event: Event) -> Iterator[Ground]:
        """Yield the grounds of an event."""
        model = self._record.model
        kind = f"{event.type} ({event.mode})" if event.mode else event.type.value
        yield self._ground("type", kind, event.trigger, model)
        for slug in event.own_types:
            yield self._ground("own_type", slug, event.trigger, f"{slug}.toml")
        for role in ("actors", "recipients"):
            for each in getattr(event, role):
                actor = self._record.actor(each.actor)
                known = [actor.name if actor else None, each.country, each.sector]
                value = ", ".join(part for part in known if part) or None
                yield self._ground(role[:-1], value, each.span, each.rule or model)
        for each in event.objects:
            yield self._ground("object", each.family or each.kind.value, each.span, model)
        if event.place:
            place = event.place
            known = [place.name, place.country, place.precision]
            if place.latitude is not None and place.longitude is not None:
                known.append(f"{place.latitude:.3f} {place.longitude:.3f}")
            yield self._ground("place", ", ".join(p for p in known if p) or None, place.span, place.rule or model)
        yield from self._date(event.date)
        for name in ("factuality", "tense"):
            yield self._ground(name, getattr(event, name).value, event.trigger if name == "tense" else None, model)
        yield from self._voice(event)
        if event.contexts:
            yield self._ground("contexts", ", ".join(event.contexts), None, model)
        for name in ("dead", "injured", "arrested"):
            number = getattr(event.size, name)
            if number is not None:
                yield self._ground(name, str(number), None, model)
        yield self._ground("score", f"{event.score:.2f}", None, model)

    def actor(self, actor: Actor) -> Iterator[Ground]:
        """Yield the grounds of an actor."""
        for name in ("name", "kind", "country", "office", "rank", "wikidata"):
            value = getattr(actor, name)
            if value is not None:
                yield self._ground(name, value, None, actor.rule)
        if actor.sectors:
            yield self._ground("sectors", ", ".join(actor.sectors), None, actor.rule)
        mentions = {mention.id: mention for mention in self._record.mentions}
        for each in actor.mentions:
            mention = mentions[each]
            yield self._ground("mention", each, mention.span, mention.rule or self._record.model)

    def mention(self, mention: Mention) -> Iterator[Ground]:
        """Yield the grounds of a mention."""
        model = self._record.model
        yield self._ground("span", mention.kind.value, mention.span, model)
        yield self._ground("head", None, mention.head, model)
        yield from self._actor_ground("actor", mention.actor, (), mention.rule)
        yield from self._date(mention.date)
        yield self._ground("score", f"{mention.score:.2f}", None, model)

    def _voice(self, event: Event) -> Iterator[Ground]:
        if not event.stated_by:
            yield self._ground("voice", "the outlet's own", None, self._record.model)
        statements = {statement.id: statement for statement in self._record.statements}
        for relation in ("stated_by", "denied_by"):
            for each in getattr(event, relation):
                statement = statements[each]
                span = (statement.source or statement.cue or statement.content)[0]
                yield self._ground(relation, each, span, self._record.model)

    def _actor_ground(self, field: str, id: str | None, spans: tuple[Span, ...], rule: str | None) -> Iterator[Ground]:
        actor = next((each for each in self._record.actors if each.id == id), None)
        if actor is not None:
            yield self._ground(field, actor.name, spans[0] if spans else None, rule)

    def _date(self, date: EventDate | None) -> Iterator[Ground]:
        if date is not None:
            known = [_interval(date.start, date.end), date.precision, date.basis]
            yield self._ground("date", ", ".join(part for part in known if part) or None, date.span, date.rule)

    def _ground(
        self, field: str, value: str | None, span: Span | None, set_by: str | None, raw: Span | None = None
    ) -> Ground:
        report = self._record.report
        if span is None:
            return Ground(field=field, value=value, raw=raw, set_by=set_by)
        return Ground(
            field=field,
            value=value,
            quote=span.slice(report.text),
            span=span,
            utf16=_utf16(report.text, span),
            raw=raw or report.origin.raw_span(span),
            place="; ".join(report.places(span)) or None,
            set_by=set_by,
        )


def _utf16(text: str, span: Span) -> Span:
    before, inside = text[: span.start], text[span.start : span.end]
    start = len(before) + sum(each > "\uffff" for each in before)
    return Span(start, start + len(inside) + sum(each > "\uffff" for each in inside))


def _interval(start: str | None, end: str | None) -> str | None:
    if start is None or end is None or start == end:
        return start or end
    return f"{start} to {end}"


def _set_by(fact: object) -> str | None:
    return getattr(fact, "rule", None) or None
