"""Spans that somebody else has drawn: labels, voices and certainty of the shipped reader."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ReportError
from onrecord.reading import Reader, StatementSpans
from onrecord.reading.calibration import CertaintyCurve
from onrecord.records import Act, Form, Origin, Report, ReportId, SourceKind, Span, Zone, ZoneKind, text_digest

TEXT = (
    "The ministry denied that the army had shelled the port. “We will not leave,” the governor vowed. "
    "It was said that talks had begun."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


def report(text: str = TEXT, kind: ZoneKind = ZoneKind.BODY) -> Report:
    """A report of one zone."""
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=kind, span=Span(0, len(text))),)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


def spans(*phrases: str) -> tuple[Span, ...]:
    """Where each phrase first stands."""
    return tuple(Span(TEXT.index(phrase), TEXT.index(phrase) + len(phrase)) for phrase in phrases)


DENIAL = StatementSpans(
    source=spans("The ministry"), cue=spans("denied"), content=spans("that the army had shelled the port")
)
VOW = StatementSpans(source=spans("the governor"), cue=spans("vowed"), content=spans("“We will not leave,”"))
RUMOUR = StatementSpans(cue=spans("said"), content=spans("that talks had begun"))


def test_given_statements_are_labelled_in_the_order_given(reader: Reader) -> None:
    """Spans come back as given, with act, form and kind of source; without a source the kind is none."""
    reading = reader.label(report(), [RUMOUR, DENIAL, VOW])
    rumour, denial, vow = reading.statements
    assert [(s.source, s.cue, s.content) for s in reading.statements] == [
        (each.source, each.cue, each.content) for each in (RUMOUR, DENIAL, VOW)
    ]
    assert denial.act is Act.DENY
    assert (vow.form, denial.form) == (Form.DIRECT, Form.INDIRECT)
    assert rumour.source_kind is SourceKind.NONE
    assert denial.source_kind is not SourceKind.NONE
    assert {s.score for s in reading.statements} == {1.0}


def test_the_voice_of_events_follows_the_given_statements(reader: Reader) -> None:
    """The shelling is in the ministry's denial; with no statement given it is in the outlet's own voice."""
    denied = reader.label(report(), [DENIAL])
    alone = reader.label(report(), [])
    (shelling,) = [e for e in denied.events if e.trigger.slice(TEXT) == "shelled"]
    assert shelling.denied_by == (denied.statements[0].id,)
    assert all(event.stated_by == event.denied_by == () for event in alone.events)


def test_a_statement_inside_another_has_its_parent(reader: Reader) -> None:
    """Parents follow from the given contents."""
    whole = StatementSpans(cue=spans("vowed"), content=(Span(0, 55),))
    outer, inner = reader.label(report(), [whole, DENIAL]).statements
    assert inner.parent == outer.id
    assert outer.parent is None


def test_without_a_cue_the_source_or_the_content_is_seen_from(reader: Reader) -> None:
    """A headline's speaker and a quotation with neither speaker nor cue are labelled too."""
    given_spans = [StatementSpans(source=VOW.source, content=VOW.content), StatementSpans(content=RUMOUR.content)]
    assert len(reader.label(report(), given_spans).statements) == 2


def test_a_zone_that_is_not_read_is_read_where_a_span_touches_it(reader: Reader) -> None:
    """A person may find a statement in what was taken for furniture."""
    furniture = report(kind=ZoneKind.FURNITURE)
    assert reader([furniture])[0].statements == ()
    assert reader.label(furniture, [DENIAL]).statements[0].act is Act.DENY


@pytest.mark.parametrize(
    ("span", "message"),
    [(Span(0, 900), r"\[0, 900\); expected one inside 130 characters"), (Span(12, 13), "no word in the span")],
)
def test_a_span_of_nothing_is_refused(reader: Reader, span: Span, message: str) -> None:
    """Outside the text, or white space alone: the span is named."""
    with pytest.raises(ReportError, match=message):
        reader.label(report(), [StatementSpans(cue=(span,), content=RUMOUR.content)])
    with pytest.raises(ReportError, match=message):
        reader.certainty(report(), [span])


def test_certainty_tells_what_happened_from_what_was_ruled_out(reader: Reader) -> None:
    """What happened is surer than what did not."""
    text = "The army withdrew on Monday. The rebels did not surrender."
    happened, not_happened = (
        Span(text.index(word), text.index(word) + len(word)) for word in ("withdrew", "surrender")
    )
    sure, unsure = reader.certainty(report(text), [happened, not_happened])
    assert 3.0 >= sure > unsure >= -3.0
    assert reader.certainty(report(text), []) == []


@settings(max_examples=50)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_a_curve_keeps_order_and_scale(ratings: list[float]) -> None:
    """Whatever the network says, ratings stay within three and in order; without points they are only bounded."""
    curve = CertaintyCurve(((-0.5, 0.4), (1.0, 1.5), (2.5, 3.0)))
    said = np.array(sorted(ratings), dtype=np.float32)
    drawn = curve(said)
    assert (np.diff(drawn) >= 0).all()
    assert drawn.min() >= 0.4 - 1e-6
    assert drawn.max() <= 3.0
    assert np.array_equal(CertaintyCurve()(said), np.clip(said, -3, 3))
