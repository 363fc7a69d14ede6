"""The page of a report: its text and marks are the record's characters, and hostile ones stay text."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from newsroom import build, report
from record_strategies import records
from visiting import put, read_page, visitor

from onrecord.records import (
    Act,
    Event,
    Form,
    Origin,
    Record,
    Report,
    SourceKind,
    Span,
    Statement,
    Zone,
    ZoneKind,
    text_digest,
)
from onrecord.room.addresses import report as report_address
from onrecord.room.text.marks import MAX_MARKS
from onrecord.room.text.parts import PART_CHARACTERS, part_of, parts
from onrecord.store import Store
from onrecord.store.room.report import ZoneSpan

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</p></article><style>*{display:none}</style>",
    "{{ 7*7 }}{% include 'base.html' %}",
    "&lt;b&gt; &amp;#x3c; javascript:alert(1)",
)

bounded = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def seen(text: str) -> str:
    """Return the characters of a document: HTML has none for NUL and for half a surrogate pair."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def spans_of(row: Statement | Event) -> dict[str, tuple[Span, ...]]:
    """Return the spans of a row that are marked, by part."""
    if isinstance(row, Event):
        return {"event": (row.trigger,)}
    return {part: getattr(row, part) for part in ("source", "cue", "content") if getattr(row, part)}


def covered(spans: tuple[Span, ...], text: str) -> str:
    """Return the characters that some of the spans point at, each once, in order."""
    return "".join(text[n] for n in range(len(text)) if any(span.start <= n < span.end for span in spans))


@bounded
@given(records())
def test_marks_read_back_from_the_page_are_the_characters_of_the_record(record: Record) -> None:
    """Text and marks of the page hold the record's characters: emoji, marks that combine, right to left, CR LF."""
    text = record.report.text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.record"
        put(path, record)
        with visitor(path) as visit:
            page = read_page(visit.get(report_address(record.report.id)).text)
    assert page.text == seen(text)
    drawn = {
        (row.id, part): spans for row in (*record.statements, *record.events) for part, spans in spans_of(row).items()
    }
    if sum(map(len, drawn.values())) <= 8:  # more of them at one place than are drawn there
        assert dict(page.marks) == {key: seen(covered(spans, text)) for key, spans in drawn.items()}
    for key, characters in page.marks.items():
        assert len(characters) <= len(covered(drawn[key], text))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_content_is_text(hostile: str, tmp_path: Path) -> None:
    """Markup in a text, a title, an outlet and a path becomes no element, no attribute and no script of any page."""
    raw = report("r1", f"Anna Berg said that {hostile} was there.", outlet=hostile, title=hostile)
    build(tmp_path / "a.record", [raw])
    plain = report("r1", "Anna Berg said that this was there.", outlet="this", title="this")
    build(tmp_path / "b.record", [plain])
    with visitor(tmp_path / "a.record") as visit, visitor(tmp_path / "b.record") as plain_visit:
        for address in ("/", "/reports/r1", "/find?kind=reports", "/find?kind=statements", "/evidence/r1"):
            answer = visit.get(address)
            assert answer.status_code == 200
            tags = [tag for tag, _ in read_page(answer.text).tags]
            expected = [tag for tag, _ in read_page(plain_visit.get(address).text).tags]
            assert [tag for tag in tags if tag in ("script", "img", "svg", "style", "iframe")] == [
                tag for tag in expected if tag in ("script", "img", "svg", "style", "iframe")
            ]
            names = {name for _, attrs in read_page(answer.text).tags for name in attrs}
            assert not {name for name in names if name.startswith("on") or name == "style"}


def long_report(text: str, count: int) -> Record:
    """Return a record of one text whose first characters hold so many statements."""
    body = Report(
        id="r1",
        sha256=text_digest(text),
        text=text,
        zones=(Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),),
        path="a.txt",
        origin=Origin(sha256=text_digest(text), media_type="text/plain", encoding="utf-8", size_bytes=len(text)),
    )
    kind = {"source_kind": SourceKind.PERSON, "form": Form.INDIRECT, "act": Act.ASSERT, "score": 0.5}
    statements = tuple(
        Statement(id=f"s{n}", source=(), cue=(Span(at, at + 5),), content=(Span(at, at + 90),), **kind)
        for n in range(count)
        for at in (n % 900,)
    )
    return Record(
        report=body, sentences=(), mentions=(), actors=(), statements=statements, events=(), model="none sha256:0"
    )


def test_a_line_of_five_million_characters_is_shown_in_parts(tmp_path: Path) -> None:
    """A text without a break is cut into parts, each in a page of bounded size, and a link finds its part."""
    text = "word " * 1_000_000
    put(tmp_path / "a.record", long_report(text, 3))
    with visitor(tmp_path / "a.record") as visit:
        first = visit.get("/reports/r1")
        assert len(first.content) < 200_000
        facts = visit.get("/reports/r1.json?part=2").json()
        assert facts["text"] == text[facts["start"] : facts["end"]]
        assert facts["parts"] > 200
        linked = visit.get("/reports/r1?char=4000000,4000004")
        assert read_page(linked.text).marks["", "linked"] == "word"


def test_a_page_of_countless_spans_is_bounded_and_says_so(tmp_path: Path) -> None:
    """Of a great many marks at one place some are drawn, the page says how many are not, and the data has all."""
    count = MAX_MARKS
    put(tmp_path / "a.record", long_report("x" * 1_000, count))
    with visitor(tmp_path / "a.record") as visit:
        page = visit.get("/reports/r1")
        assert page.status_code == 200
        assert f"{count * 2 - MAX_MARKS:,} marks of this part are not drawn" in page.text
        assert read_page(page.text).text == "x" * 1_000
        assert len(visit.get("/reports/r1.csv").text.splitlines()) == count + 1


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("", ()),
        ("no zones at all", ()),
        ("\n\nlate start", (ZoneSpan("body", 2, 12),)),
        ("word " * 30_000, (ZoneSpan("body", 0, 150_000),)),
        ("x" * 100_000, (ZoneSpan("title", 0, 1), ZoneSpan("body", 1, 100_000))),
        ("over and over", (ZoneSpan("title", 0, 9), ZoneSpan("body", 0, 9), ZoneSpan("body", 5, 13))),
        ("ab\n" * 2_000, tuple(ZoneSpan("body", 3 * n, 3 * n + 2) for n in range(2_000))),
    ],
)
def test_parts_and_blocks_tile_the_text(text: str, zones: tuple[ZoneSpan, ...]) -> None:
    """Parts follow one another without gap or overlap, their blocks too, and none is longer than a page holds."""
    found = parts(text, zones)
    assert [part.number for part in found] == list(range(1, len(found) + 1))
    at = 0
    for part in found:
        assert part.start == at
        for block in part.blocks:
            assert block.start == at
            assert block.start <= block.end <= block.until
            at = block.until
        assert part.end == at
        assert part.end - part.start <= 2 * PART_CHARACTERS
    assert at == len(text)
    assert part_of(found, len(text) + 10) == found[-1]


def test_the_margin_names_who_speaks_and_where_a_denial_stands(tmp_path: Path) -> None:
    """A denied event says so in the margin, with links to the statement that denies it and to its claim."""
    build(
        tmp_path / "a.record",
        [report("r1", "Moscow accused Kyiv of shelling the port.", "Kyiv denied that it had shelled the port.")],
    )
    with Store(tmp_path / "a.record") as store:
        record = store.record("r1")
    with visitor(tmp_path / "a.record") as visit:
        page = visit.get("/reports/r1").text
    denial = next(statement for statement in record.statements if statement.act == "deny")
    assert '<span class="flag">denied</span>' in page
    assert f'href="#{denial.id}"' in page
    assert "in the outlet&#39;s own voice" in page or "in the outlet's own voice" in page
    assert 'href="/claims/' in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/reports/nobody", 404, "no report"),
        ("/reports/r1?part=9", 400, "a whole number from 1 to 1"),
        ("/reports/r1?part=-1", 400, "a whole number"),
        ("/reports/r1?char=9,4", 400, "two numbers"),
        ("/reports/r1?char=1;2", 400, "two numbers"),
        ("/evidence/nobody", 404, "holds no row"),
        ("/originals/nobody", 404, "no report"),
        ("/reports/r1.geojson", 404, "one of the endings .html"),
        ("/reports/", 404, "an id"),
        ("/reports/..%2F..%2Fetc%2Fpasswd", 404, "no report"),
        ("/nowhere", 404, "an address"),
    ],
)
def test_a_page_that_is_not_there_says_what_was_expected(address: str, status: int, words: str, tmp_path: Path) -> None:
    """What cannot be shown is a page of its own, with what was found, what was expected and what to do."""
    build(tmp_path / "a.record", [report("r1", "Anna Berg said that it rained.")])
    with visitor(tmp_path / "a.record") as visit:
        answer = visit.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert "What to do" in answer.text or answer.json()["do"]


def test_a_link_to_characters_survives_a_new_build(tmp_path: Path) -> None:
    """The same report read again has the same address, and the same characters at it."""
    raw = report("r1", "Anna Berg said that seven trains had left.")
    for name in ("a.record", "b.record"):
        build(tmp_path / name, [raw])
    pages = []
    for name in ("a.record", "b.record"):
        with visitor(tmp_path / name) as visit:
            pages.append(read_page(visit.get("/reports/r1?char=20,32").text).marks["", "linked"])
    assert pages == ["seven trains", "seven trains"]


def test_a_report_without_outlet_day_or_title_says_that_they_are_not_known(tmp_path: Path) -> None:
    """Unknown facts are called unknown."""
    build(tmp_path / "a.record", [report("r1", "Anna Berg said that it rained.")])
    with Store(tmp_path / "a.record") as store:
        record = store.record("r1")
    bare = replace(record.report, outlet=None, title=None)
    put(tmp_path / "c.record", replace(record, report=bare))
    with visitor(tmp_path / "c.record") as visit:
        page = visit.get("/reports/r1").text
    assert "outlet not known" in page
    assert "day of publication not known" in page
