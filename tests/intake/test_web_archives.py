"""WARC and WACZ: every page with its place, everything else counted, damage at its own cost."""

import gzip
import struct
import zlib
from functools import partial
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.packs import ARTICLE, failures, found, http, outcomes, raws, record, tarred, warc_gz, write, zipped

from onrecord.errors import SkipReason
from onrecord.intake import Limits
from onrecord.records import Failure, RawReport

PAGE = record(http(ARTICLE))
OTHER = record(http(ARTICLE, "application/xhtml+xml; charset=utf-8"), "https://example.org/b")
INFO = record(b"software: test\r\n", kind="warcinfo", content_type="application/warc-fields")
PICTURE = record(http(b"\x89PNG", "image/png"), "https://example.org/p.png")
GONE = record(http(b"gone", status="404 Not Found"), "https://example.org/gone")
AGAIN = record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit")


def packed(suffix: str, *records: bytes) -> bytes:
    """Pack records as the suffix of the archive says."""
    if suffix == "warc":
        return b"".join(records)
    # gzip would write the time of packing, which is another one second later
    pack = partial(gzip.compress, mtime=0) if suffix == "warc.gz" else zstandard.ZstdCompressor().compress
    return b"".join(map(pack, records))


@pytest.mark.parametrize("suffix", ["warc", "warc.gz", "warc.zst"])
def test_pages_with_their_place(tmp_path: Path, suffix: str) -> None:
    """Each page keeps its address and the very bytes of the archive that its record takes."""
    whole = packed(suffix, INFO, PAGE, PICTURE, GONE, OTHER, AGAIN)
    write(tmp_path, {f"a.{suffix}": whole})
    first, second = raws(tmp_path)
    assert (first.given.url, second.given.url) == ("https://example.org/a", "https://example.org/b")
    assert (first.body, first.media_type, first.given.published) == (ARTICLE, "text/html", None)
    for raw, written in ((first, PAGE), (second, OTHER)):
        (fact,) = raw.facts
        assert fact.raw is not None
        assert packed(suffix, written) == whole[fact.raw.start : fact.raw.end]
        assert raw.path.endswith(f"a.{suffix}!/{fact.raw.start} {raw.given.url}")
        assert fact.rule == "warc:record 2024-05-03T01:02:03Z"
    (counted,) = failures(tmp_path)
    assert counted.path.endswith(f"a.{suffix}!/*")
    assert all(words in counted.message for words in ("3 records", "1 image/png", "1 answers 404", "1 revisits"))


def test_a_zstd_archive_with_its_dictionary(tmp_path: Path) -> None:
    """The dictionary in front of a zstd archive is used, packed or not."""
    dictionary = zstandard.ZstdCompressionDict(ARTICLE * 20, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    pack = zstandard.ZstdCompressor(dict_data=dictionary).compress
    for name, body in (("a", dictionary.as_bytes()), ("b", zstandard.ZstdCompressor().compress(dictionary.as_bytes()))):
        head = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(body)) + body
        write(tmp_path, {f"{name}.warc.zst": head + pack(PAGE) + pack(OTHER)})
    assert [raw.given.url for raw in raws(tmp_path)] == ["https://example.org/a", "https://example.org/b"] * 2


@pytest.mark.parametrize(
    ("block", "body"),
    [
        (http(gzip.compress(ARTICLE), Content_Encoding="gzip"), ARTICLE),
        (http(ARTICLE, Content_Encoding="gzip"), ARTICLE),
        (http(zlib.compress(ARTICLE), Content_Encoding="deflate"), ARTICLE),
        (http(zlib.compress(ARTICLE)[2:-4], Content_Encoding="deflate"), ARTICLE),
        (http(zstandard.ZstdCompressor().compress(ARTICLE), Content_Encoding="zstd"), ARTICLE),
        (http(b"5\r\n<p>x<\r\n3;a=b\r\n/p>\r\n0\r\n\r\n", Transfer_Encoding="chunked"), b"<p>x</p>"),
        (http(ARTICLE, Transfer_Encoding="chunked"), ARTICLE),
        (b"HTTP/1.0 200\nContent-Type: text/html\n\n<p>x", b"<p>x"),
        (http(b"It rained.", ""), b"It rained."),
    ],
)
def test_pages_as_servers_send_them(tmp_path: Path, block: bytes, body: bytes) -> None:
    """Packed and chunked pages are read, whatever the server says and does."""
    write(tmp_path, {"a.warc": record(block)})
    (raw,) = raws(tmp_path)
    assert raw.body == body


@pytest.mark.parametrize(
    ("block", "reason", "words"),
    [
        (http(b"x", Content_Encoding="br"), SkipReason.UNSUPPORTED, "packed by 'br'"),
        (http(gzip.compress(ARTICLE)[:-20], Content_Encoding="gzip"), SkipReason.TRUNCATED, "ends too early"),
        (http(gzip.compress(b"x" * 50_000), Content_Encoding="gzip"), SkipReason.TOO_LARGE, "max_file_bytes"),
        (http(b"x" * 50_000), SkipReason.TOO_LARGE, "max_file_bytes"),
        (http(b"x" * 200_000), SkipReason.TOO_LARGE, "max_file_bytes"),
        (b"no answer", SkipReason.MALFORMED, "expected the answer of a web server"),
    ],
)
def test_pages_that_cannot_be_read(tmp_path: Path, block: bytes, reason: SkipReason, words: str) -> None:
    """A page that cannot be had costs itself, with its reason."""
    write(tmp_path, {"a.warc.gz": warc_gz(record(block), OTHER)})
    bad, good = outcomes(tmp_path, Limits(max_file_bytes=20_000))
    assert isinstance(bad, Failure)
    assert isinstance(good, RawReport)
    assert (bad.reason, good.body) == (reason, ARTICLE)
    assert words in bad.message


@pytest.mark.parametrize("suffix", ["warc", "warc.gz", "warc.zst"])
def test_an_archive_cut_in_the_middle(tmp_path: Path, suffix: str) -> None:
    """The pages before the cut are read, and the archive is listed as cut short."""
    write(tmp_path, {f"a.{suffix}": packed(suffix, PAGE, OTHER)[:-30], "b.txt": b"x"})
    rows = found(tmp_path)
    assert rows[0][1] == "text/html"
    assert rows[1:] == [(f"a.{suffix}", "truncated"), ("b.txt", "text/plain")]
    assert "the 1 pages before that were read" in failures(tmp_path)[0].message


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
@pytest.mark.parametrize("length", [3, 10_000_000, len(http(ARTICLE)) + 40, len(http(ARTICLE)) - 1])
def test_wrong_lengths(tmp_path: Path, suffix: str, length: int) -> None:
    """A record with a wrong length is listed where it begins, and the next record is found again."""
    lying = record(http(ARTICLE), length=length)
    write(tmp_path, {f"a.{suffix}": packed(suffix, INFO, lying, OTHER)})
    bad, good = outcomes(tmp_path)
    assert isinstance(bad, Failure)
    assert isinstance(good, RawReport)
    assert bad.path.endswith(f"!/{len(packed(suffix, INFO))}")
    assert "its length is wrong" in bad.message
    assert good.given.url == "https://example.org/b"


def test_garbage_between_members(tmp_path: Path) -> None:
    """Damage in one packed record, or bytes between two, cost what they hit and no more."""
    first, second, third = (gzip.compress(each) for each in (PAGE, OTHER, PAGE))
    hurt = second[:40] + bytes(each ^ 0xFF for each in second[40:80]) + second[80:]
    write(tmp_path, {"a.warc.gz": first + hurt + third, "b.warc.gz": first + b"garbage" * 10 + third})
    write(tmp_path, {"c.warc.gz": b"\x1f\x8b\x08garbage" * 3000, "d.warc": b"no archive", "e.warc": b"\r\n"})
    assert [reason for _, reason in found(tmp_path)] == [
        *("text/html", "malformed", "text/html"),
        *("text/html", "malformed", "text/html"),
        *("malformed", "malformed", "empty"),
    ]


def test_a_bomb_in_a_record(tmp_path: Path) -> None:
    """A record that unpacks out of all proportion is stopped, and the next one is read."""
    bomb = record(http(b" " * 6_000_000))
    write(tmp_path, {"a.warc.gz": warc_gz(bomb, OTHER)})
    bad, good = outcomes(tmp_path, Limits(max_ratio=20))
    assert isinstance(bad, Failure)
    assert isinstance(good, RawReport)
    assert bad.reason is SkipReason.TOO_LARGE


def test_several_records_in_one_member(tmp_path: Path) -> None:
    """An archive packed as a whole is read, its records without a place of their own."""
    write(tmp_path, {"a.warc.gz": gzip.compress(PAGE + OTHER)})
    first, second = raws(tmp_path)
    assert (first.facts[0].raw, second.facts[0].raw) == (None, None)
    assert first.path != second.path


def test_text_pdf_and_robots_in_an_archive(tmp_path: Path) -> None:
    """Texts and PDF files are read, a robots.txt is not, nor is a text of the crawler's own."""
    records = [
        record(b"It rained.", kind="conversion", content_type="text/plain"),
        record(http(b"User-agent: *", "text/plain"), "https://example.org/robots.txt"),
        record(http(b"not one", "application/pdf"), "https://example.org/a.pdf"),
    ]
    write(tmp_path, {"a.warc.wet.gz": b"", "a.warc": b"".join(records)})
    (tmp_path / "a.warc.wet.gz").unlink()
    assert [reason for _, reason in found(tmp_path)] == ["text/plain", "malformed", "unsupported"]


def test_wacz(tmp_path: Path) -> None:
    """The web archives in a WACZ package are read, its indexes are not, also inside a tar."""
    package = zipped(
        {
            "archive/data.warc.gz": warc_gz(PAGE),
            "archive/more.warc": OTHER,
            "indexes/index.cdx.gz": gzip.compress(b"cdx"),
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
            "datapackage.json": b"{}",
        }
    )
    write(tmp_path, {"a.wacz": package, "b.tar": tarred({"c.wacz": package}), "d.wacz": zipped({"a.txt": b"x"})})
    assert [(path.partition("!/0")[0], reason) for path, reason in found(tmp_path)] == [
        ("a.wacz!/archive/data.warc.gz", "text/html"),
        ("a.wacz!/archive/more.warc", "text/html"),
        ("b.tar!/c.wacz!/archive/data.warc.gz", "text/html"),
        ("b.tar!/c.wacz!/archive/more.warc", "text/html"),
        ("d.wacz", "empty"),
    ]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_stops_the_rest(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes of a web archive are changed, no page comes out altered, and the next file is read."""
    suffix = data.draw(st.sampled_from(["warc.gz", "warc.zst"]))
    body = bytearray(packed(suffix, INFO, PAGE, OTHER, PAGE))
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255)), max_size=4)):
        body[at] = value
    root = tmp_path_factory.mktemp("damaged")
    write(root, {f"a.{suffix}": bytes(body[: data.draw(st.integers(1, len(body)))]), "z.txt": b"x"})
    assert found(root)[-1] == ("z.txt", "text/plain")
    if suffix == "warc.gz":
        assert {raw.body for raw in raws(root)} <= {ARTICLE, b"x"}
