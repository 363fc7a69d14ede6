"""The commands, run as a caller runs them, on a record that a scripted pipeline made."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from scripted import scripted_pipeline

from onrecord.assembly import Parts
from onrecord.cli.main import COMMANDS, group
from onrecord.records.wire import record_from_line

PARTS = Parts(assemble=lambda settings, published: scripted_pipeline())
TEXT = "Port shelled\nMoscow accused Kyiv of shelling the port. Kyiv denied that it had done so.\n"


def run(*words: object, code: int = 0, stdin: str | None = None) -> Result:
    """Run a command and check its exit code."""
    result = CliRunner().invoke(group, [str(word) for word in words], obj=PARTS, input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one text, one empty file and two JSON lines, which is the current one."""
    monkeypatch.chdir(tmp_path)
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(TEXT)
    (news / "b.txt").touch()
    lines = [
        {
            "id": "q1",
            "text": "Anna Berg said that it was \x1b[31mred.",
            "published": "2024-05-02",
            "outlet": "The Bugle",
        },
        {"id": "q2", "text": "Pyongyang accused Seoul of spying."},
    ]
    (news / "x.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return tmp_path


@pytest.fixture
def built(folder: Path) -> Path:
    run("build", "news", "-o", "news.record", code=3)
    return folder


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "resolve"])
def test_every_command_explains_itself(name: str) -> None:
    """Each command has a help page."""
    assert f"Usage: onrecord {name}" in CliRunner().invoke(group, [name, "--help"], prog_name="onrecord").stdout


def test_build_says_what_it_did(folder: Path) -> None:
    """Build exits 3 where inputs were skipped, counts them on standard error and suggests what to do next."""
    result = run("build", "news", "-o", "news.record", code=3)
    assert result.stdout == ""
    assert "4 seen, 3 read, 0 unchanged, 1 skipped" in result.stderr
    assert "1 empty; see: onrecord status news.record --skipped" in result.stderr
    assert "onrecord find news.record" in result.stderr
    again = run("build", "news", "-o", "news.record", code=3)
    assert "4 seen, 0 read, 3 unchanged, 1 skipped" in again.stderr


def test_build_without_skips_exits_0(folder: Path) -> None:
    """Build exits 0 where everything was read, and is silent when asked."""
    result = run("build", "news/a.txt", "-o", "news.record", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_build_refuses_what_is_not_a_record(folder: Path) -> None:
    """Build does not write into a file that is not a record."""
    result = run("build", "news", "-o", "news/a.txt", code=1)
    assert "is not a record" in result.stderr
    assert (folder / "news/a.txt").read_text() == TEXT


def test_build_of_nothing_is_a_usage_error(folder: Path) -> None:
    """A path that is not there is a usage error, before anything is made."""
    run("build", "nowhere", code=2)
    run("build", code=2)
    assert [each.name for each in folder.iterdir()] == ["news"]


def test_read_prints_records(folder: Path) -> None:
    """Read prints one record a line in the published format and names what it skipped on standard error."""
    result = run("read", "news", code=3)
    records = [record_from_line(line) for line in result.stdout.splitlines()]
    assert [record.report.path for record in records] == ["news/a.txt", "news/x.jsonl:1", "news/x.jsonl:2"]
    assert "skipped (empty) news/b.txt" in result.stderr


def test_read_takes_json_lines_from_standard_input(folder: Path) -> None:
    """JSON lines on standard input keep their id and their text, lone surrogates and all."""
    text = "Anna Berg said that \ud800 \u2028 \x00 it rained."
    result = run("read", "--input", "jsonl", "-", stdin=json.dumps({"id": "x 1", "text": text}) + "\n")
    (row,) = lines(result)
    assert (row["report"]["id"], row["report"]["text"]) == ("x 1", text)


def test_read_for_people(folder: Path) -> None:
    """For people the text is marked, then who says what, then what happened and whose word it is."""
    shown = run("read", "news/a.txt", "--format", "text").stdout
    assert "Moscow {1 accused} Kyiv of shelling the port. Kyiv denied that [1 it had done so]." in shown
    assert "[1] Kyiv denies: it had done so" in shown
    assert "{1} ACCUSE: Moscow accused Kyiv, in Kyiv — in the outlet's own voice; denied by Kyiv" in shown
    assert "\x1b" not in shown


def test_text_of_reports_cannot_drive_the_terminal(built: Path) -> None:
    """Control characters of a report are shown, not sent, wherever people read it."""
    for words in (["read", "news/x.jsonl", "--format", "text"], ["find", "--format", "table"], ["show", "q1"]):
        shown = run(*words, *(["--format", "table"] if words[0] == "show" else [])).stdout
        assert "\x1b" not in shown
        assert "\\x1b[31mred" in shown


def test_find_narrows_down(built: Path) -> None:
    """Find gives one JSON object a line when piped, events first, each with kind, quote and offsets."""
    rows = lines(run("find", "--denied"))
    assert [row["kind"] for row in rows] == ["event", "statement"]
    assert TEXT[rows[0]["start"] : rows[0]["end"]] == rows[0]["did"] == "accused"
    assert rows[1]["said"] == "it had done so"
    assert [row["who"] for row in lines(run("find", "news.record", "--type", "accuse", "--recipient", "seoul"))] == [
        "Pyongyang"
    ]
    assert len(lines(run("find", "--events", "--limit", "1"))) == 1
    assert "there are more" in run("find", "--events", "--limit", "1").stderr


def test_find_in_every_format(built: Path) -> None:
    """The same rows come as a table, JSON, CSV and TSV."""
    listed = json.loads(run("find", "--statements", "--format", "json").stdout)
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        shown = run("find", "--statements", "--format", kind).stdout
        rows = list(csv.DictReader(io.StringIO(shown), delimiter=delimiter))
        assert [row["said"] for row in rows] == [row["said"] for row in listed]
    assert "“it had done so”" in run("find", "--format", "table").stdout
    assert json.loads(run("find", "--actor", "nobody", "--format", "json").stdout) == []


def test_nothing_found_explains_itself(built: Path) -> None:
    """An empty answer says what the record holds, which filter stands in the way, and what to try."""
    result = run("find", "--actor", "Moscow", "--since", "2030-01-01", "--events")
    assert result.stdout == ""
    assert "0 found, of 2 events and 2 statements" in result.stderr
    assert "without --since: 1" in result.stderr
    assert "next: onrecord find" in result.stderr


@pytest.mark.parametrize(
    "words", [["--type", "GOSSIP"], ["--since", "May"], ["--factuality", "yes"], ["--min-score", "7"]]
)
def test_a_filter_that_makes_no_sense_is_a_usage_error(built: Path, words: list[str]) -> None:
    """A filter value that cannot occur is refused, not answered with nothing."""
    run("find", *words, code=2)


def test_why_and_show(built: Path) -> None:
    """Why names characters, bytes and rule of a row by the beginning of its id; show gives the row itself."""
    (event,) = lines(run("find", "--actor", "Moscow"))
    why = lines(run("why", event["event"][:9]))[0]
    actor = next(ground for ground in why["grounds"] if ground["field"] == "actor")
    assert (actor["quote"], actor["span"], actor["raw"], actor["set_by"]) == ("Moscow", [13, 19], [13, 19], "same name")
    shown = run("why", "news.record", event["event"], "--format", "table").stdout
    assert "characters [13, 19), UTF-16 [13, 19), bytes [13, 19)" in shown
    assert lines(run("show", event["event"]))[0]["trigger"] == [20, 27]
    assert [row["path"] for row in lines(run("show"))] == ["news/a.txt", "news/x.jsonl:1", "news/x.jsonl:2"]
    assert record_from_line(run("show", "news.record", "q1").stdout).report.id == "q1"
    assert "no row 'zzz'" in run("why", "zzz", code=1).stderr


def test_status_lists_what_was_skipped(built: Path) -> None:
    """Status counts, and lists each skipped input with its reason."""
    assert lines(run("status"))[0]["skipped"] == {"empty": 1}
    (row,) = lines(run("status", "news.record", "--skipped"))
    assert (row["path"], row["reason"]) == ("news/b.txt", "empty")


def test_sql(built: Path) -> None:
    """SQL answers from the views and refuses what would change the record."""
    question = "select speaker, said from who_said_what order by said"
    assert lines(run("sql", question))[0] == {"speaker": "Kyiv", "said": "it had done so"}
    assert run("sql", "news.record", question, "--format", "csv").stdout.startswith("speaker,said\n")
    assert lines(run("sql", "select 1 as a, 2 as a")) == [{"a": 1, "a_2": 2}]
    assert "refused" in run("sql", "drop table reports", code=1).stderr


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(built: Path, format: str, delimiter: str) -> None:
    """What a report says gets an apostrophe where a spreadsheet would take it for a formula; numbers stay numbers."""
    question = "select '=1+1' as text, '@x' as name, -2.5 as number, '-2.5' as words, null as unknown"
    printed = run("sql", "news.record", question, "--format", format).stdout
    header, cells = csv.reader(printed.splitlines(), delimiter=delimiter)
    assert header == ["text", "name", "number", "words", "unknown"]
    assert cells == ["'=1+1", "'@x", "-2.5", "'-2.5", ""]


def test_export(built: Path) -> None:
    """The whole record comes out as JSON lines that can be read back, as JSON, and as tables."""
    run("export", "news.record", "-o", "out/news.jsonl")
    records = [record_from_line(line) for line in (built / "out/news.jsonl").read_text().splitlines()]
    assert [record.report.id for record in records][:2] == ["q1", "q2"]
    assert records[2].report.origin.runs
    assert len(json.loads(run("export", "news.record", "-o", "-", "--as", "json").stdout)) == 3
    run("export", "news.record", "-o", "tables", "--as", "csv")
    with (built / "tables/statements.csv").open(newline="") as stream:
        assert [row["speaker"] for row in csv.DictReader(stream)] == ["Anna Berg", "Kyiv"]
    run("export", "events.tsv")
    assert (built / "events.tsv").read_text().startswith("report_title\toutlet")
    assert "names no table" in run("export", "news.record", "-o", "gossip.csv", code=2).stderr
    assert "names no format" in run("export", "news.record", "-o", "out.docx", code=2).stderr


def test_verify(built: Path) -> None:
    """Verify exits 0 on a whole record and 4 on anything else."""
    assert re.search(r"OK, every one of \d+ quotes in 3 reports", run("verify", "news.record").stderr)
    run("verify", "news/a.txt", code=4)
    body = (built / "news.record").read_bytes()
    (built / "cut.record").write_bytes(body[: len(body) // 2])
    run("verify", "cut.record", code=4)


def test_the_record_of_the_folder_is_found(folder: Path) -> None:
    """Without a name, the one record of the folder is meant; none or several is an error that says so."""
    assert "onrecord build FOLDER" in run("find", code=1).stderr
    run("build", "news/a.txt", "-o", "one.record")
    run("status")
    run("build", "news/a.txt", "-o", "two.record")
    assert "more than one record here (one.record, two.record)" in run("status", code=1).stderr


def test_schema() -> None:
    """Schema describes each column, answers a wrong name with the nearest, and prints the JSON Schema."""
    rows = lines(run("schema", "who_said_what"))
    assert {"said", "speaker", "start", "end"} <= {row["column"] for row in rows}
    assert next(row for row in rows if row["column"] == "said")["meaning"].startswith("What is said")
    assert "the nearest is 'events'" in run("schema", "event", code=2).stderr
    assert json.loads(run("schema", "--json").stdout)["title"] == "onrecord/1"


def test_settings_reach_the_commands(built: Path) -> None:
    """A settings file narrows find down, an option overrides it, and a wrong name in it is a usage error."""
    (built / "onrecord.toml").write_text("[min_score]\nfind = 0.75\n")
    assert {row["kind"] for row in lines(run("find"))} == {"statement"}
    assert {row["kind"] for row in lines(run("find", "--min-score", "0"))} == {"event", "statement"}
    (built / "onrecord.toml").write_text("thread = 1\n")
    assert "the nearest is 'threads'" in run("find", code=2).stderr


def test_demo_tells_the_story(folder: Path) -> None:
    """Demo builds a record of examples and says what it holds, what is disputed, that it verifies and what is next."""
    shown = run("demo", "--examples", "news").stdout
    assert "4 inputs, 1 skipped. demo.record: 3 reports" in shown
    assert "Kyiv denies: “it had done so”" in shown
    assert "re-checked against the source text: OK" in shown
    assert "onrecord find demo.record --denied" in shown
