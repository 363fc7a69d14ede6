"""Every format from file to record, with the reader of this release."""

import json
from email.message import EmailMessage
from pathlib import Path

from click.testing import CliRunner, Result

from onrecord.cli.main import group
from onrecord.store import Store
from tests.packs import epub, http, pdf, record, tarred, warc_gz, write, zipped

FIRST = "MOURA (AP) - Rebels attacked the northern town of Moura on Thursday, a spokesman for the army said."
SECOND = (
    "The defense ministry denied that the rebels had attacked the town. Minister Ana Reyes met rebel leaders on Sunday."
)


def page(title: str) -> bytes:
    """Write a page."""
    return f"<html><body><article><h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>".encode()


def message() -> bytes:
    """Write a message."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "Desk <d@example.org>", "Moura", "Thu, 02 May 2024 22:00:00 +0200"
    mail.set_content(f"{FIRST}\n\n{SECOND}\n")
    return bytes(mail)


def feed() -> bytes:
    """Write a feed."""
    text = f"<p>{FIRST}</p><p>{SECOND}</p>"
    return (
        "<rss xmlns:content='c'><channel><title>Example News</title><item><title>Feed of Moura</title>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item></channel></rss>"
    ).encode()


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(group, words, catch_exceptions=False)


def _id(row: dict[str, str]) -> str:
    return row.get("event") or row["statement"]


def test_every_format_becomes_a_record(tmp_path: Path) -> None:
    """Reports of every format are read, stored and verified, and a second build reads none of them again."""
    write(
        tmp_path / "in",
        {
            "a.pdf": pdf(f"{FIRST}\n\n{SECOND}"),
            "b.eml": message(),
            "c.epub": epub({"one.xhtml": page("Chapter of Moura")}),
            "d.xml": feed(),
            "e.warc.gz": warc_gz(record(http(page("Page of Moura")))),
            "f.csv": f'text,date\n"{FIRST} {SECOND}",2024-05-02\n'.encode(),
            "g.md": f"---\ntitle: Notes on Moura\ndate: 2024-05-02\n---\n\n{FIRST}\n\n{SECOND}\n".encode(),
            "h.tar.gz": b"not packed",
            "i.tar": tarred({"j.zip": zipped({"k.html": page("Deep in Moura"), "../l.html": page("Outside")})}),
            "m.json": json.dumps({"hostname": "e.org", "text": f"{FIRST} {SECOND}", "date": "2024-05-02"}).encode(),
        },
    )
    store = str(tmp_path / "a.record")
    done = run("build", str(tmp_path / "in"), "-o", store)
    assert done.exit_code == 3
    assert "11 seen, 9 read" in done.stderr
    assert run("verify", store).exit_code == 0
    skipped = run("status", store, "--skipped", "--format", "jsonl").stdout
    assert sorted(json.loads(line)["path"].rpartition("in/")[2] for line in skipped.splitlines()) == [
        "h.tar.gz",
        "i.tar!/j.zip!/../l.html",
    ]
    with Store(Path(store)) as opened:
        reports = [each.report for each in opened.records()]
        (printed,) = (each for each in reports if each.path.endswith("a.pdf"))
        assert {fact.field for fact in printed.facts} >= {"line"}
        (captured,) = (each for each in reports if "e.warc.gz" in each.path)
        (capture,) = (fact for fact in captured.facts if fact.field == "capture")
        assert capture.raw is not None
    rows = run("find", store, "--report", printed.id, "--format", "jsonl").stdout.splitlines()
    why = json.loads(run("why", store, _id(json.loads(rows[0])), "--format", "json").stdout)
    places = [ground["place"] for ground in why["grounds"] if ground["place"]]
    assert places
    assert all(place.startswith("pdf:page 1 box ") for place in places)
    again = run("build", str(tmp_path / "in"), "-o", store)
    assert " 0 read" in again.stderr


def test_columns_on_the_command_line(tmp_path: Path) -> None:
    """A column named with --column holds the text; a name that is none of the fields is a usage error."""
    write(tmp_path, {"a.csv": f'nr,volltext\n7,"{FIRST}"\n'.encode()})
    done = run("read", str(tmp_path / "a.csv"), "--column", "text=Volltext", "--column", "id=nr", "--format", "jsonl")
    assert json.loads(done.stdout)["report"]["id"] == "7"
    assert run("read", str(tmp_path / "a.csv"), "--format", "jsonl").exit_code == 3
    assert run("read", str(tmp_path / "a.csv"), "--column", "body=x").exit_code == 2


def test_another_column_is_another_reading(tmp_path: Path) -> None:
    """A table that is built again with another column of texts is read again."""
    write(tmp_path, {"a.csv": f'one,two\n"{FIRST}","{SECOND}"\n'.encode()})
    store = str(tmp_path / "a.record")
    for column, text in (("one", FIRST), ("two", SECOND)):
        run("build", str(tmp_path / "a.csv"), "-o", store, "--column", f"text={column}")
        with Store(Path(store)) as opened:
            assert [report.text for report in opened.reports()] == [text]
