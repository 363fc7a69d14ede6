"""The stage as a whole: zones, facts and refusals, on pages, texts and JSON lines."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cleaning import Cleaner
from onrecord.errors import ReportError, SettingsError, SkipReason
from onrecord.records import Given, PublishedBasis, RawReport, Report, Span, ZoneKind, text_digest

CASES = Path(__file__).parents[1] / "cases"
ZONES = CASES / "zones.jsonl"
PAGE = (CASES / "page.html").read_text(encoding="utf-8")


def clean(text: str, media_type: str = "text/plain", cleaner: Cleaner | None = None, **given_fields: str) -> Report:
    """Run one report through the stage."""
    raw = RawReport(path="a", body=text.encode(), media_type=media_type, given=Given(**given_fields))
    return (cleaner or Cleaner())([raw])[0]


def clean_or_none(raw: RawReport) -> Report | None:
    """Run one report through the stage; None where it holds no text of a report."""
    try:
        return Cleaner(check_language=False)([raw])[0]
    except ReportError as error:
        if error.reason not in (SkipReason.NO_TEXT, SkipReason.BINARY):
            raise
        return None


def zones(report: Report) -> list[list[str]]:
    """Return kind and text of every zone."""
    return [[zone.kind.value, zone.span.slice(report.text)] for zone in report.zones]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row["comment"])
        for row in map(json.loads, (CASES / "zones.jsonl").read_text("utf-8").splitlines())
    ],
)
def test_zones_of_plain_text(row: dict[str, Any]) -> None:
    """Zones of a plain text are told by its words and lines alone."""
    media_type = row.get("media_type", "text/plain")
    assert zones(clean(row["text"], media_type=media_type, **row.get("given", {}))) == row["zones"]


def test_zones_of_a_page() -> None:
    """A page keeps all it shows, in order, and only the report is marked to be read."""
    report = clean(PAGE, media_type="text/html")
    kinds = [kind for kind, _ in zones(report)]
    assert kinds == [
        *[
            "furniture",
            "title",
            "byline",
            "dateline",
            "credit",
            "body",
            "caption",
            "furniture",
            "quote",
            "body",
            "body",
        ],
        *["correction", "furniture", "furniture", "furniture"],
    ]
    assert zones(report)[3] == ["dateline", "DAMASCUS, Syria"]
    assert (
        zones(report)[10][1] == "The ministry of defense denied that any unit had withdrawn & called the reports false."
    )


def test_facts_of_a_page() -> None:
    """Each field of a page has its value, its basis and the place that bears it out."""
    report = clean(PAGE, media_type="text/html")
    body = PAGE.encode()
    assert (report.title, report.outlet, report.byline) == ("Rebels take the border town", "Example Times", "Jane Roe")
    assert (report.dateline, report.credit, report.language) == ("DAMASCUS, Syria", "Associated Press", "en")
    assert report.url == "https://times.example/2023/08/04/town"
    assert (report.published.start, report.published.end) == ("2023-08-05", "2023-08-05")
    assert report.published.basis is PublishedBasis.DECLARED
    facts = {fact.field: fact for fact in report.facts}
    assert set(facts) == {"title", "url", "outlet", "byline", "dateline", "credit", "language", "published"}
    raws = {name: body[fact.raw.start : fact.raw.end].decode() for name, fact in facts.items() if fact.raw}
    assert raws["published"] == "2023-08-05T06:00:00+00:00"
    assert raws["outlet"] == "Example Times"
    spans = {name: fact.span.slice(report.text) for name, fact in facts.items() if fact.span}
    assert spans["credit"] == "AP"
    assert spans["byline"] == "Jane Roe"


def test_spans_of_a_page_reach_its_bytes() -> None:
    """The bytes that a span of the text came from are found, entities and all."""
    report = clean(PAGE, media_type="text/html")
    start = report.text.index("withdrawn & called")
    raw = report.origin.raw_span(Span(start, start + len("withdrawn & called")))
    assert raw is not None
    assert PAGE.encode()[raw.start : raw.end] == b"withdrawn &amp; called"


@pytest.mark.parametrize(
    ("text", "given_fields", "published", "expected"),
    [
        ("It rained.", {"published": "2023-08-04"}, "2020-01-01", ("2023-08-04", "given")),
        ("It rained.", {}, "2020-01-01", ("2020-01-01", "given")),
        ("It rained.", {"url": "https://example.org/2023/08/04/rain"}, None, ("2023-08-04", "url")),
        ("It rained.", {"published": "not a day"}, None, (None, "unknown")),
        ("It rained.", {}, None, (None, "unknown")),
        ("Rain falls\n\nPublished: August 4, 2023\n\nIt rained.", {}, "2020-01-01", ("2023-08-04", "declared")),
        ("Rain falls\n\nUpdated: August 4, 2023\n\nIt rained.", {}, None, (None, "unknown")),
        ("KABUL, Aug 4, 2023 (AP) — It rained.", {}, None, ("2023-08-04", "dateline")),
        ("KABUL, Aug 4 (AP) — It rained.", {}, None, (None, "unknown")),
    ],
)
def test_published(text: str, given_fields: dict[str, str], published: str | None, expected: tuple[Any, str]) -> None:
    """The date of publication comes from the best evidence, and is unknown without any."""
    found = clean(text, cleaner=Cleaner(published=published), **given_fields).published
    assert (found.start, found.basis.value) == expected


def test_visible_date_has_a_span() -> None:
    """A date that the text shows points at its characters."""
    report = clean("Rain falls\n\nPublished: August 4, 2023\n\nIt rained all day in the valley.")
    assert report.published.span is not None
    assert report.published.span.slice(report.text) == "August 4, 2023"


def test_row_is_kept_unchanged() -> None:
    """The id and text of a JSON line are those of the report, to the last odd character."""
    text = "\ufeffa\r\n\u00a0b\u00ad\ud800 \u0000 e\u0301 \u200f😀 "
    raw = RawReport(path="x.jsonl:1", body=b"{}", media_type="application/json", given=Given(id=" 7 ", text=text))
    report = Cleaner()([raw])[0]
    assert (report.id, report.text, report.sha256) == (" 7 ", text, text_digest(text))
    assert report.origin.runs == ()


def test_id_is_made_from_the_bytes() -> None:
    """Without an id of its own a report is named by the digest of its bytes, so a second run names it the same."""
    report = clean("It rained all day.")
    digest = hashlib.sha256(b"It rained all day.").digest()
    assert report.id == "r" + base64.b32encode(digest)[:12].decode().lower()
    assert report.origin.sha256 == digest.hex()


@settings(derandomize=True, max_examples=120, deadline=None)
@given(
    st.text(
        st.sampled_from("aB.,'\"—()\n\r\t \u00a0\u00ad\u0301\u200f\u2029#>-:/0149😀")
        | st.characters(exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=120,
    ),
    st.sampled_from(["text/plain", "text/markdown"]),
)
def test_plain_text_is_its_own_text_of_record(text: str, media_type: str) -> None:
    """Any plain text stays as it is, with zones in order, apart, and covering all but white space and marks."""
    raw = RawReport(path="a", body=text.encode(), media_type=media_type)
    report = clean_or_none(raw)
    if report is None:
        return
    assert report.text == text.removeprefix("\ufeff")
    end = 0
    for zone in report.zones:
        assert zone.span.start >= end
        assert zone.span.slice(report.text) == zone.span.slice(report.text).strip()
        end = zone.span.end
    assert end <= len(report.text)


@pytest.mark.parametrize(
    ("text", "media_type", "reason"),
    [
        (" \n\u00a0\n", "text/plain", SkipReason.NO_TEXT),
        ("<html><script>x()</script></html>", "text/html", SkipReason.NO_TEXT),
        ("Menu\n\nShare\n\nAdvertisement", "text/plain", SkipReason.NO_TEXT),
        ("<nav><a href=a>Home</a></nav><footer>Privacy</footer>", "text/html", SkipReason.NO_TEXT),
        ("{}", "application/json", SkipReason.MALFORMED),
        (
            "Les rebelles sont entrés vendredi dans la ville frontalière, ont dit deux habitants, après le départ de "
            "la garnison pendant la nuit. Le ministère de la défense a démenti tout retrait de ses unités.",
            "text/plain",
            SkipReason.NOT_ENGLISH,
        ),
    ],
)
def test_refusals(text: str, media_type: str, reason: SkipReason) -> None:
    """What cannot be read is refused with its reason."""
    with pytest.raises(ReportError) as raised:
        clean(text, media_type=media_type)
    assert raised.value.reason is reason


def test_short_foreign_names_are_not_refused() -> None:
    """A line of foreign names is too short to be called another language."""
    assert zones(clean("Mohammed bin Zayed trifft Recep Tayyip Erdogan"))[0][0] == "body"


def test_too_many_characters() -> None:
    """A text beyond the limit is refused before any work is spent on it."""
    raw = RawReport(path="a", body=b"word " * 50, media_type="text/plain")
    with pytest.raises(ReportError) as raised:
        Cleaner(max_characters=100)([raw])
    assert raised.value.reason is SkipReason.TOO_LARGE


def test_bad_date_of_publication() -> None:
    """A date of publication that is none is an error of the caller, told at once."""
    with pytest.raises(SettingsError, match="last week"):
        Cleaner(published="last week")


@pytest.mark.parametrize("row", ["", "<p>Too short</p>", "<div>Rebels took the town.<br><br>The army left.</div>"])
def test_small_pages_are_read_whole(row: str) -> None:
    """A page with little on it and no menus is all article."""
    page = f"<html><body>{row}<p>Rebels took the town.</p></body></html>"
    assert {kind for kind, _ in zones(clean(page, media_type="text/html"))} == {ZoneKind.BODY.value}


def test_blank_blocks_are_no_zones() -> None:
    """A block of no-break spaces stays in the text and is no zone."""
    report = clean("<p>Rebels took the town.</p><p>&nbsp;</p><p>&nbsp;The army left.</p>", "text/html")
    assert report.text == "Rebels took the town.\n\n\u00a0\n\n\u00a0The army left."
    assert zones(report) == [["body", "Rebels took the town."], ["body", "The army left."]]
