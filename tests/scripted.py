"""
A pipeline of a few rules, so that store and commands are tried without a model.

    "Anna Berg said that the bridge was closed."  ->  statement: Anna Berg / said / the bridge was closed
    "Moscow accused Kyiv of shelling the port."   ->  event ACCUSE: Moscow -> Kyiv
    "Kyiv denied that …"                          ->  statement (deny), which denies the ACCUSE events against Kyiv
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.errors import ReportError, SkipReason
from onrecord.pipeline import Pipeline
from onrecord.records import (
    Act,
    Actor,
    ActorId,
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Fact,
    Factuality,
    Form,
    Mention,
    MentionId,
    MentionKind,
    Origin,
    Participant,
    Precision,
    Published,
    PublishedBasis,
    RawReport,
    Reading,
    Record,
    Report,
    ReportId,
    Run,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
    Zone,
    ZoneKind,
    row_id,
    text_digest,
)

NAME = r"(?:[A-Z]\w+)(?: [A-Z]\w+)*"
SAID = re.compile(rf"(?P<source>{NAME}) (?P<cue>said|denied|claimed) that (?P<content>[^.]+)\.")
ACCUSED = re.compile(rf"(?P<who>{NAME}) (?P<cue>accused) (?P<whom>{NAME}) of (?P<what>[^.]+)\.")
SENTENCE = re.compile(r"[^\s][^.]*\.")
COUNTRIES = {"Moscow": "RUS", "Kyiv": "UKR", "Pyongyang": "PRK"}


class ScriptedCleaner:
    """Takes the bytes as UTF-8, the first line as title where a second follows."""

    name = "clean"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def __call__(self, items: Sequence[RawReport], /) -> list[Report]:
        return [self._report(raw) for raw in items]

    def _report(self, raw: RawReport) -> Report:
        given = raw.given
        if raw.media_type == "application/json":
            given = replace(given, **json.loads(raw.body))
        text = given.text if given.text is not None else raw.body.decode("utf-8", "surrogatepass")
        if "\x00\x00" in text:
            raise ReportError("found two NULs; expected text", SkipReason.BINARY)
        if not text.strip():
            raise ReportError("found no text; expected a report", SkipReason.EMPTY)
        sha256 = hashlib.sha256(raw.body).hexdigest()
        title = text.partition("\n")[0] if "\n" in text else None
        title_span = Span(0, len(title)) if title else None
        zones = [Zone(kind=ZoneKind.TITLE, span=title_span)] if title_span else []
        if len(text) > (start := len(title) + 1 if title else 0):
            zones.append(Zone(kind=ZoneKind.BODY, span=Span(start, len(text))))
        fact = Fact(field="title", basis=PublishedBasis.DECLARED, span=title_span, rule="first line")
        return Report(
            id=ReportId(given.id or row_id("r", sha256)),
            sha256=text_digest(text),
            text=text,
            zones=tuple(zones),
            path=raw.path,
            title=given.title or title,
            outlet=given.outlet,
            url=given.url,
            published=Published(start=given.published, end=given.published, basis=PublishedBasis.GIVEN)
            if given.published
            else Published(),
            language="en",
            facts=(fact,) if title_span else (),
            origin=Origin(
                sha256=sha256,
                media_type=raw.media_type,
                encoding="utf-8",
                size_bytes=len(raw.body),
                runs=() if given.text is not None else _runs(text),
            ),
        )


def _runs(text: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    raw = 0
    for n, character in enumerate(text):
        width = len(character.encode("utf-8", "surrogatepass"))
        if runs and runs[-1].width == width:
            runs[-1] = replace(runs[-1], length=runs[-1].length + 1)
        else:
            runs.append(Run(n, 1, raw, width))
        raw += width
    return tuple(runs)


class ScriptedReader:
    """Finds `X said that Y.` and `X accused Y of Z.`; refuses a text that holds UNREADABLE."""

    name = "read"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read: list[str] = []

    def __call__(self, items: Sequence[Report], /) -> list[Reading]:
        if any("UNREADABLE" in report.text for report in items):
            raise ReportError("found UNREADABLE; expected English", SkipReason.NOT_ENGLISH)
        self.read.extend(report.path for report in items)
        return [self._reading(report) for report in items]

    def _reading(self, report: Report) -> Reading:
        statements, events, mentions = [], [], {}
        for match in SAID.finditer(report.text):
            mentions[Span(*match.span("source"))] = match["source"]
            statements.append(_statement(report.id, match))
        for match in ACCUSED.finditer(report.text):
            for role in ("who", "whom"):
                mentions[Span(*match.span(role))] = match[role]
            events.append(_event(report.id, match, statements))
        return Reading(
            report=report,
            sentences=tuple(Span(*match.span()) for match in SENTENCE.finditer(report.text)),
            mentions=tuple(
                Mention(
                    id=MentionId(row_id("m", report.id, span)), span=span, head=span, kind=MentionKind.OTHER, score=0.9
                )
                for span in sorted(mentions)
            ),
            statements=tuple(statements),
            events=tuple(events),
            model=f"scripted-{self.version} sha256:0",
        )


def _statement(report: ReportId, match: re.Match[str]) -> Statement:
    return Statement(
        id=StatementId(row_id("s", report, Span(*match.span("cue")))),
        source=(Span(*match.span("source")),),
        cue=(Span(*match.span("cue")),),
        content=(Span(*match.span("content")),),
        source_kind=SourceKind.PERSON,
        form=Form.INDIRECT,
        act=Act.DENY if match["cue"] == "denied" else Act.ASSERT,
        score=0.8,
    )


def _event(report: ReportId, match: re.Match[str], statements: Sequence[Statement]) -> Event:
    trigger = Span(*match.span("cue"))
    text = match.string
    return Event(
        id=EventId(row_id("e", report, trigger)),
        type=EventType.ACCUSE,
        mode=None,
        trigger=trigger,
        factuality=Factuality.CERTAIN,
        tense=Tense.PAST,
        score=0.7,
        contexts=("military",),
        actors=(Participant(span=Span(*match.span("who")), score=0.9),),
        recipients=(Participant(span=Span(*match.span("whom")), score=0.9),),
        place=EventPlace(span=Span(*match.span("whom"))),
        denied_by=tuple(
            each.id
            for each in statements
            if each.act is Act.DENY and each.source[0].slice(text) == match["whom"] and each.cue[0].start > trigger.end
        ),
    )


class ScriptedResolver:
    """One actor for each name; three capitals stand for their countries."""

    name = "resolve"
    version = "1"

    def __call__(self, items: Sequence[Reading], /) -> list[Record]:
        return [self._record(reading) for reading in items]

    def _record(self, reading: Reading) -> Record:
        text = reading.report.text
        names = dict.fromkeys(mention.span.slice(text) for mention in reading.mentions)
        ids = {name: ActorId(row_id("a", reading.report.id, name)) for name in names}
        mentions = tuple(
            replace(mention, actor=ids[mention.span.slice(text)], rule="same name") for mention in reading.mentions
        )
        actors = tuple(
            Actor(
                id=ids[name],
                name=name,
                kind=MentionKind.OTHER,
                mentions=tuple(mention.id for mention in mentions if mention.actor == ids[name]),
                country=COUNTRIES.get(name),
                rule="capital" if name in COUNTRIES else None,
                score=0.9,
            )
            for name in names
        )
        statements = tuple(
            replace(each, speaker=ids[each.source[0].slice(text)], speaker_rule="source") for each in reading.statements
        )
        events = tuple(self._event(event, reading.report, ids) for event in reading.events)
        return Record(
            report=reading.report,
            sentences=reading.sentences,
            mentions=mentions,
            actors=actors,
            statements=statements,
            events=events,
            model=reading.model,
        )

    def _event(self, event: Event, report: Report, ids: dict[str, ActorId]) -> Event:
        def resolved(each: Participant) -> Participant:
            name = each.span.slice(report.text)
            return replace(each, actor=ids[name], country=COUNTRIES.get(name), rule="same name")

        assert event.place is not None
        place = event.place.span.slice(report.text)
        day = report.published.start
        return replace(
            event,
            actors=tuple(map(resolved, event.actors)),
            recipients=tuple(map(resolved, event.recipients)),
            place=replace(event.place, name=place, country=COUNTRIES.get(place), rule="capital"),
            date=EventDate(start=day, end=day, precision=Precision.DAY, rule="publication") if day else None,
        )


def scripted_pipeline(*, version: str = "1") -> Pipeline:
    """Return cleaning, reading and resolution by rules."""
    return Pipeline((ScriptedCleaner(), ScriptedReader(version), ScriptedResolver()))


def raw_text(path: str, text: str) -> RawReport:
    """Return a text file as intake would hand it over."""
    return RawReport(path=path, body=text.encode("utf-8", "surrogatepass"), media_type="text/plain")


def raw_line(path: str, **fields: str) -> RawReport:
    """Return a JSON line as intake would hand it over."""
    return RawReport(path=path, body=json.dumps(fields).encode(), media_type="application/json")
