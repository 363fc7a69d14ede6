"""`onrecord export brief.html`, run as a caller runs it."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SENTENCES, build, report

from onrecord.cli.main import group


def run(*words: object, code: int = 0, stdin: str | None = None) -> Result:
    """Run a command and check its exit code."""
    result = CliRunner().invoke(group, [str(word) for word in words], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a record of three reports."""
    monkeypatch.chdir(tmp_path)
    raws = [
        report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01"),
        report("r2", SENTENCES[0], SENTENCES[1], outlet="Courier", published="2024-05-02"),
        report("r3", SENTENCES[6], SENTENCES[7], outlet="Gazette", published="2024-05-03"),
    ]
    build(tmp_path / "news.record", raws)
    return tmp_path


def ids(*options: str) -> list[str]:
    """Return the ids of the claims that a search finds."""
    return [json.loads(line)["id"] for line in run("claims", *options, "--format", "jsonl").stdout.splitlines()]


@pytest.mark.parametrize(
    "words",
    [
        ["brief.html", "{id}"],
        ["news.record", "brief.html", "{id}"],
        ["news.record", "-o", "brief.html", "{id}"],
        ["-o", "brief.htm", "{id}"],
        ["--as", "brief", "-o", "memo.txt", "{id}"],
    ],
)
def test_a_brief_is_asked_for_in_the_ways_of_export(words: list[str], folder: Path) -> None:
    """The record may be named or that of the folder, the file by its name or by -o."""
    (claim, *_) = ids("--standing", "disputed")
    done = run("export", *(word.format(id=claim) for word in words))
    (written,) = [path for path in folder.iterdir() if path.suffix in (".html", ".htm", ".txt")]
    page = written.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert claim in page
    assert "the words quoted remain their publishers'" in done.stderr


def test_a_whole_search_becomes_a_brief(folder: Path) -> None:
    """Every claim that passes the search is in the brief, and no other."""
    run("export", "brief.html", "--standing", "disputed", "--title", "What is disputed")
    page = (folder / "brief.html").read_text(encoding="utf-8")
    wanted = set(ids("--standing", "disputed"))
    assert {each for each in ids() if each in page} == wanted
    assert "<title>What is disputed</title>" in page


def test_ids_come_from_another_command(folder: Path) -> None:
    """`-` reads the rows that claims writes, or plain ids."""
    rows = run("claims", "--standing", "disputed", "--format", "jsonl").stdout
    run("export", "brief.html", "-", stdin=rows)
    from_rows = (folder / "brief.html").read_bytes()
    run("export", "brief.html", "-", stdin="\n".join(ids("--standing", "disputed")) + "\n\n")
    assert (folder / "brief.html").read_bytes() == from_rows


def test_a_brief_is_the_same_each_time(folder: Path) -> None:
    """Two runs over one record write the same bytes."""
    run("export", "brief.html", "--who", "Moscow")
    first = (folder / "brief.html").read_bytes()
    run("export", "brief.html", "--who", "Moscow")
    assert (folder / "brief.html").read_bytes() == first


def test_more_claims_than_a_brief_takes_are_told_of(folder: Path) -> None:
    """A search that finds more than the limit says so."""
    assert (
        "the first 1 claim; there are more"
        in run("export", "brief.html", "--since", "2000-01-01", "--limit", "1").stderr
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["brief.html"], "of what is missing"),
        (["--as", "brief", "news.record"], "where to is missing"),
        (["brief.html", "c1", "--who", "Moscow"], "expected one of them"),
        (["news.json", "--who", "Moscow"], "choose the claims of a brief"),
    ],
)
def test_what_is_missing_is_said(words: list[str], message: str, folder: Path) -> None:
    """A command line that does not say what to write, or where, is a usage error."""
    assert message in run("export", *words, code=2).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["brief.html", "c0000"], "holds no row"),
        (["brief.html", "--who", "Nobody"], "no claim of news.record passes this search"),
    ],
)
def test_what_the_record_has_not_is_said(words: list[str], message: str, folder: Path) -> None:
    """An id or a search that finds nothing writes no file."""
    assert message in run("export", *words, code=1).stderr
    assert not (folder / "brief.html").exists()


def test_broken_rows_are_said_with_their_line(folder: Path) -> None:
    """A line of standard input that is neither an id nor a row is a usage error that names it."""
    assert "line 2" in run("export", "brief.html", "-", stdin='c1\n{"id": \n', code=2).stderr
    assert "line 1" in run("export", "brief.html", "-", stdin='{"standing": "disputed"}\n', code=2).stderr


def test_a_brief_needs_no_server(folder: Path) -> None:
    """Neither the web framework nor the template engine is loaded for a brief."""
    import subprocess

    code = (
        "import sys; sys.argv = ['onrecord', 'export', 'brief.html', '--who', 'Moscow']\n"
        "from onrecord.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted(set(sys.modules) & {'starlette', 'jinja2', 'uvicorn', 'onnxruntime'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"
