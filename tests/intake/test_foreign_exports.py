"""What other programs export as JSON, and the block in front of Markdown files."""

import json
from pathlib import Path

import pytest
from tests.packs import ARTICLE, failures, found, outcomes, raws, write, zipped

from onrecord.errors import SkipReason
from onrecord.intake import Limits, addresses_in
from onrecord.records import Failure, Given, RawReport

TRAFILATURA = {
    "title": "Rebels take the town",
    "author": "A. Reporter",
    "hostname": "example.org",
    "date": "2024-05-02",
    "fingerprint": "17f1e1a8",
    "id": None,
    "raw_text": "It rained.",
    "text": "It rained.",
    "language": None,
    "source": "https://example.org/a",
    "source-hostname": "Example News",
    "excerpt": None,
}


def test_trafilatura(tmp_path: Path) -> None:
    """One article, or an array of them, with its address under `source` and the name of the site."""
    write(
        tmp_path, {"a.json": json.dumps(TRAFILATURA, indent=1).encode(), "b.json": json.dumps([TRAFILATURA]).encode()}
    )
    first, second = raws(tmp_path)
    expected = Given(
        text="It rained.",
        title="Rebels take the town",
        published="2024-05-02",
        url="https://example.org/a",
        outlet="Example News",
    )
    assert (first.given, second.given) == (expected, expected)
    assert json.loads(second.body) == TRAFILATURA
    assert second.path.endswith("b.json:1")


BETTER_BIBTEX = {
    "config": {},
    "items": [
        {
            "itemType": "newspaperArticle",
            "title": "Rebels take the town",
            "publicationTitle": "Example News",
            "date": "2024-05-02",
            "url": "https://example.org/a",
            "attachments": [
                {"itemType": "attachment", "title": "Snapshot", "path": "files/7/a.html"},
                {"itemType": "attachment", "title": "Picture", "path": "files/7/a.png", "contentType": "image/png"},
            ],
        },
        {"itemType": "webpage", "title": "No file", "url": "https://example.org/b", "attachments": []},
        {"itemType": "report", "title": "Nothing"},
        {"itemType": "webpage", "title": "Gone", "attachments": [{"path": "files/8/gone.html"}]},
        {"itemType": "webpage", "title": "Outside", "attachments": [{"path": "../../secret.html"}]},
        {"itemType": "note", "note": "<p>my own words</p>"},
    ],
}


def test_zotero_with_files(tmp_path: Path) -> None:
    """What Zotero knows of an item is told to the reading of its file, which is then not read a second time."""
    write(tmp_path, {"secret.html": ARTICLE, "in/it/export.json": json.dumps(BETTER_BIBTEX).encode()})
    write(tmp_path, {"in/it/files/7/a.html": ARTICLE, "in/it/files/9/other.txt": b"It rained."})
    rows = outcomes(tmp_path / "in")
    first, *failed, last = rows
    assert isinstance(first, RawReport)
    assert isinstance(last, RawReport)
    assert (first.given.title, first.given.published, first.given.outlet) == (
        "Rebels take the town",
        "2024-05-02",
        "Example News",
    )
    assert first.path.endswith("a.html")
    assert last.path.endswith("other.txt")
    assert last.given == Given()
    assert [each.reason.value for each in failed if isinstance(each, Failure)] == [
        *("not fetched", "no text", "unreadable", "unreadable"),
    ]
    assert "does not lie in the folder" in failed[-1].message  # type: ignore[union-attr]
    assert list(addresses_in(tmp_path / "in/it/export.json")) == ["https://example.org/a", "https://example.org/b"]


def test_zotero_in_other_shapes(tmp_path: Path) -> None:
    """CSL JSON and the answers of Zotero's server are known too; in an archive, files are read on their own."""
    csl = {"type": "article-newspaper", "title": "T", "URL": "https://e.org/a", "issued": {"date-parts": [[2024, 5]]}}
    answer = {"key": "A", "data": {"itemType": "webpage", "title": "T", "attachments": [{"path": "a.html"}]}}
    write(tmp_path, {"a.json": json.dumps([csl]).encode(), "a.html": ARTICLE, "b.json": json.dumps([answer]).encode()})
    write(tmp_path, {"c.zip": zipped({"b.json": json.dumps([answer]).encode(), "a.html": ARTICLE})})
    assert [row[1] for row in found(tmp_path)] == ["text/html", "not fetched", "text/html", "unsupported"]


def test_lists_of_addresses(tmp_path: Path) -> None:
    """The answer of GDELT's search holds addresses only, and says what to fetch."""
    answer = {"articles": [{"url": f"https://example.org/{n}", "seendate": "20240502T101500Z"} for n in range(3)]}
    write(tmp_path, {"a.json": json.dumps(answer).encode()})
    (bad,) = failures(tmp_path)
    assert (bad.reason, bad.path) == (SkipReason.NOT_FETCHED, str(tmp_path / "a.json"))
    assert "such as https://example.org/0" in bad.message
    assert len(list(addresses_in(tmp_path / "a.json"))) == 3


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (b"", [("a.json", "empty")]),
        (b" ", [("a.json", "empty")]),
        (b"[]", [("a.json", "empty")]),
        (b"{}", [("a.json:1", "malformed")]),
        (b"7", [("a.json:1", "malformed")]),
        (b'{"text": "x"', [("a.json", "malformed")]),
        (b'{"text": "x"} {"text": "y"}', [("a.json:1", "application/json"), ("a.json", "malformed")]),
        (b'[{"text": "x"}, {"text"', [("a.json:1", "application/json"), ("a.json", "malformed")]),
        (b'[{"text": "x"}', [("a.json:1", "application/json"), ("a.json", "truncated")]),
        (b'[{"text": "\xff"}]', [("a.json", "malformed")]),
        (b"[" * 100_000, [("a.json", "malformed")]),
        (b'{"format": "onrecord/1", "report": {}}', [("a.json:1", "unsupported")]),
        (b'[{"text": "' + b"x" * 3000 + b'"}]', [("a.json", "too large")]),
        (b"\xef\xbb\xbf" + b'{"text": "x"}', [("a.json:1", "application/json")]),
    ],
)
def test_documents_that_are_damaged(tmp_path: Path, body: bytes, rows: list[tuple[str, str]]) -> None:
    """What can be read of a document is, and the rest is listed with its reason."""
    write(tmp_path, {"a.json": body})
    assert found(tmp_path, Limits(max_line_bytes=2000)) == rows


def test_long_arrays(tmp_path: Path) -> None:
    """An array longer than the limit of one row is read row by row, each with its own bytes."""
    rows = [
        json.dumps({"text": f"It rained. é {n}", "url": f"https://e.org/{n}"}, ensure_ascii=False) for n in range(9000)
    ]
    write(tmp_path, {"a.json": ("[" + ",\n ".join(rows) + "]\n").encode()})
    reports = raws(tmp_path, Limits(max_line_bytes=200_000))
    assert [raw.body.decode() for raw in reports] == rows


@pytest.mark.parametrize(
    ("block", "given"),
    [
        (
            '---\ntitle: "Rebels: the town"\ndate: 2024-05-02  # printed\nsource: https://e.org/a\ntags: [a, b]\n---\n',
            Given(title="Rebels: the town", published="2024-05-02", url="https://e.org/a"),
        ),
        ("---\r\nheadline: 'Town'\r\npublisher: AP\r\n---\r\n", Given(title="Town", outlet="AP")),
        ('+++\ntitle = "Town"\ndate = 2024-05-02\n+++\n', Given(title="Town", published="2024-05-02")),
        ("+++\ntitle = \n+++\n", Given()),
        ("---\nmeta:\n  title: inner\ndescription: >\n  long\n---\n", Given()),
        ("--- no block\ntitle: x\n", Given()),
        ("", Given()),
    ],
)
def test_front_matter(tmp_path: Path, block: str, given: Given) -> None:
    """Plain fields of the block in front of a Markdown file are told; the file stays whole."""
    body = (block + "\nIt rained.\n").encode()
    write(tmp_path, {"a.md": body})
    (raw,) = raws(tmp_path)
    assert (raw.given, raw.body) == (given, body)
