"""Archives in archives, four packings, and every way to make one that does harm."""

import gzip
import io
import struct
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.packs import ARTICLE, PACKINGS, failures, found, raws, tarred, write, zipped

from onrecord.errors import SkipReason
from onrecord.intake import Limits
from onrecord.intake.kinds import Packing
from onrecord.intake.packing import UnpackedStream

SMALL = Limits(max_file_bytes=2000, max_unpacked_bytes=3_000_000, max_ratio=20)


MEMBERS = (("b.html", "text/html"), ("a.txt", "text/plain"))


def test_tar_in_every_packing(tmp_path: Path) -> None:
    """Members of a tar archive are read in their order, whatever it is packed with, and leading dots fall away."""
    packed = tarred({"./b.html": ARTICLE, "a.txt": b"It rained."})
    write(tmp_path, {f"news.tar.{suffix}": pack(packed) for suffix, pack in PACKINGS.items()} | {"news.tar": packed})
    write(tmp_path, {"short.tgz": gzip.compress(packed)})
    names = ["news.tar", *(f"news.tar.{suffix}" for suffix in sorted(PACKINGS)), "short.tgz"]
    expected = [(f"{name}!/{member}", kind) for name in names for member, kind in MEMBERS]
    assert found(tmp_path) == expected
    assert {raw.body for raw in raws(tmp_path)} == {ARTICLE, b"It rained."}


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names(tmp_path: Path, kind: int) -> None:
    """Names that do not fit a header are read in each of the ways to write them."""
    name = "/".join(["folder-with-a-long-name"] * 5) + "/report.txt"
    write(tmp_path, {"a.tar": tarred({name: b"It rained."}, kind)})
    assert found(tmp_path) == [(f"a.tar!/{name}", "text/plain")]


def test_single_files_in_every_packing(tmp_path: Path) -> None:
    """A page packed by itself has the bytes of the page for its body."""
    write(tmp_path, {f"a.html.{suffix}": pack(ARTICLE) for suffix, pack in PACKINGS.items()})
    assert [raw.body for raw in raws(tmp_path)] == [ARTICLE] * 4


def test_archives_inside_each_other(tmp_path: Path) -> None:
    """Zip in tar in zip is read to the depth allowed, with the whole way in the path."""
    inner = zipped({"a.txt": b"It rained.", "b.pdf.zip": zipped({"deep.tar": tarred({"c.txt": b"x"})})})
    write(tmp_path, {"a.zip": zipped({"may.tar.gz": gzip.compress(tarred({"day.zip": inner}))})})
    assert found(tmp_path) == [
        ("a.zip!/may.tar.gz!/day.zip!/a.txt", "text/plain"),
        ("a.zip!/may.tar.gz!/day.zip!/b.pdf.zip", "too deep"),
    ]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "in/../../a.txt", "C:\\a.txt", "..\\a.txt", "\\a.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_outside(tmp_path: Path, name: str, pack: type) -> None:
    """A name that leads out of the archive is listed with what to do, and the other members are read."""
    suffix = "zip" if pack is zipped else "tar"
    write(tmp_path, {f"a.{suffix}": pack({name: b"It rained.", "ok..fine.txt": b"It poured."})})
    (bad,) = failures(tmp_path)
    assert bad.reason is SkipReason.MALFORMED
    assert "leads out of the archive" in bad.message
    assert "pack it again" in bad.message
    assert [raw.body for raw in raws(tmp_path)] == [b"It poured."]
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{suffix}"]


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    """A link is listed, not followed."""
    write(tmp_path, {"a.tar": tarred({"a.txt": b"x"}, links=["b.txt"])})
    assert found(tmp_path) == [("a.tar!/a.txt", "text/plain"), ("a.tar!/b.txt", "unsupported")]


def test_a_tar_cut_short(tmp_path: Path) -> None:
    """The members before the cut are read, the archive is listed as truncated, the next file is read."""
    whole = tarred({"a.txt": b"It rained.", "b.txt": b"y" * 1500, "c.txt": b"z"})
    for cut in (1024 + 512 + 700, 1024 + 100, 1024):
        write(tmp_path, {"a.tar": whole[:cut], "z.txt": b"x"})
        rows = found(tmp_path)
        assert rows[0] == ("a.tar!/a.txt", "text/plain")
        assert rows[-2:] == [("a.tar", "truncated"), ("z.txt", "text/plain")]


def test_a_damaged_tar_header(tmp_path: Path) -> None:
    """A header whose check sum is wrong costs its member; the next sound one is found again."""
    whole = bytearray(tarred({"a.txt": b"x" * 600, "b.txt": b"y" * 600, "c.txt": b"z"}))
    whole[whole.index(b"b.txt")] = 0x21
    write(tmp_path, {"a.tar": bytes(whole), "b.tar": b"no archive" * 100, "c.tar": b"\0" * 10240, "d.tar": b"x"})
    assert found(tmp_path) == [
        ("a.tar!/a.txt", "text/plain"),
        ("a.tar!/?2", "malformed"),
        ("a.tar!/c.txt", "text/plain"),
        ("b.tar", "malformed"),
        ("c.tar", "empty"),
        ("d.tar", "truncated"),
    ]


def test_an_endless_name_in_a_tar(tmp_path: Path) -> None:
    """Attributes of a member that would fill the memory are refused before they are read."""
    member = tarfile.TarInfo("a.txt")
    header = bytearray(member.tobuf(tarfile.USTAR_FORMAT))
    header[156:157] = b"x"
    header[124:136] = b"77777777777\0"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    write(tmp_path, {"a.tar": bytes(header) + b"\0" * 4096})
    (bad,) = failures(tmp_path)
    assert bad.reason is SkipReason.TOO_LARGE


@pytest.mark.parametrize("suffix", PACKINGS)
def test_bombs(tmp_path: Path, suffix: str) -> None:
    """What unpacks out of all proportion is stopped in every packing, alone and in a tar, and the next file is read."""
    pack = PACKINGS[suffix]
    bomb = b" \n" * 2_000_000
    write(tmp_path, {f"a.jsonl.{suffix}": pack(bomb), f"b.tar.{suffix}": pack(tarred({"a.txt": b"x", "b.txt": bomb}))})
    write(tmp_path, {"c.txt": b"x"})
    assert found(tmp_path, SMALL) == [
        (f"a.jsonl.{suffix}", "too large"),
        (f"b.tar.{suffix}!/a.txt", "text/plain"),
        (f"b.tar.{suffix}!/b.txt", "too large"),
        (f"b.tar.{suffix}", "too large"),
        ("c.txt", "text/plain"),
    ]


def test_a_zip_bomb_of_zip_bombs(tmp_path: Path) -> None:
    """A nest of bombs is stopped by the budget of the outermost archive."""
    layer = {f"{n}.txt": b"\0" * 900_000 for n in range(4)}
    nest = zipped({f"{n}.zip": zipped(layer) for n in range(4)})
    write(tmp_path, {"a.zip": zipped({"nest.zip": nest, "ok.txt": b"x"}), "z.txt": b"x"})
    reasons = {reason for _, reason in found(tmp_path, SMALL)}
    assert "too large" in reasons
    assert found(tmp_path, SMALL)[-1] == ("z.txt", "text/plain")


def test_what_streams_may_be_of_any_length(tmp_path: Path) -> None:
    """A packed file that is read as it streams is held to the ratio; a member that needs the disk, to its size."""
    few = Limits(max_unpacked_bytes=20_000)
    row = b'{"id": "%d", "text": "It rained in %d places."}\n'
    rows = gzip.compress(b"".join(row % (n, n * n) for n in range(2000)))
    inner = zipped({f"{n}.txt": bytes(range(256)) * 20 for n in range(20)}, zipfile.ZIP_STORED)
    write(tmp_path, {"a.jsonl.gz": rows, "b.tar.gz": gzip.compress(tarred({"c.zip": inner, "d.txt": b"x"}))})
    assert found(tmp_path, few)[-2:] == [("b.tar.gz!/c.zip", "too large"), ("b.tar.gz!/d.txt", "text/plain")]
    assert len(raws(tmp_path, few)) == 2001


def test_wrong_lengths_in_a_zip(tmp_path: Path) -> None:
    """A member that is longer or shorter than the directory says is listed, and the others are read."""
    whole = bytearray(zipped({"a.txt": b"It rained.", "b.txt": b"It poured."}, zipfile.ZIP_STORED))
    at = whole.index(b"PK\x01\x02") + 24
    whole[at : at + 4] = struct.pack("<I", 5)
    whole[at - 4 : at] = struct.pack("<I", 5)
    write(tmp_path, {"a.zip": bytes(whole)})
    rows = found(tmp_path)
    assert rows[0][0] == "a.zip!/a.txt"
    assert rows[0][1] == "malformed"
    assert rows[1] == ("a.zip!/b.txt", "text/plain")


@pytest.mark.parametrize("suffix", PACKINGS)
@pytest.mark.parametrize("damage", ["cut", "garbage", "tail"])
def test_damaged_packings(tmp_path: Path, suffix: str, damage: str) -> None:
    """Cut, altered or followed by something else: the file is listed with its reason, its neighbour is read."""
    packed = PACKINGS[suffix](bytes(range(256)) * 40)
    bodies = {
        "cut": packed[: len(packed) // 2],
        "garbage": packed[:4] + bytes(reversed(packed[4:])),
        "tail": packed + b"not packed",
    }
    write(tmp_path, {f"a.txt.{suffix}": bodies[damage], "b.txt": b"x"})
    (bad,) = failures(tmp_path)
    assert bad.reason in (SkipReason.TRUNCATED, SkipReason.MALFORMED)
    assert found(tmp_path)[-1] == ("b.txt", "text/plain")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PACKINGS)),
    st.lists(st.binary(max_size=3000), max_size=4),
    st.lists(st.integers(1, 700), min_size=1, max_size=20),
)
def test_members_one_after_the_other(suffix: str, bodies: list[bytes], sizes: list[int]) -> None:
    """Packed members in a row unpack to their bodies in a row, however little is asked for at a time."""
    kinds = {"gz": Packing.GZIP, "bz2": Packing.BZIP2, "xz": Packing.XZ, "zst": Packing.ZSTD}
    packed = b"".join(PACKINGS[suffix](body) for body in bodies) or PACKINGS[suffix](b"")
    stream = UnpackedStream(io.BytesIO(packed), kinds[suffix])
    pieces, turn = [], 0
    while piece := stream.read(sizes[turn % len(sizes)]):
        pieces.append(piece)
        turn += 1
    assert b"".join(pieces) == b"".join(bodies)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_stops_the_rest(data: st.DataObject) -> None:
    """Whatever bytes of an archive are changed or cut off, the file after it is read and nothing else is raised."""
    suffix = data.draw(st.sampled_from(["zip", "tar", "tar.gz", "tar.zst"]))
    files = {"a.txt": b"It rained.", "b.html": ARTICLE, "c.zip": zipped({"d.txt": b"It poured."})}
    body = bytearray(zipped(files) if suffix == "zip" else tarred(files))
    if suffix.startswith("tar."):
        body = bytearray(PACKINGS[suffix[4:]](bytes(body)))
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255)), max_size=6)):
        body[at] = value
    cut = data.draw(st.integers(1, len(body)))
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {f"a.{suffix}": bytes(body[:cut]), "z.txt": b"x"})
        assert found(Path(folder), SMALL)[-1] == ("z.txt", "text/plain")
