"""Memory stays bounded whatever the size of the input; missing extras are named."""

import gzip
import io
import subprocess
import sys
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from tests.packs import ARTICLE, http, pdf, record, write

from onrecord.intake import find_reports
from onrecord.records import RawReport

TEXT = "Rebels took the town of Moura on Thursday, the ministry said. " * 60
REPORTS = 1600
MOST_BYTES = 2 * 1024 * 1024
"""A third of the size of each input below."""


def lines(out: io.BufferedIOBase) -> None:
    """Write JSON lines."""
    for n in range(REPORTS):
        out.write(f'{{"id": "{n}", "text": "{n} {TEXT}"}}\n'.encode())


def table(out: io.BufferedIOBase) -> None:
    """Write a table."""
    out.write(b"text,date\n")
    for n in range(REPORTS):
        out.write(f'"{n} {TEXT}",2024-05-02\n'.encode())


def array(out: io.BufferedIOBase) -> None:
    """Write one JSON array."""
    for n in range(REPORTS):
        out.write(f'{"," if n else "["} {{"text": "{n} {TEXT}"}}\n'.encode())
    out.write(b"]")


def feed(out: io.BufferedIOBase) -> None:
    """Write a feed."""
    out.write(b"<rss><channel>")
    for n in range(REPORTS):
        out.write(f"<item><title>{n}</title><content>{TEXT}</content></item>".encode())
    out.write(b"</channel></rss>")


def web_archive(out: io.BufferedIOBase) -> None:
    """Write a plain web archive."""
    for n in range(REPORTS):
        out.write(record(http(ARTICLE + TEXT.encode()), f"https://example.org/{n}"))


def tape(out: io.BufferedIOBase) -> None:
    """Write a tar archive."""
    with tarfile.open(fileobj=out, mode="w|") as archive:
        for n in range(REPORTS):
            member = tarfile.TarInfo(f"{n}.txt")
            member.size = len(TEXT)
            archive.addfile(member, io.BytesIO(TEXT.encode()))


@pytest.mark.parametrize(
    ("name", "fill"),
    [
        *(("a.jsonl.gz", lines), ("a.csv.gz", table), ("a.json.gz", array), ("a.xml.gz", feed)),
        *(("a.warc", web_archive), ("a.tar.gz", tape)),
    ],
)
def test_memory_is_bounded(tmp_path: Path, name: str, fill: object) -> None:
    """Reading an input of tens of megabytes takes a fraction of its size, and every report is found."""
    with (
        gzip.open(tmp_path / name, "wb", compresslevel=1)
        if name.endswith(".gz")
        else (tmp_path / name).open("wb") as out
    ):
        fill(out)  # type: ignore[operator]
    tracemalloc.start()
    try:
        count = sum(isinstance(raw, RawReport) for raw in find_reports([tmp_path / name]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == REPORTS
    assert peak < MOST_BYTES


WITHOUT = (
    "import sys; sys.modules.update(dict.fromkeys(['zstandard', 'pypdfium2', 'pyarrow']))\n"
    "from onrecord.intake import find_reports\n"
    "for row in find_reports([sys.argv[1]]): print(row.path[-6:], row.reason, row.message)\n"
)


def test_missing_extras_are_named(tmp_path: Path) -> None:
    """Without an optional package, a file that needs it is a failure that says what to install."""
    write(
        tmp_path,
        {
            "a.pdf": pdf("It rained."),
            "b.txt.zst": b"\x28\xb5\x2f\xfd",
            "c.parquet": b"PAR1",
            "d.warc.zst": b"\x28\xb5\x2f\xfd",
        },
    )
    done = subprocess.run([sys.executable, "-c", WITHOUT, str(tmp_path)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()
    assert [row.partition("install ")[2] for row in rows] == [
        *("onrecord[formats]", "onrecord[formats]", "onrecord[parquet]", "onrecord[formats]"),
    ]
    assert all("unsupported" in row for row in rows)
