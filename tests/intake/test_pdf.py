"""PDF files: their text, where it stands, and the files that hang, lie or hold nothing."""

import re
import sys
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from tests.packs import failures, found, http, pdf, raws, record, tarred, warc_gz, write

from onrecord.cleaning import Cleaner
from onrecord.errors import SkipReason
from onrecord.intake import Limits
from onrecord.intake.pdf import PdfReader
from onrecord.intake.pdf_layout import PdfLine, pdf_text
from onrecord.records import Failure, RawReport, Span

FIRST = (
    "MOURA (AP) - Rebels took the northern town of Moura on Thursday, a spokesman for the ministry said.\n\n"
    "The army had denied that any town was lost, and its chief said that the men were"
)
SECOND = "safe and on their way back to the capital, where they would be met on Sunday by the minister."
RULE = re.compile(r"pdf:page (\d+) box ([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) characters (\d+)\+(\d+)")


def test_text_and_places(tmp_path: Path) -> None:
    """Lines become paragraphs across pages, page numbers step aside, each line leads to its page and box."""
    write(tmp_path, {"a.pdf": pdf(FIRST, SECOND)})
    (raw,) = raws(tmp_path)
    text = raw.given.text or ""
    assert text.split("\n\n") == [
        *FIRST.split("\n\n")[:1],
        "The army had denied that any town was lost, and its chief said that the men were safe and on their way back "
        "to the capital, where they would be met on Sunday by the minister.",
        "Page 1",
        "Page 2",
    ]
    places = [(fact.span.slice(text), RULE.fullmatch(fact.rule)) for fact in raw.facts if fact.span]
    assert all(match for _, match in places)
    page = {quote: int(match[1]) for quote, match in places if match}
    assert page[next(quote for quote in page if quote.startswith("safe"))] == 2
    for _, match in places:
        assert match
        left, bottom, right, top = (float(match[n]) for n in range(2, 6))
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842
    covered = sum(fact.span.end - fact.span.start for fact in raw.facts if fact.span)
    assert covered == len(text) - text.count("\n\n") * 2 - (len(raw.facts) - 4)


def test_the_places_reach_the_report(tmp_path: Path) -> None:
    """The report of a PDF tells for each span of its text on which page and where it stands."""
    write(tmp_path, {"a.pdf": pdf(FIRST, SECOND)})
    (report,) = Cleaner()(raws(tmp_path))
    start = report.text.index("on Sunday")
    (place,) = report.places(Span(start, start + 9))
    assert place.startswith("pdf:page 2 box ")
    assert report.origin.media_type == "application/pdf"


def test_the_boxes_are_those_of_the_file(tmp_path: Path) -> None:
    """The characters named by a line's place are, asked of PDFium anew, the characters of the line."""
    body = pdf(FIRST, SECOND)
    write(tmp_path, {"a.pdf": body})
    (raw,) = raws(tmp_path)
    document = pypdfium2.PdfDocument(body)
    for fact in raw.facts:
        match = RULE.fullmatch(fact.rule)
        assert match
        assert fact.span
        textpage = document[int(match[1]) - 1].get_textpage()
        assert textpage.get_text_range(int(match[6]), int(match[7])).strip() == fact.span.slice(raw.given.text or "")
        left, bottom, right, top = (float(match[n]) for n in range(2, 6))
        inside = textpage.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
        assert fact.span.slice(raw.given.text or "") in inside
    document.close()


def test_pdf_wherever_it_lies(tmp_path: Path) -> None:
    """A PDF is read from an archive and from a web archive too."""
    body = pdf(FIRST)
    answer = record(http(body, "application/pdf"), "https://example.org/a.pdf")
    write(tmp_path, {"a.tar": tarred({"a.pdf": body}), "b.warc.gz": warc_gz(answer)})
    first, second = raws(tmp_path)
    assert first.given.text == second.given.text
    assert second.given.url == "https://example.org/a.pdf"
    assert {fact.field for fact in second.facts} == {"line", "capture"}


def test_pdf_that_cannot_be_read(tmp_path: Path) -> None:
    """Pictures only, a password, damage and a lie about its size each say what to do; the next file is read."""
    locked = FPDF()
    locked.add_page()
    locked.set_font("Helvetica", size=11)
    locked.cell(text="secret")
    locked.set_encryption(owner_password="a", user_password="b")  # noqa: S106
    blank = FPDF()
    blank.add_page()
    whole = pdf(FIRST)
    write(
        tmp_path,
        {
            "a.pdf": bytes(blank.output()),
            "b.pdf": bytes(locked.output()),
            "c.pdf": b"%PDF-1.7 and no more",
            "d.pdf": whole[: len(whole) // 2],
            "e.pdf": whole + b"x" * 200_000,
            "f.pdf": pdf(SECOND),
        },
    )
    assert found(tmp_path, Limits(max_pdf_bytes=100_000))[-1] == ("f.pdf", "application/pdf")
    bad = {Path(each.path).name: each for each in failures(tmp_path, Limits(max_pdf_bytes=100_000))}
    assert [bad[name].reason for name in ("a.pdf", "b.pdf", "c.pdf", "e.pdf")] == [
        *(SkipReason.NO_TEXT, SkipReason.ENCRYPTED, SkipReason.MALFORMED, SkipReason.TOO_LARGE)
    ]
    assert "ocrmypdf" in bad["a.pdf"].message
    assert all(each.sha256 for each in bad.values() if each.reason is not SkipReason.TOO_LARGE)


def handmade(kids: bytes, count: int) -> bytes:
    """Write a PDF whose list of pages says what the test wants."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 36>>stream\nBT /F 12 Tf 20 200 Td (It rained.) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    whole, offsets = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return whole + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (handmade(b"[3 0 R]", 1), [("a.pdf", "application/pdf")]),
        (handmade(b"[3 0 R 9 0 R]", 2), [("a.pdf", "application/pdf"), ("a.pdf!/pages", "malformed")]),
        (handmade(b"[9 0 R]", 1), [("a.pdf", "malformed")]),
        (handmade(b"[" + b"9 0 R " * 500 + b"]", 500), [("a.pdf", "malformed")]),
        (handmade(b"[2 0 R]", 7), [("a.pdf", "malformed")]),
    ],
)
def test_a_pdf_that_lies(tmp_path: Path, body: bytes, rows: list[tuple[str, str]]) -> None:
    """Pages that are not there, hundreds of them, or a list of pages that holds itself: each is told."""
    write(tmp_path, {"a.pdf": body})
    assert found(tmp_path) == rows


def worker(code: str) -> tuple[str, ...]:
    """Return the command of a process that answers as the code says."""
    return (sys.executable, "-c", code)


HANGS = "import time; time.sleep(60)"
DIES = "import os; os.abort()"
CHATTERS = (
    "import sys, json; n = int.from_bytes(sys.stdin.buffer.read(8), 'big'); sys.stdin.buffer.read(n)\n"
    "while True: print(json.dumps({'page': 1, 'lines': [['x' * 1000, 0, 1000, [0, 0, 1, 1], 9.0, False]]}), flush=True)"
)
EATS = (
    "import sys; from onrecord.intake import pdf_worker\n"
    "pdf_worker._limit_memory(int(sys.argv[1]))\n"
    "try: bytearray(4 * int(sys.argv[1]))\n"
    "except MemoryError: sys.exit(3)\n"
)


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        (HANGS, SkipReason.TOO_SLOW, "max_pdf_seconds"),
        (DIES, SkipReason.MALFORMED, "fell over"),
        (CHATTERS, SkipReason.TOO_LARGE, "max_file_bytes"),
        (EATS, SkipReason.MALFORMED, "max_pdf_memory_bytes"),
    ],
)
def test_a_process_that_fails(code: str, reason: SkipReason, words: str) -> None:
    """A file that hangs, kills or floods its reader costs itself, and the process is gone."""
    limits = Limits(max_pdf_seconds=1 if code == HANGS else 30, max_file_bytes=50_000)
    reader = PdfReader(limits, command=worker(code))
    (bad,) = reader.read(b"%PDF-1.7" + b"x" * 300_000, "a.pdf")
    assert isinstance(bad, Failure)
    assert bad.reason is reason
    assert words in bad.message
    reader.close()


def test_one_process_reads_many_and_recovers() -> None:
    """The same reader goes on after a damaged file."""
    reader = PdfReader(Limits())
    rows = [row for body in (pdf(FIRST), b"%PDF-", pdf(SECOND)) for row in reader.read(body, "a.pdf")]
    reader.close()
    assert [isinstance(row, RawReport) for row in rows] == [True, False, True]


def lines(*texts: str, page: int = 1, top: float = 800.0, left: float = 50.0, pitch: float = 12.0) -> list[PdfLine]:
    """Set lines one under the other; a hyphen at the end divides a word."""
    return [
        PdfLine(
            page=page,
            text=text.removesuffix("-"),
            first_character=0,
            characters=len(text),
            box=(left, top - n * pitch - 10, left + 5 * len(text), top - n * pitch),
            size=10.0,
            is_divided=text.endswith("-"),
        )
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("said the min-", "istry of defence", "said the ministry of defence"),
        ("their long-", "term plan held", "their long-term plan held"),
        ("the vice-", "President said", "the vice-President said"),
        ("about 20-", "30 men of the", "about 20-30 men of the"),
        ("of the drone-", "maker Baykar said", "of the drone-maker Baykar said"),
    ],
)
def test_divided_words(first: str, second: str, joined: str) -> None:
    """A divided word is joined and a hyphen of its own kept, by its parts and by how the document writes it."""
    before = lines("A drone-maker was named by the ministry on Sunday.")
    text = pdf_text([*before, *lines(first, second, top=700)])
    assert text.text.split("\n\n")[-1] == joined


def test_columns_and_running_heads() -> None:
    """A sentence goes on in the next column and on the next page; what every page repeats waits behind it."""
    pages = []
    for page, day in ((1, "Monday"), (2, "Tuesday"), (3, "Sunday")):
        pages += lines("EXAMPLE NEWS 2024", page=page)
        pages += lines(f"The army said on {day} that", f"by {day} it had lost", page=page, top=770)
        pages += lines("no town, and that its men", f"would come back by {day}.", page=page, top=770, left=320)
    text = pdf_text(pages).text
    sentences = [
        f"The army said on {day} that by {day} it had lost no town, and that its men would come back by {day}."
        for day in ("Monday", "Tuesday", "Sunday")
    ]
    head = "EXAMPLE NEWS 2024"
    assert text.split("\n\n") == [sentences[0], head, head, sentences[1], head, sentences[2]]
