"""What a passage is foremost about, and which events of a report are given."""

from typing import Any

import pytest
from hypothesis import given, settings

from onrecord.errors import ReportError
from onrecord.reading import Reader
from onrecord.reading.ranking import given_events
from onrecord.records import (
    Event,
    EventId,
    EventType,
    Factuality,
    Origin,
    Report,
    ReportId,
    Span,
    Tense,
    Zone,
    ZoneKind,
    text_digest,
)
from tests.casefile import cases
from tests.strategies import texts


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


def _report(text: str) -> Report:
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),) if text else ()
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


@pytest.mark.parametrize("case", cases("foremost"))
def test_the_main_clause_is_foremost(reader: Reader, case: dict[str, Any]) -> None:
    """Of several events the one that the sentence is about, not the likeliest."""
    (found,) = reader.foremost(_report(case["text"]), [Span(0, len(case["text"]))])
    assert found is not None
    assert found.type == case["expected"]


def test_each_passage_has_its_own(reader: Reader) -> None:
    """An answer per passage, in order; None where nothing happens; triggers lie in their passage."""
    parts = ["The army arrested two editors.", "Lemons are yellow.", "Rebels shelled the northern port."]
    text = " ".join(parts)
    passages = [Span(text.index(part), text.index(part) + len(part)) for part in parts]
    arrest, nothing, shelling = reader.foremost(_report(text), passages)
    assert arrest is not None
    assert shelling is not None
    assert (arrest.type, nothing, shelling.type) == (EventType.COERCE, None, EventType.ASSAULT)
    assert passages[0].contains(arrest.trigger)
    assert passages[2].contains(shelling.trigger)


def test_a_passage_outside_the_text_is_refused(reader: Reader) -> None:
    """The error says how long the text is."""
    with pytest.raises(ReportError, match="expected one inside 9 characters"):
        reader.foremost(_report("Too short"), [Span(0, 40)])


@settings(max_examples=20)
@given(text=texts())
def test_any_text_has_at_most_one(reader: Reader, text: str) -> None:
    """Whatever the text: one answer, inside it, with a chance between 0 and 1."""
    if not text:
        return
    (found,) = reader.foremost(_report(text), [Span(0, len(text))])
    assert found is None or (found.trigger.slice(text) and 0 <= found.score <= 1)


def _event(n: int, type: EventType) -> Event:
    return Event(
        id=EventId(f"e{n}"),
        type=type,
        mode=None,
        trigger=Span(n, n + 1),
        factuality=Factuality.CERTAIN,
        tense=Tense.PAST,
        score=0.0,
    )


def test_a_report_gives_the_surest_event_of_a_type_from_a_lower_line() -> None:
    """Above the line all are given, below it the likeliest of its type alone, and none below the lower line."""
    chances = [
        (0.9, EventType.ACCUSE),
        (0.3, EventType.ACCUSE),
        (0.3, EventType.PROTEST),
        (0.25, EventType.PROTEST),
        (0.1, EventType.AID),
    ]
    sure = [(chance, _event(n, kind)) for n, (chance, kind) in enumerate(chances)]
    kept = given_events(sure, 0.4, 0.2)
    assert [(e.type, e.score) for e in kept] == [(EventType.ACCUSE, 0.9), (EventType.PROTEST, 0.3)]
    assert given_events(sure, 0.4, 0.4) == kept[:1]
