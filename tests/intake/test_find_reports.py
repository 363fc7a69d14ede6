"""Finding reports: every kind of input, in one stable order, and every nasty one at its own cost."""

import gzip
import hashlib
import io
import json
import os
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.errors import SettingsError, SkipReason
from onrecord.intake import Limits, find_reports
from onrecord.records import Failure, RawReport

SMALL = Limits(max_file_bytes=2000, max_line_bytes=300, max_unpacked_bytes=3_000_000, max_ratio=20, max_depth=2)


def found(*paths: Path | str, limits: Limits | None = None, root: Path | None = None) -> list[tuple[str, str]]:
    """List what is found as (path below the root, media type or reason)."""
    rows = []
    for report in find_reports(paths, limits=limits):
        path = report.path if root is None else report.path.replace(str(root) + os.sep, "")
        rows.append((path, report.reason.value if isinstance(report, Failure) else report.media_type))
    return rows


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def write(root: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for name, body in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(body)


ROW = b'{"id": "1", "text": "It rained."}\n'


def test_mixed_and_nested(tmp_path: Path) -> None:
    """Folders, archives and lines are read in the order of names, each report with its full path."""
    write(
        tmp_path,
        {
            "b.HTML": b"<p>x",
            "a/z.txt": b"x",
            "a/y.md": b"x",
            "c.jsonl": ROW + b"\n" + ROW,
            "d.jsonl.gz": gzip.compress(ROW),
            "e.zip": zipped(
                {"in/b.htm": b"<p>x", "a.xhtml": b"<p>x", "more.zip": zipped({"x.txt": b"x", "r.jsonl": ROW})}
            ),
            "f.txt.gz": gzip.compress(b"x"),
            ".hidden/x.txt": b"x",
        },
    )
    assert found(tmp_path, root=tmp_path) == [
        ("a/y.md", "text/markdown"),
        ("a/z.txt", "text/plain"),
        ("b.HTML", "text/html"),
        ("c.jsonl:1", "application/json"),
        ("c.jsonl:3", "application/json"),
        ("d.jsonl.gz:1", "application/json"),
        ("e.zip!/a.xhtml", "text/html"),
        ("e.zip!/in/b.htm", "text/html"),
        ("e.zip!/more.zip!/r.jsonl:1", "application/json"),
        ("e.zip!/more.zip!/x.txt", "text/plain"),
        ("f.txt.gz", "text/plain"),
    ]


def test_bodies_are_the_bytes(tmp_path: Path) -> None:
    """A report's body is the file, the member or the line, byte for byte, without its line end."""
    write(tmp_path, {"a.txt": b"\xef\xbb\xbfx\r\n", "b.jsonl": ROW, "c.zip": zipped({"d.html": b"\0<p>"})})
    bodies = [report.body for report in find_reports([tmp_path]) if isinstance(report, RawReport)]
    assert bodies == [b"\xef\xbb\xbfx\r\n", ROW.rstrip(), b"\0<p>"]


def encrypted_zip() -> bytes:
    """Pack a member and mark it as encrypted, in its own header and in the directory."""
    packed = bytearray(zipped({"a.txt": b"secret"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = packed.index(signature) + offset
        packed[at : at + 2] = struct.pack("<H", struct.unpack("<H", packed[at : at + 2])[0] | 1)
    return bytes(packed)


def damaged_zip() -> bytes:
    """Pack a stored member and change one of its bytes."""
    return zipped({"a.txt": b"It rained."}, zipfile.ZIP_STORED).replace(b"It rained", b"It poured")


NASTY: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "empty.txt": (b"", [("", "empty")]),
    "large.txt": (b"x" * 2001, [("", "too large")]),
    "kept.docx": (b"PK", [("", "unsupported")]),
    "noname": (b"x", [("", "unsupported")]),
    "empty.zip": (b"", [("", "empty")]),
    "bare.zip": (zipped({}), [("", "empty")]),
    "text.zip": (b"not a zip at all", [("", "malformed")]),
    "cut.zip": (zipped({"a.txt": b"x" * 50, "b.txt": b"y"})[:-40], [("", "truncated")]),
    "locked.zip": (encrypted_zip(), [("!/a.txt", "encrypted")]),
    "damaged.zip": (damaged_zip(), [("!/a.txt", "malformed")]),
    "mixed.zip": (
        zipped({"a.txt": b"x", "b.exe": b"x", "c.txt": b"", "d.txt": b"y" * 2001}),
        [("!/a.txt", "text/plain"), ("!/b.exe", "unsupported"), ("!/c.txt", "empty"), ("!/d.txt", "too large")],
    ),
    "bomb.zip": (
        zipped({"a.jsonl": ROW + b" \n" * 2_000_000, "b.txt": b"x"}),
        [("!/a.jsonl:1", "application/json"), ("!/a.jsonl", "too large")],
    ),
    "deep.zip": (
        zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": b"x"}), "d.txt": b"x"})}),
        [("!/a.zip!/b.zip", "too deep"), ("!/a.zip!/d.txt", "text/plain")],
    ),
    "debris.zip": (zipped({"__MACOSX/a.txt": b"x", ".DS_Store": b"x", "a.txt": b"x"}), [("!/a.txt", "text/plain")]),
    "cut.jsonl.gz": (gzip.compress(ROW)[:-6], [(":1", "application/json"), ("", "truncated")]),
    "text.jsonl.gz": (b"plain", [("", "malformed")]),
    "empty.jsonl.gz": (gzip.compress(b""), [("", "empty")]),
    "bomb.jsonl.gz": (gzip.compress(b" \n" * 2_000_000), [("", "too large")]),
    "blank.jsonl": (b"\n \n", [("", "empty")]),
    "utf16.jsonl": (ROW.decode().encode("utf-16"), [(":1", "binary")]),
    "marked.jsonl": (b"\xef\xbb\xbf" + ROW, [(":1", "application/json")]),
    "long.jsonl": (
        b'{"id": "1", "text": "' + b"x" * 2000 + b'"}\n' + ROW,
        [(":1", "too large"), (":2", "application/json")],
    ),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_inputs(tmp_path: Path, name: str) -> None:
    """A bad input costs itself, with its reason, in its place."""
    body, expected = NASTY[name]
    write(tmp_path, {name: body, "zzz.txt": b"x"})
    rows = found(tmp_path, limits=SMALL, root=tmp_path)
    assert rows == [*((name + path, reason) for path, reason in expected), ("zzz.txt", "text/plain")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "not JSON at character 2"),
        (b"[1]", "an array|a list"),
        (b'"x"', "a string"),
        (b"{}", "no id"),
        (b'{"id": "1"}', "no text; its fields are: id"),
        (b'{"id": 7, "text": "x"}', "id is a number; expected a string"),
        (b'{"id": "1", "text": ["x"]}', "text is a list"),
        (b'{"id": "1", "text": "x", "published": 20230804}', "published is a number"),
        (b'{"id": "", "text": "x"}', "id is an empty string"),
        (b'{"id": "1", "text": "\xff"}', "byte 22 is not UTF-8"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"id": ' + b"1" * 5000 + b"}", "cannot be read"),
    ],
)
def test_bad_lines(tmp_path: Path, line: bytes, words: str) -> None:
    """A bad line says what was found, keeps its number and digest, and leaves its neighbours alone."""
    write(tmp_path, {"a.jsonl": ROW + line + b"\n" + ROW})
    first, bad, last = find_reports([tmp_path / "a.jsonl"])
    assert isinstance(first, RawReport)
    assert isinstance(last, RawReport)
    assert isinstance(bad, Failure)
    assert any(word in bad.message for word in words.split("|"))
    assert (bad.path[-10:], bad.stage, bad.reason) == ("/a.jsonl:2", "intake", SkipReason.MALFORMED)
    assert bad.sha256 == hashlib.sha256(line).hexdigest()


def test_fields_and_other_names(tmp_path: Path) -> None:
    """The names of the format win over those of other exporters, null is absent, id and text are unchanged."""
    text = "a\r\n\u00a0\ud800 \u0000 e\u0301"
    row = {
        "id": " 7",
        "text": text,
        "body": "no",
        "headline": "H",
        "title": None,
        "date": "2023-08-04",
        "publisher": {"name": "x"},
        "source": "S",
        "source_url": "u",
        "extra": 1,
    }
    write(tmp_path, {"a.jsonl": json.dumps(row).encode()})
    (report,) = find_reports([tmp_path])
    assert isinstance(report, RawReport)
    given = report.given
    assert (given.id, given.text, given.title, given.published) == (" 7", text, "H", "2023-08-04")
    assert (given.outlet, given.url) == ("S", "u")


def test_missing_and_forbidden(tmp_path: Path) -> None:
    """A path that is not there is a failure with its name, and the next path is read."""
    write(tmp_path, {"a.txt": b"x"})
    rows = found(tmp_path / "none.txt", tmp_path / "a.txt", root=tmp_path)
    assert rows == [("none.txt", "unreadable"), ("a.txt", "text/plain")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links(tmp_path: Path) -> None:
    """A link to a folder around it is not followed, a broken one is reported, a repeated file is read once."""
    write(tmp_path, {"a/x.txt": b"x"})
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert found(tmp_path, tmp_path / "a" / "x.txt", root=tmp_path) == [
        ("a/up", "unreadable"),
        ("a/x.txt", "text/plain"),
        ("b.txt", "unreadable"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe met in a folder is reported, not opened."""
    os.mkfifo(tmp_path / "a.txt")
    assert found(tmp_path, root=tmp_path) == [("a.txt", "unsupported")]


def test_folder_depth(tmp_path: Path) -> None:
    """Folders beyond the limit of depth are reported, not entered."""
    write(tmp_path, {"a/b/c/x.txt": b"x", "a/y.txt": b"x"})
    rows = found(tmp_path, limits=Limits(max_folder_depth=2), root=tmp_path)
    assert rows == [("a/b", "too deep"), ("a/y.txt", "text/plain")]


def test_too_many_members(tmp_path: Path) -> None:
    """An archive with more entries than the limit is refused whole."""
    write(tmp_path, {"a.zip": zipped({f"{number}.txt": b"x" for number in range(5)})})
    assert found(tmp_path, limits=Limits(max_members=4), root=tmp_path) == [("a.zip", "too large")]


def test_bad_files_are_known_again(tmp_path: Path) -> None:
    """A failed file carries the digest of its bytes."""
    write(tmp_path, {"a.zip": b"not a zip"})
    (failure,) = find_reports([tmp_path])
    assert isinstance(failure, Failure)
    assert failure.sha256 == hashlib.sha256(b"not a zip").hexdigest()


def test_excluded_files(tmp_path: Path) -> None:
    """A file that is named as no input, such as the record itself, is passed over."""
    write(tmp_path, {"a.txt": b"x", "b.db": b"x"})
    paths = [report.path for report in find_reports([tmp_path], exclude=[tmp_path / "b.db"])]
    assert paths == [str(tmp_path / "a.txt")]


def stdin(body: bytes, input_format: str | None = None) -> Iterable[tuple[str, str]]:
    """Read standard input and list what is found."""
    reports = find_reports(["-"], stdin=io.BytesIO(body), input_format=input_format, limits=SMALL)
    return [(r.path, r.reason.value if isinstance(r, Failure) else r.media_type) for r in reports]


@pytest.mark.parametrize(
    ("body", "input_format", "expected"),
    [
        (b"\n" + ROW + ROW, None, [("-:2", "application/json"), ("-:3", "application/json")]),
        (b" <!DOCTYPE html><p>x", None, [("-", "text/html")]),
        (b"It rained.\nIt poured.", None, [("-", "text/plain")]),
        (b"It rained.", "jsonl", [("-:1", "malformed")]),
        (b"<p>x", "html", [("-", "text/html")]),
        (b"<b", "text", [("-", "text/plain")]),
        (b"", None, [("-", "empty")]),
        (b"", "jsonl", [("-", "empty")]),
        (b"\n\n", None, [("-", "text/plain")]),
        (b"x\n" * 1500, None, [("-", "too large")]),
        (b"x" * 500 + b"\n" + b"y", None, [("-", "text/plain")]),
    ],
)
def test_standard_input(body: bytes, input_format: str | None, expected: list[tuple[str, str]]) -> None:
    """Standard input is told by its first characters, or taken as it is said to be."""
    assert list(stdin(body, input_format)) == expected


def test_standard_input_is_kept_whole() -> None:
    """A text from standard input keeps its first line."""
    (report,) = find_reports(["-"], stdin=io.BytesIO(b"\none\ntwo"))
    assert isinstance(report, RawReport)
    assert report.body == b"\none\ntwo"


def test_unknown_input_format() -> None:
    """An input format that we do not know is the caller's error, told before anything is read."""
    with pytest.raises(SettingsError, match="xml"):
        find_reports(["-"], input_format="xml")


@pytest.mark.parametrize("value", [0, -1, True, "5", 1.5])
def test_bad_limits(value: object) -> None:
    """A limit that is no whole number of one or more is refused where it is set."""
    with pytest.raises(SettingsError, match="max_members"):
        Limits(max_members=value)  # type: ignore[arg-type]
