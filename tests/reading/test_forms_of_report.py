"""Reports as they also arrive: in capitals, lists, live blogs, telegraphese; noise costs nothing but itself."""

from typing import Any

import pytest

from onrecord.reading import Reader
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest
from tests.casefile import cases


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


def report(text: str) -> Report:
    """A report of one zone."""
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


@pytest.mark.parametrize("case", cases("forms_of_report"))
def test_statements_are_found_in_any_form_of_report(reader: Reader, case: dict[str, Any]) -> None:
    """The cues that a reader of any newspaper would see are cues of statements, each with a content."""
    (reading,) = reader([report(case["text"])])
    cues = {span.slice(case["text"]) for s in reading.statements for span in s.cue}
    assert set(case["cues"]) <= {word for cue in cues for word in cue.split()}
    assert all(s.content for s in reading.statements)


@pytest.mark.parametrize(
    "text",
    [
        "“”\"'‘’" * 400,
        "«»„" * 300,
        "\x00\xff\x01" * 400,
        "🙂" * 500,
        "Der Minister sagte, die Brücke sei offen. " * 20,
        "大臣は橋が開いていると述べた。" * 60,
        ". " * 1500,
        "\n" * 3000,
        "He left. " * 800,
        "said said said " * 300,
    ],
    ids=["quotes", "guillemets", "noise", "emoji", "German", "Japanese", "stops", "lines", "sentences", "cues"],
)
def test_what_is_no_report_gives_what_can_be_found(reader: Reader, text: str) -> None:
    """No text is too odd: rows point into it, and a span is never empty."""
    (reading,) = reader([report(text)])
    spans = [m.span for m in reading.mentions] + [span for s in reading.statements for span in (*s.cue, *s.content)]
    assert all(span.slice(text).strip() for span in spans)
