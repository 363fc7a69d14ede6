"""Feeds with full text, messages with attachments, books of chapters."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.packs import ARTICLE, epub, failures, found, http, outcomes, raws, record, write, zipped

from onrecord.cleaning import Cleaner
from onrecord.errors import SkipReason
from onrecord.intake import Limits, find_reports
from onrecord.records import Failure, RawReport

LONG = "Rebels took the town of Moura on Thursday. " * 30
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://m">
<channel><title>Example&nbsp;News</title><link>https://example.org</link><image><title>Logo</title></image>
<item><title>Rebels take the town &amp;amp; leave</title><link>https://example.org/a</link>
<pubDate>Thu, 02 May 2024 22:00:00 +0200</pubDate><media:title>no</media:title>
<description>A teaser.</description><content:encoded><![CDATA[<p>It rained. <b>Hard</b>.</p>]]></content:encoded></item>
<item><title>Only a teaser</title><guid>https://example.org/b</guid><description>A teaser.</description></item>
<item><description>{LONG}</description></item>
</channel></rss>""".encode()

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title>
<entry><title>First</title><id>tag:1</id><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/1"/><updated>2024-05-03T10:00:00Z</updated><published>2024-05-02T10:00:00Z</published>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p class="a">It &lt;rained&gt;.<br/>Hard.</p></div></content>
</entry>
<entry><title>Second</title><content type="text">One.
Two &lt; three.</content></entry>
<entry><title>Third</title><content type="html">&lt;p&gt;It poured.&lt;/p&gt;</content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    """An entry with its full text is a page with title, day, address and outlet; a teaser says what to fetch."""
    write(tmp_path, {"a.xml": RSS})
    first, teaser, third = outcomes(tmp_path)
    assert isinstance(first, RawReport)
    assert isinstance(teaser, Failure)
    assert isinstance(third, RawReport)
    assert first.body == (
        b"<article><h1>Rebels take the town &amp; leave</h1>\n<p>It rained. <b>Hard</b>.</p></article>"
    )
    assert (first.given.title, first.given.published) == ("Rebels take the town & leave", "2024-05-02T22:00:00+02:00")
    assert (first.given.url, first.given.outlet) == ("https://example.org/a", "Example\xa0News")
    assert teaser.reason is SkipReason.NOT_FETCHED
    assert "onrecord fetch https://example.org/b" in teaser.message
    assert third.path.endswith("a.xml:3")


def test_atom(tmp_path: Path) -> None:
    """XHTML, text and escaped HTML each become the same kind of page."""
    write(tmp_path, {"a.atom": ATOM})
    first, second, third = raws(tmp_path)
    assert b'<div><p class="a">It &lt;rained&gt;.<br>Hard.</p></div>' in first.body
    assert (first.given.url, first.given.published) == ("https://example.org/1", "2024-05-02T10:00:00Z")
    assert second.body == b"<article><h1>Second</h1>\n<p>One.</p><p>Two &lt; three.</p></article>"
    assert b"<p>It poured.</p>" in third.body
    (report,) = Cleaner(check_language=False)([second])
    assert report.text == "Second\n\nOne.\n\nTwo < three."
    assert report.title == "Second"


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (RSS[: RSS.index(b"<item><title>Only")], [("a.rss:1", "text/html"), ("a.rss", "malformed")]),
        (b"<rss><channel><item><title>AT<T</title></item></channel></rss>", [("a.rss", "malformed")]),
        (b"<rss><channel></channel></rss>", [("a.rss", "empty")]),
        (b"<nitf><body/></nitf>", [("a.rss", "unsupported")]),
        (b"not xml", [("a.rss", "malformed")]),
        (b"<rss>" + b"<a>" * 5000, [("a.rss", "too deep")]),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', [("a.rss", "malformed")]),
        (b'<!DOCTYPE rss SYSTEM "http://e.org/x.dtd"><rss><channel/></rss>', [("a.rss", "empty")]),
        (b'<?xml version="1.0" encoding="no-such"?><rss/>', [("a.rss", "malformed")]),
        (
            b"<rss><item><content>" + b"x" * 5000 + b"</content></item><item><content>y</content></item></rss>",
            [("a.rss:1", "too large"), ("a.rss:2", "text/html")],
        ),
    ],
)
def test_feeds_that_are_damaged(tmp_path: Path, body: bytes, rows: list[tuple[str, str]]) -> None:
    """What stands before the damage is read, and nothing is expanded or fetched."""
    write(tmp_path, {"a.rss": body})
    assert found(tmp_path, Limits(max_file_bytes=4000)) == rows


def test_bare_ampersands(tmp_path: Path) -> None:
    """A bare ampersand in a title or an address does not end a feed, and CDATA keeps what it holds."""
    item = (
        "<item><title>AT&T &amp; others &#38; more</title><link>https://e.org/?a=1&b=2</link>"
        f"<content><![CDATA[<p>R&D & x &amp; y {LONG}</p>]]></content></item>"
    )
    write(tmp_path, {"a.rss": f"<rss><channel>{item * 60}</channel></rss>".encode()})
    reports = raws(tmp_path)
    assert len(reports) == 60
    assert {raw.given.title for raw in reports} == {"AT&T & others & more"}
    assert {raw.given.url for raw in reports} == {"https://e.org/?a=1&b=2"}
    assert all(b"<p>R&D & x &amp; y Rebels" in raw.body for raw in reports)


def message(**more: bytes) -> EmailMessage:
    """Write a message with attachments by name."""
    mail = EmailMessage()
    mail["From"] = "Example News <alerts@example.org>"
    mail["Subject"] = "Rebels take the town – caf\u00e9"
    mail["Date"] = "Thu, 02 May 2024 22:00:00 +0200"
    mail.set_content("It rained in caf\u00e9s.\n")
    mail.add_alternative("<p>It rained.</p>", subtype="html")
    for name, body in more.items():
        mail.add_attachment(body, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return mail


def test_mail(tmp_path: Path) -> None:
    """The plain text of a message is the report; attachments that are read stand beside it."""
    inner = message(deep_txt=b"x")
    mail = message(a_html=ARTICLE, b_png=b"x", c_zip=zipped({"d.txt": b"It poured."}))
    mail.add_attachment(inner)
    write(tmp_path, {"a.eml": bytes(mail)})
    assert found(tmp_path) == [
        ("a.eml", "text/plain"),
        ("a.eml!/a.html", "text/html"),
        ("a.eml!/3/c.zip!/d.txt", "text/plain"),
        ("a.eml!/4/message.eml", "text/plain"),
        ("a.eml!/4/message.eml!/deep.txt", "text/plain"),
    ]
    first = raws(tmp_path)[0]
    assert first.body.decode().strip() == "It rained in caf\u00e9s."
    assert (first.given.title, first.given.outlet) == ("Rebels take the town – caf\u00e9", "Example News")
    assert first.given.published == "2024-05-02T22:00:00+02:00"


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (b"no header at all", [("a.eml", "malformed")]),
        (b"From: x\n\n", [("a.eml", "empty")]),
        (b"From: x\nContent-Type: image/png\n\nx", [("a.eml", "no text")]),
        (b"Subject: =?utf-8?q?=ff?=\nDate: never\nContent-Type: text/html\n\n<p>x", [("a.eml", "text/html")]),
        (b'From: "\nContent-Type: multipart/mixed; boundary=x\n\n--x\n', [("a.eml", "no text")]),
    ],
)
def test_messages_that_are_damaged(tmp_path: Path, body: bytes, rows: list[tuple[str, str]]) -> None:
    """A message that is none or has nothing to read says so."""
    write(tmp_path, {"a.eml": body})
    assert found(tmp_path) == rows


@settings(derandomize=True, max_examples=120, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_message_stops_the_rest(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes of a message or a feed are changed, the next file is read."""
    name, whole = data.draw(st.sampled_from([("a.eml", bytes(message(b_txt=b"x"))), ("a.xml", RSS), ("a.atom", ATOM)]))
    body = bytearray(whole)
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255)), max_size=8)):
        body[at] = value
    root = tmp_path_factory.mktemp("damaged")
    write(root, {name: bytes(body), "z.txt": b"x"})
    assert found(root)[-1] == ("z.txt", "text/plain")


def test_books(tmp_path: Path) -> None:
    """Chapters are read in reading order, the list of contents is not, and the book says outlet and day."""
    book = epub({"b%20c.xhtml": ARTICLE, "a.xhtml": ARTICLE})
    write(tmp_path, {"a.epub": epub({"z.xhtml": ARTICLE, "a.xhtml": ARTICLE}), "b.zip": zipped({"c.epub": book})})
    rows = found(tmp_path)
    assert rows[:2] == [("a.epub!/OEBPS/z.xhtml", "text/html"), ("a.epub!/OEBPS/a.xhtml", "text/html")]
    assert rows[2:] == [("b.zip!/c.epub!/OEBPS/b c.xhtml", "malformed"), ("b.zip!/c.epub!/OEBPS/a.xhtml", "text/html")]
    first = raws(tmp_path)[0]
    assert (first.given.outlet, first.given.published, first.given.title) == ("Weekly Press", "2024-05-02", None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"PK\x03\x04cut", SkipReason.TRUNCATED),
        (b"no zip", SkipReason.MALFORMED),
        (zipped({"a.txt": b"x"}), SkipReason.MALFORMED),
        (zipped({"META-INF/container.xml": b"<a/>"}), SkipReason.MALFORMED),
        (zipped({"META-INF/container.xml": b"<a>"}), SkipReason.MALFORMED),
        (epub({}), SkipReason.EMPTY),
        (epub({"../../a.xhtml": ARTICLE}), SkipReason.MALFORMED),
        (epub({"a.xhtml": b"x" * 3_000}), SkipReason.TOO_LARGE),
    ],
)
def test_books_that_cannot_be_read(tmp_path: Path, body: bytes, reason: SkipReason) -> None:
    """A book that is damaged, empty or made to do harm says so, and the next file is read."""
    write(tmp_path, {"a.epub": body, "z.txt": b"x"})
    (bad,) = failures(tmp_path, Limits(max_file_bytes=2_000))
    assert bad.reason is reason
    assert found(tmp_path)[-1] == ("z.txt", "text/plain")


def test_locked_books(tmp_path: Path) -> None:
    """A chapter that cannot be had in a book with rights management says why."""
    book = epub({"a.xhtml": ARTICLE}, **{"META-INF/encryption.xml": b"<encryption/>"}).replace(
        b"OEBPS/a.xhtml", b"OEBPS/b.xhtml"
    )
    write(tmp_path, {"a.epub": book})
    (bad,) = failures(tmp_path)
    assert bad.reason is SkipReason.ENCRYPTED


def test_standard_input_is_told_by_its_first_bytes() -> None:
    """A feed, a zip or a plain web archive on standard input is known without a name."""

    from tests.packs import ARTICLE, zipped

    bodies = [RSS, b"<rss" + RSS.partition(b"<rss")[2], zipped({"a.txt": b"x"}), record(http(ARTICLE))]
    rows = [next(iter(find_reports(["-"], stdin=io.BytesIO(body)))) for body in bodies]
    assert [row.path for row in rows] == ["-:1", "-:1", "-!/a.txt", "-!/0 https://example.org/a"]
