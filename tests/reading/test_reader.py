"""The shipped reader on odd input: a reading with what can be found, exact spans, and never a crash."""

import pytest
from hypothesis import given, settings

from onrecord.reading import Reader
from onrecord.records import Origin, Reading, Report, ReportId, Span, Zone, ZoneKind, text_digest
from tests.strategies import texts

_DENIAL = (
    "The ministry accused the rebels of shelling the bridge on Monday, a charge that the rebels denied. "
    "“We were not there,” a spokesman told reporters. The army arrested two men."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


def _report(text: str, name: str = "r") -> Report:
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),) if text else ()
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    return Report(id=ReportId(name), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


def _all_spans(reading: Reading) -> list[Span]:
    spans = [*reading.sentences, *(m.span for m in reading.mentions), *(m.head for m in reading.mentions)]
    for s in reading.statements:
        spans += [*s.source, *s.cue, *s.content]
    for e in reading.events:
        spans += [e.trigger, *(p.span for p in (*e.actors, *e.recipients))]
        spans += [part.span for part in (e.place, e.date) if part and part.span]
    return spans


def test_it_finds_who_says_what_and_what_happened(reader: Reader) -> None:
    """Statements with source and content, typed events, and the voice each is told in."""
    (reading,) = reader([_report(_DENIAL)])
    quotes = {reading.report.text[s.cue[0].start : s.cue[0].end]: s for s in reading.statements}
    assert {"accused", "told"} <= set(quotes)
    assert quotes["told"].form == "direct"
    assert _DENIAL[quotes["told"].source[0].start : quotes["told"].source[0].end] == "a spokesman"
    types = {e.type for e in reading.events}
    assert {"ACCUSE", "COERCE"} <= types
    (arrest,) = [e for e in reading.events if e.type == "COERCE"]
    assert arrest.stated_by == ()
    assert reading.model.startswith("reader-")


@settings(max_examples=25)
@given(text=texts())
def test_any_text_gives_a_reading_with_spans_inside_it(reader: Reader, text: str) -> None:
    """Whatever the text, every span re-slices to at least one character of it."""
    (reading,) = reader([_report(text)])
    assert all(span.slice(text) for span in _all_spans(reading))


@pytest.mark.parametrize(
    "text", ["", " ", "No", "“”“”\"\"''", "said", "?" * 500, "word " * 3000, "x" * 20_000, "\x00\x01\x02" * 50]
)
def test_odd_reports_are_read(reader: Reader, text: str) -> None:
    """Empty, one word, only marks, one endless paragraph, one endless word, noise."""
    (reading,) = reader([_report(text)])
    assert all(span.end <= len(text) for span in _all_spans(reading))


def test_a_report_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    """What is read of a report does not depend on which others are read with it."""
    others = [_report("Aid arrived in the town. " * 40, "a"), _report("They met.", "b")]
    alone = reader([_report(_DENIAL)])[0]
    among = reader([*others, _report(_DENIAL)])[2]
    assert alone == among


def test_only_zones_that_are_read_give_rows(reader: Reader) -> None:
    """Furniture stays in the text and gives nothing."""
    text = "The army arrested two men.\n\nThe army arrested two men."
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, 26)), Zone(kind=ZoneKind.FURNITURE, span=Span(28, 54)))
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    report = Report(id=ReportId("r"), sha256="", text=text, zones=zones, path="-", origin=origin)
    (reading,) = reader([report])
    assert reading.events
    assert all(span.end <= 26 for span in _all_spans(reading))


def test_no_row_runs_over_text_that_is_not_read(reader: Reader) -> None:
    """Words on both sides of a byline are no phrase."""
    text = "Larkmoor Post\nBy the desk\nNorth Korea said on Sunday that it had agreed. The army arrested two men."
    at = text.index("North")
    zones = (Zone(kind=ZoneKind.TITLE, span=Span(0, 13)), Zone(kind=ZoneKind.BODY, span=Span(at, len(text))))
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    report = Report(id=ReportId("r"), sha256="", text=text, zones=zones, path="-", origin=origin)
    (reading,) = reader([report])
    assert reading.statements
    assert not any(span.start < 14 and span.end > at for span in _all_spans(reading))
