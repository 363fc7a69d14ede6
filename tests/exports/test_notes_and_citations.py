"""Notes, citations and dataset cards, read back as their tools read them."""

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import yaml
from pybtex.database import parse_string

from onrecord.exports.markdown import unescaped
from onrecord.exports.offsets import storable
from onrecord.store import Store

from .exported import texts, write

LINK = re.compile(r"(?<!\\)\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")
QUOTATION = re.compile(r"  > “(?P<words>.*)”\n  > `(?P<places>(?:char=\d+,\d+ ?)+)`")
CHARS = re.compile(r"char=(\d+),(\d+)")
# Types and variables of the CSL-JSON schema, version 1.0, that are written here.
CSL_VARIABLES = {
    *("id", "type", "title", "author", "issued", "URL", "language", "note", "container-title", "event-place"),
}


def test_every_link_of_a_vault_leads_to_a_note(store: Store, tmp_path: Path) -> None:
    """Links name notes that exist, front matter is YAML, and each row of the record has its note."""
    written = write(store, "obsidian", tmp_path)
    notes = {path.relative_to(tmp_path).with_suffix("").as_posix(): path for path in tmp_path.rglob("*.md")}
    for path in notes.values():
        body = path.read_text("utf-8")
        assert [target for target, _ in LINK.findall(body) if target not in notes] == []
        if path.name != "Index.md":
            front = yaml.safe_load(body.split("---\n")[1])
            assert front["id"]
            assert front["tags"]
    for folder, count in (("Claims", "claims"), ("Actors", "actors"), ("Reports", "reports")):
        assert len(list((tmp_path / folder).glob("*.md"))) == written.counts[count] > 0


def test_quotations_of_notes_slice_again(store: Store, tmp_path: Path) -> None:
    """What a note of a report quotes is what the places beside it cut from its text, or holds it."""
    write(store, "obsidian", tmp_path)
    known, seen = texts(store), 0
    for path in (tmp_path / "Reports").glob("*.md"):
        body = path.read_text("utf-8")
        text = known[yaml.safe_load(body.split("---\n")[1])["id"]]
        for match in QUOTATION.finditer(body):
            parts = (text[int(start) : int(end)] for start, end in CHARS.findall(match["places"]))
            shown = " … ".join(re.sub(r"\r\n|[\r\n]", " ⏎ ", part) for part in parts)
            assert shown in unescaped(match["words"])
            seen += 1
    rows_of_record = sum(len(record.statements) + len(record.events) for record in store.records())
    assert seen == rows_of_record > 0


def test_a_vault_leaves_the_notes_of_others_alone(examples: Store, tmp_path: Path) -> None:
    """A second export takes away its own old notes, and touches no other, even where the list is tampered with."""
    write(examples, "obsidian", tmp_path)
    mine, old = tmp_path / "Claims" / "mine.md", tmp_path / "Claims" / "old.md"
    outside = tmp_path.parent / "outside.md"
    for path in (mine, old, outside):
        path.write_text("kept")
    listed = tmp_path / ".onrecord-notes"
    listed.write_text(listed.read_text() + "Claims/old.md\n../outside.md\nClaims/../../outside.md\n")
    write(examples, "obsidian", tmp_path)
    assert mine.exists()
    assert outside.exists()
    assert not old.exists()


def test_a_vault_holds_texts_on_demand(odd: Store, tmp_path: Path) -> None:
    """Whole texts stand fenced in the notes of reports with the option, and nowhere without it."""
    write(odd, "obsidian", tmp_path)
    assert not [path for path in tmp_path.rglob("*.md") if "## Text" in path.read_text("utf-8")]
    write(odd, "obsidian", tmp_path, full_text=True)
    bodies = [path.read_bytes().decode("utf-8") for path in (tmp_path / "Reports").glob("*.md")]
    assert all(any(f"~~~text\n{text}\n~~~" in body for body in bodies) for text in texts(odd).values())


def test_bibtex_reads_back(store: Store, tmp_path: Path) -> None:
    """pybtex reads an entry for each report, with its title, outlet, day and URL."""
    write(store, "bibtex", tmp_path / "r.bib")
    entries = parse_string((tmp_path / "r.bib").read_text("utf-8"), "bibtex").entries
    reports = list(store.reports())
    assert len(entries) == len(reports)
    for report in reports:
        found = [each for key, each in entries.items() if key == report.id] or [
            each for key, each in entries.items() if key.startswith("r-")
        ]
        (entry,) = found
        assert entry.type == ("article" if report.outlet else "misc")
        assert ("date" in entry.fields) == (report.published.start is not None)
        assert _plain(entry.fields.get("title", "")) == " ".join(storable(report.title or "").split())
        if report.url:
            assert entry.fields["url"].startswith("https://")


def test_csl_items_use_the_schema(store: Store, tmp_path: Path) -> None:
    """Each report is one item of known variables; days are date-parts and a byline is one literal name."""
    write(store, "csl-json", tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text("utf-8"))
    reports = {storable(report.id): report for report in store.reports()}
    assert [each["id"] for each in found] == sorted(reports)
    for each in found:
        report = reports[each["id"]]
        assert each.keys() <= CSL_VARIABLES
        assert each["type"] == "article-newspaper"
        day = report.published.start
        assert each.get("issued", {}).get("date-parts", [None])[0] == (
            [int(part) for part in day.split("-")] if day else None
        )
        assert all(name.keys() == {"literal"} for name in each.get("author", ()))
        assert ("URL" in each) == (report.url is not None)


def test_a_dataset_is_what_its_card_says(store: Store, tmp_path: Path) -> None:
    """Every file that the card names is there with its rows, no path of a file goes out, and texts stay."""
    written = write(store, "huggingface", tmp_path)
    body = (tmp_path / "README.md").read_text("utf-8")
    front = yaml.safe_load(body.split("---\n")[1])
    assert [each["config_name"] for each in front["configs"]] == list(written.counts)
    assert [each.get("default") for each in front["configs"]].count(True) == 1
    assert front["license"] == "other"
    for each in front["configs"]:
        (split,) = each["data_files"]
        table = pq.read_table(tmp_path / split["path"])
        assert table.num_rows == written.counts[each["config_name"]] > 0
        assert not {"path", "text"} & set(table.column_names)
    assert len(list(tmp_path.rglob("*.parquet"))) == len(front["configs"])


def test_a_dataset_holds_texts_on_demand(odd: Store, tmp_path: Path) -> None:
    """With the option the table of reports has the texts, and the card says so."""
    write(odd, "huggingface", tmp_path, full_text=True)
    table = pq.read_table(tmp_path / "data/reports/train-00000-of-00001.parquet")
    assert dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True)) == texts(odd)
    assert "whole texts" in (tmp_path / "README.md").read_text("utf-8")


def _plain(text: str) -> str:
    """Return what a TeX field shows."""
    for written, shown in (("\\textbackslash{}", "\x00"), ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^")):
        text = text.replace(written, shown)
    return re.sub(r"\\([&%$#_{}])", r"\1", text).replace("\x00", "\\")
