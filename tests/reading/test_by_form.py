"""Statements told by their form, in reports that the shipped reader reads: whose word an event is, who denies it."""

from typing import Any

import pytest

from onrecord.reading import Reader
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest
from tests.casefile import cases


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


def _report(text: str) -> Report:
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


@pytest.mark.parametrize("case", cases("denials"))
def test_both_sides_of_what_is_denied_are_known(reader: Reader, case: dict[str, Any]) -> None:
    """An event has those who say so and those who deny it by pointing back; what leaves it open changes neither."""
    text = case["text"]
    (reading,) = reader([_report(text)])
    names = {s.id: " ".join(span.slice(text) for span in s.source) for s in reading.statements}
    found = {e.trigger.slice(text).split()[0]: e for e in reading.events}
    for trigger, stated, denied in case["events"]:
        assert [names[each] for each in found[trigger].stated_by] == stated
        assert [names[each] for each in found[trigger].denied_by] == denied


def test_a_reaction_that_only_its_form_shows_is_a_statement(reader: Reader) -> None:
    """Cue, content and source are those of the form, the act is that of its verb, and every span is of the text."""
    text = (
        "The opposition alleged that police had beaten prisoners in the capital, "
        "allegations the ministry has repeatedly denied."
    )
    (reading,) = reader([_report(text)])
    (denial,) = [s for s in reading.statements if s.act == "deny"]
    assert [span.slice(text) for span in (*denial.source, *denial.cue, *denial.content)] == [
        "the ministry",
        "denied",
        "allegations",
    ]


def test_a_wish_inside_somebodys_words_is_a_statement_of_the_one_who_wishes(reader: Reader) -> None:
    """The content of the wish lies inside that of what is said, and the wish has it as parent."""
    text = "The president said on Monday that Kyiv wants to buy shells from Seoul. He then left for Rome."
    (reading,) = reader([_report(text)])
    quoted = {s.cue[0].slice(text): s for s in reading.statements}
    wish = quoted["wants"]
    assert [span.slice(text) for span in wish.source] == ["Kyiv"]
    assert wish.parent == quoted["said"].id
    assert quoted["said"].content[-1].contains(wish.content[0])


def test_what_the_speaker_wants_himself_adds_no_statement(reader: Reader) -> None:
    """Inside direct speech “we want” is the speaker's own."""
    text = "“We want to sleep for a week,” the mayor said."
    (reading,) = reader([_report(text)])
    assert [s.cue[0].slice(text) for s in reading.statements] == ["said"]


def test_who_forbids_denies_nothing(reader: Reader) -> None:
    """After a paragraph of denials, a ban is a demand for all that."""
    text = (
        "In September, North Korea’s defense ministry denied that it had exported weapons to Russia and said it had "
        "no plan to do so.\n\nSecurity Council resolutions bar North Korea from exporting arms. U.S. officials said "
        "they would raise the shipments at the United Nations."
    )
    (reading,) = reader([_report(text)])
    (ban,) = [s for s in reading.statements if s.cue[0].slice(text) == "bar"]
    assert ban.act == "demand"
