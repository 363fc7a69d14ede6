"""CSV, TSV and Parquet with a column of texts, and tables of addresses."""

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.packs import failures, found, outcomes, raws, tarred, write, zipped

from onrecord.errors import ReportError, SkipReason
from onrecord.intake import Columns, Limits, addresses_in
from onrecord.records import RawReport

HEADER = "date,headline,story,link,publisher,id\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_found_by_their_names(tmp_path: Path, delimiter: str) -> None:
    """The usual names of columns are known, whatever stands between them, and a byte-order mark is no part of one."""
    table = f'\ufeff{HEADER}2024-05-02,Town taken,"It rained; ""hard"",\nthen | it\tpoured.",https://e.org/a,AP,7\n'
    if delimiter != ",":
        table = table.replace(",", delimiter, 5).replace("02,Town taken,", f"02{delimiter}Town taken{delimiter}")
        table = table.replace(",https", f"{delimiter}https").replace("a,AP,7", f"a{delimiter}AP{delimiter}7")
    write(tmp_path, {"a.csv": table.encode()})
    (raw,) = raws(tmp_path)
    assert raw.given.text == 'It rained; "hard",\nthen | it\tpoured.'
    assert (raw.given.title, raw.given.published, raw.given.url) == ("Town taken", "2024-05-02", "https://e.org/a")
    assert (raw.given.outlet, raw.given.id) == ("AP", None)
    assert raw.path.endswith("a.csv:2")
    assert raw.body == table.encode().partition(b"id\n")[2].rstrip(b"\n")


def test_columns_that_are_given(tmp_path: Path) -> None:
    """Columns that the settings name win, ids count when named, and a name that is not there is an error."""
    write(tmp_path, {"a.tsv": b"Nr\tText\tVolltext\n7\tshort\tIt rained all day.\n"})
    (raw,) = raws(tmp_path, columns=Columns(text="volltext", id="Nr"))
    assert (raw.given.text, raw.given.id) == ("It rained all day.", "7")
    (bad,) = failures(tmp_path, columns=Columns(text="Body"))
    assert bad.message.startswith("there is no column 'Body' (columns.text); the columns are: Nr, Text, Volltext")


def test_rows_stand_alone(tmp_path: Path) -> None:
    """A row without text, too long or never closed costs itself; what stands behind it is read."""
    rows = [
        "text,url",
        "It rained.,",
        ",https://e.org/a",
        '"' + "x" * 500 + '",',
        "It poured.,",
        ",",
        '"It never ended,',
        "It hailed.,",
        "Last row.,",
    ]
    write(tmp_path, {"a.csv": "\n".join(rows).encode()})
    assert found(tmp_path, Limits(max_line_bytes=400)) == [
        ("a.csv:2", "text/csv"),
        ("a.csv:3", "no text"),
        ("a.csv:4", "too large"),
        ("a.csv:5", "text/csv"),
        ("a.csv:7", "malformed"),
        ("a.csv:8", "text/csv"),
        ("a.csv:9", "text/csv"),
    ]
    assert "onrecord fetch https://e.org/a" in failures(tmp_path)[0].message


def test_old_encodings(tmp_path: Path) -> None:
    """A table in Windows-1252 is read, one in UTF-16 is refused with what to do."""
    write(
        tmp_path, {"a.csv": "text\n“It rained” – caf\u00e9\n".encode("cp1252"), "b.csv": "text\nx\n".encode("utf-16")}
    )
    first, second = outcomes(tmp_path)
    assert isinstance(first, RawReport)
    assert first.given.text == "“It rained” – caf\u00e9"
    assert (second.reason, second.message) == (SkipReason.BINARY, "a table in UTF-16; save it as CSV in UTF-8")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "reason", "words"),
    [
        (b"\n", SkipReason.EMPTY, "no row"),
        (b"text\n", SkipReason.EMPTY, "under the header"),
        (b"a,b\n1,2\n", SkipReason.MALFORMED, "--column text=NAME"),
        (b"title,url\nx,https://e.org/a\n", SkipReason.NOT_FETCHED, "onrecord fetch --list"),
    ],
)
def test_tables_without_texts(tmp_path: Path, body: bytes, reason: SkipReason, words: str) -> None:
    """A table without a column of texts says what it has and what to do."""
    write(tmp_path, {"a.csv": body})
    (bad,) = failures(tmp_path)
    assert bad.reason is reason
    assert words in bad.message


def gdelt_row(columns: int, at: int) -> str:
    """Return a row as GDELT writes them: no header, tabs, the address of the report in its own column."""
    cells = ["1"] * columns
    cells[0], cells[1], cells[at] = "1094183", "20240502", "https://example.org/report.html"
    if columns > at + 1:
        cells[-1] = "https://example.org/picture.jpg"
    return "\t".join(cells)


@pytest.mark.parametrize(
    ("name", "columns", "at"),
    [
        ("20240502.export.CSV", 58, 57),
        ("20240502121500.export.CSV", 61, 60),
        ("20240502121500.mentions.CSV", 16, 5),
        ("20240502121500.gkg.csv", 27, 4),
    ],
)
def test_gdelt_exports(tmp_path: Path, name: str, columns: int, at: int) -> None:
    """A GDELT table is known without a header, and its addresses are what there is to fetch."""
    write(tmp_path, {name: (gdelt_row(columns, at) + "\n").encode() * 3})
    (bad,) = failures(tmp_path)
    assert bad.reason is SkipReason.NOT_FETCHED
    assert "GDELT" in bad.message
    assert "such as https://example.org/report.html" in bad.message
    assert list(addresses_in(tmp_path / name)) == ["https://example.org/report.html"]


def test_packed_lists(tmp_path: Path) -> None:
    """GDELT's own zip files are named in what to do, and their addresses are had from them."""
    row = gdelt_row(61, 60).encode()
    write(tmp_path, {"a.export.CSV.zip": zipped({"a.export.CSV": row}), "b.csv.gz": gzip.compress(row)})
    write(tmp_path, {"c.csv.gz": gzip.compress(row)[:-9]})
    bad, *_ = failures(tmp_path)
    assert bad.path.endswith("a.export.CSV.zip!/a.export.CSV")
    assert f"--list {tmp_path}/a.export.CSV.zip -o" in bad.message
    for name in ("a.export.CSV.zip", "b.csv.gz"):
        assert list(addresses_in(tmp_path / name)) == ["https://example.org/report.html"]
    with pytest.raises(ReportError, match="too early"):
        list(addresses_in(tmp_path / "c.csv.gz"))


def test_media_cloud_exports(tmp_path: Path) -> None:
    """A Media Cloud table of addresses says to fetch first, and each address is listed once."""
    table = (
        b"stories_id,publish_date,title,url,language\n"
        b"1,2024-05-02,Town taken,https://example.org/a,en\n2,2024-05-02,Town taken,https://example.org/a,en\n"
        b'3,2024-05-03,"Taken, again",https://example.org/b?x=1,en\n'
    )
    write(tmp_path, {"all-story-urls.csv": table})
    (bad,) = failures(tmp_path)
    assert bad.reason is SkipReason.NOT_FETCHED
    addresses = list(addresses_in(tmp_path / "all-story-urls.csv"))
    assert addresses == ["https://example.org/a", "https://example.org/b?x=1"]


def test_texts_of_addresses(tmp_path: Path) -> None:
    """A text with an address on every line is a list to fetch; one that only quotes an address is a report."""
    write(tmp_path, {"a.txt": b"https://e.org/a\r\n\nhttps://e.org/b\n", "b.txt": b"https://e.org/a said so\n"})
    assert found(tmp_path) == [("a.txt", "not fetched"), ("b.txt", "text/plain")]
    assert list(addresses_in(tmp_path / "a.txt")) == ["https://e.org/a", "https://e.org/b"]


def test_lists_without_addresses(tmp_path: Path) -> None:
    """A list that is missing, empty or no JSON is an error that says so."""
    write(tmp_path, {"a.txt": b"nothing", "b.json": b"{"})
    for name, words in (("a.txt", "no address"), ("b.json", "not JSON"), ("c.txt", "No such file")):
        with pytest.raises(ReportError, match=words):
            list(addresses_in(tmp_path / name))


def parquet(**columns: object) -> bytes:
    """Write a Parquet table."""
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    return packed.getvalue()


def test_parquet(tmp_path: Path) -> None:
    """Rows of a Parquet table are read with their dates, also from inside a tar, few at a time."""
    table = parquet(
        text=["It rained."] * 150,
        date=[date(2024, 5, 2)] * 149 + [None],
        url=[f"https://e.org/{n}" for n in range(150)],
        unused=[b"x"] * 150,
    )
    write(tmp_path, {"a.parquet": table, "b.tar": tarred({"c.parquet": table})})
    reports = raws(tmp_path)
    assert len(reports) == 300
    assert reports[0].given == reports[150].given
    assert (reports[0].given.published, reports[149].given.published) == ("2024-05-02", None)
    assert (reports[149].path[-13:], reports[299].path[-13:]) == ("a.parquet:150", "c.parquet:150")
    assert len({raw.body for raw in reports}) == 150


def test_parquet_that_cannot_be_read(tmp_path: Path) -> None:
    """Damage, no text, addresses only and odd types each say what was found."""
    good = parquet(text=["x"])
    moment = datetime(2024, 5, 2, 3, 4, tzinfo=UTC)
    write(
        tmp_path,
        {
            "a.parquet": b"PAR1" + b"x" * 50,
            "b.parquet": good[:-10] + bytes(10),
            "c.parquet": parquet(a=["x"]),
            "d.parquet": parquet(url=["https://e.org/a"]),
            "e.parquet": parquet(text=[["x"]]),
            "f.parquet": parquet(text=pa.array([], pa.string())),
            "g.parquet": parquet(text=["x"], date=[moment]),
        },
    )
    assert [reason for _, reason in found(tmp_path)] == [
        *("malformed", "malformed", "malformed", "not fetched", "malformed", "empty"),
        "application/vnd.apache.parquet",
    ]
    assert raws(tmp_path)[0].given.published == "2024-05-02T03:04:00+00:00"


@settings(derandomize=True, max_examples=100, deadline=None)
@given(body=st.text(alphabet='ab",;\t\n\r\x00é', max_size=120))
def test_any_table_is_read_or_refused(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No text stops the reading of tables, and every row's bytes are bytes of the file."""
    root = tmp_path_factory.mktemp("table")
    whole = b"text,b\n" + body.encode()
    write(root, {"a.csv": whole, "z.txt": b"x"})
    assert found(root, Limits(max_line_bytes=60))[-1] == ("z.txt", "text/plain")
    assert all(raw.body in whole for raw in raws(root) if raw.media_type == "text/csv")
