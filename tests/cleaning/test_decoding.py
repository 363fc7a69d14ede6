"""Bytes to characters and back: every encoding, every odd character."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cleaning.decoding import Decoded, decode
from onrecord.errors import ReportError, SkipReason

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t é\u00a0\u00ad\u200f😀"), max_size=60
)


def check_tiling(decoded: Decoded, body: bytes, skipped: int) -> None:
    """Check that runs tile text and bytes in order and that each run's bytes are its characters."""
    text, raw = 0, skipped
    for run in decoded.runs:
        assert (run.text_start, run.raw_start) == (text, raw)
        piece = body[run.raw_start : run.raw_start + run.length * run.width]
        errors = "replace" if decoded.encoding == "utf-8" else "strict"
        assert piece.decode(decoded.encoding, errors) == decoded.text[text : text + run.length]
        text, raw = text + run.length, raw + run.length * run.width
    assert (text, raw) == (len(decoded.text), len(body))


@settings(derandomize=True, max_examples=150)
@given(TEXTS, st.sampled_from([b"", codecs.BOM_UTF8]))
def test_utf8_round_trip(text: str, mark: bytes) -> None:
    """UTF-8 text comes back unchanged, without its mark, every character mapped to its bytes."""
    body = mark + text.encode()
    decoded = decode(body, is_markup=False)
    assert decoded.text == text
    check_tiling(decoded, body, len(mark))


@settings(derandomize=True, max_examples=100)
@given(TEXTS, st.sampled_from([("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)]))
def test_utf16_round_trip(text: str, form: tuple[str, bytes]) -> None:
    """UTF-16 with a mark comes back unchanged, characters beyond the first plane four bytes wide."""
    body = form[1] + text.encode(form[0])
    decoded = decode(body, is_markup=False)
    assert decoded.text == text
    check_tiling(decoded, body, 2)


@settings(derandomize=True, max_examples=150)
@given(st.lists(st.sampled_from(["convoy ", "caf\u00e9 ", "\u201cyes\u201d "]), max_size=12), st.integers(0, 80))
def test_broken_utf8_is_kept_in_step(words: list[str], cut: int) -> None:
    """A character cut in half becomes one replacement character, and the rest stays in its place."""
    body = "".join(words).encode()[:cut] + "\u2014 the end, as reported \u2014 \u00e9\u00e9".encode()
    decoded = decode(body, is_markup=False)
    check_tiling(decoded, body, 0)


@pytest.mark.parametrize("encoding", ["gbk", "big5", "shift_jis", "euc_jp", "cp1251", "koi8-r", "iso8859-2"])
def test_declared_encodings(encoding: str) -> None:
    """A page in a declared encoding is decoded by it, exactly, whatever the widths of its characters."""
    word = {"cp1251": "Москва", "koi8-r": "Москва", "iso8859-2": "Łódź"}.get(encoding, "日本")
    body = f'<meta charset="{encoding}"><p>{word} and the convoy'.encode(encoding)
    decoded = decode(body, is_markup=True)
    assert word in decoded.text
    check_tiling(decoded, body, 0)


@pytest.mark.parametrize(
    ("body", "text", "encoding"),
    [
        (b"caf\xe9 \x93yes\x94", "caf\u00e9 \u201cyes\u201d", "cp1252"),
        (b"caf\xe9 \x81", "caf\u00e9 \x81", "latin-1"),
        ('<meta charset="iso-8859-1">caf\u00e9'.encode(), '<meta charset="iso-8859-1">caf\u00e9', "utf-8"),
        (
            b'<?xml version="1.0" encoding="windows-1251"?>\xcc',
            '<?xml version="1.0" encoding="windows-1251"?>\u041c',
            "cp1251",
        ),
        (b'<meta charset="klingon">plain', '<meta charset="klingon">plain', "utf-8"),
        ("plain words".encode("utf-16-le"), "plain words", "utf-16-le"),
        (b"one\0two three four five six", "one\0two three four five six", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_order_of_evidence(body: bytes, text: str, encoding: str) -> None:
    """Marks, patterns, valid UTF-8, declarations and the Western fallbacks are tried in this order."""
    decoded = decode(body, is_markup=True)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    check_tiling(decoded, body, 0)


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7 text", b"\x89PNG\r\n", b"PK\x03\x04rest", bytes(range(256)) * 4, b"\0\0\0\0ab\0\0"]
)
def test_binary_is_refused(body: bytes) -> None:
    """What is no text is refused as binary, however it is named."""
    with pytest.raises(ReportError) as raised:
        decode(body, is_markup=False)
    assert raised.value.reason is SkipReason.BINARY


def test_cut_utf16_is_refused() -> None:
    """A file that says it is UTF-16 and ends inside a character is cut short, not guessed at."""
    with pytest.raises(ReportError) as raised:
        decode(codecs.BOM_UTF16_LE + b"a\0b", is_markup=False)
    assert raised.value.reason is SkipReason.TRUNCATED
