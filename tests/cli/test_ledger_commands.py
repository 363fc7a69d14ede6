"""The commands of the ledger, run as a caller runs them, on a record that a scripted pipeline made."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SENTENCES, pipeline

from onrecord.assembly import Parts
from onrecord.cli.main import group

PARTS = Parts(assemble=lambda settings, published: pipeline())


def run(*words: object, code: int = 0, stdin: str | None = None) -> Result:
    """Run a command and check its exit code."""
    result = CliRunner().invoke(group, [str(word) for word in words], obj=PARTS, input=stdin)
    assert result.exit_code == code, result.output
    return result


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def _write(folder: Path) -> None:
    lines = [
        {"id": "r1", "outlet": "Bugle", "published": "2024-05-01", "text": f"{SENTENCES[0]} {SENTENCES[5]}"},
        {"id": "r2", "outlet": "Courier", "published": "2024-05-02", "text": f"{SENTENCES[0]} {SENTENCES[1]}"},
        {"id": "r3", "outlet": "Gazette", "published": "2024-05-03", "text": f"{SENTENCES[6]} {SENTENCES[7]}"},
    ]
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a record of three reports: an accusation, its denial, and a claim with its denial."""
    monkeypatch.chdir(tmp_path)
    _write(tmp_path)
    run("build", "news.jsonl", "-o", "news.record")
    return tmp_path


def disputed(folder: Path) -> dict[str, object]:
    """Return the disputed claim that two sources argue about."""
    (claim, *_) = rows(run("claims", "--standing", "disputed", "--format", "jsonl"))
    return claim


def test_claims_lists_what_is_disputed_with_both_sides(folder: Path) -> None:
    """A claim that one source makes and another denies is disputed, and its accounts name both."""
    claim = disputed(folder)
    assert claim["sources"] == 2
    assert claim["sources_denying"] == 1
    (sheet,) = rows(run("claims", claim["id"], "--format", "jsonl"))
    assert {account["stance"] for account in sheet["given_by"]} == {"assert", "deny"}
    shown = run("claims", claim["id"], "--format", "table").stdout
    assert "DISPUTED" in shown
    assert "first to deny it" in shown


@pytest.mark.parametrize(
    ("options", "at_least"),
    [
        (["--who", "Anna Berg"], 1),
        (["--who", "RUS"], 1),
        (["--text", "freight trains"], 1),
        (["--min-sources", "1"], 1),
        (["--min-reports", "9"], 0),
        (["--first-since", "2024-05-03"], 1),
        (["--first-since", "2024-06-01"], 0),
        (["--denied"], 1),
        (["--type", "ACCUSE"], 1),
        (["--report", "r3"], 1),
        (["--only", "confirmed"], 0),
    ],
)
def test_claims_are_narrowed_down(folder: Path, options: list[str], at_least: int) -> None:
    """Every filter of claims lets through what fits it, and nothing where nothing does."""
    found = rows(run("claims", *options, "--format", "jsonl"))
    assert len(found) >= at_least
    if not at_least:
        assert found == []


def test_an_empty_answer_says_what_there_is(folder: Path) -> None:
    """Where no claim passes, standard error says how many there are."""
    assert "0 found, of" in run("claims", "--who", "Nobody Known").stderr


def test_find_asks_the_ledger(folder: Path) -> None:
    """`find --disputed`, `--min-sources` and `--first-since` narrow rows by the claims they are part of."""
    everything = rows(run("find", "--format", "jsonl"))
    some = rows(run("find", "--disputed", "--format", "jsonl"))
    assert 0 < len(some) < len(everything)
    assert rows(run("find", "--min-sources", "9", "--format", "jsonl")) == []
    late = rows(run("find", "--first-since", "2024-05-03", "--format", "jsonl"))
    assert {row["report"] for row in late} == {"r3"}


def test_sources_say_why_an_account_does_not_count(folder: Path) -> None:
    """`sources` gives each account of a claim its source and the reason where it does not count beside another."""
    (accused,) = [row for row in rows(run("claims", "--type", "ACCUSE", "--format", "jsonl")) if row["reports"] == 2]
    listed = rows(run("sources", accused["id"], "--format", "jsonl"))
    assert {row["outlet"] for row in listed} == {"Bugle", "Courier"}
    assert "counts" in run("sources", accused["id"], "--format", "table").stdout
    outlets = {row["outlet"]: row["reports"] for row in rows(run("sources", "--format", "jsonl"))}
    assert outlets == {"Bugle": 1, "Courier": 1, "Gazette": 1}


def test_compare_puts_claims_beside_each_other(folder: Path) -> None:
    """`compare` of two claims has a row for each field and a column for each claim."""
    first, second, *_ = rows(run("claims", "--format", "jsonl"))
    table = list(csv.DictReader(run("compare", first["id"], second["id"], "--format", "csv").stdout.splitlines()))
    assert list(table[0]) == ["field", first["id"], second["id"]]
    assert {"what", "standing", "sources"} <= {row["field"] for row in table}
    assert first["what"] in run("compare", first["id"], "--format", "table").stdout


def test_timelines_of_claims_actors_and_pairs(folder: Path) -> None:
    """A timeline is that of a claim, account by account, or of actors, by month and quad class."""
    accounts = rows(run("timeline", disputed(folder)["id"], "--format", "jsonl"))
    assert [row["published"] for row in accounts] == sorted(row["published"] for row in accounts)
    months = rows(run("timeline", "--actor", "Moscow", "--with", "Kyiv", "--format", "jsonl"))
    assert [(row["month"], row["direction"], row["verbal_conflict"]) for row in months] == [("2024-05", "by", 1)]
    other = rows(run("timeline", "--actor", "Kyiv", "--format", "jsonl"))
    assert [(row["direction"], row["verbal_conflict"]) for row in other] == [("to", 1)]
    assert "knows no actor" in run("timeline", "--actor", "Nobody Known", code=1).stderr


def test_show_and_why_know_claims_and_actors(folder: Path) -> None:
    """`show` and `why` take the ids of claims and of actors across reports."""
    claim = disputed(folder)["id"]
    assert "DISPUTED" in run("show", claim, "--format", "table").stdout
    assert "Source 1 for" in run("why", claim, "--format", "table").stdout
    (row,) = rows(run("sql", "select id from world_actors where name = 'Moscow'", "--format", "jsonl"))
    assert {member["words"] for member in rows(run("show", row["id"], "--format", "jsonl"))} == {"Moscow"}
    (link,) = rows(run("why", row["id"], "--format", "jsonl"))
    assert link["reasons"]


def test_fix_sets_logs_undoes_and_travels(folder: Path) -> None:
    """A correction is applied, logged, exported, applied to another record, and taken back."""
    (event,) = rows(run("find", "--events", "--report", "r1", "--format", "jsonl"))
    run("fix", event["event"], "--set", "factuality=PS+", "--by", "A. Editor", "--reason", "it said may")
    (changed,) = rows(run("find", "--events", "--report", "r1", "--format", "jsonl"))
    assert changed["factuality"] == "PS+"
    log = run("fix", "--log", "--format", "jsonl").stdout
    assert json.loads(log)["author"] == "A. Editor"
    (folder / "log.jsonl").write_text(log)
    run("build", "news.jsonl", "-o", "other.record")
    run("fix", "other.record", "--apply", "log.jsonl")
    (there,) = rows(run("find", "other.record", "--events", "--report", "r1", "--format", "jsonl"))
    assert there["factuality"] == "PS+"
    assert "say the same" in run("diff", "news.record", "other.record", "--format", "jsonl").stderr
    run("fix", "other.record", "--undo")
    differing = rows(run("diff", "news.record", "other.record", "--table", "events", "--format", "jsonl"))
    assert [(row["field"], row["before"], row["after"]) for row in differing] == [("factuality", "PS+", "CT+")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["fix"], "expected one of --set"),
        (["fix", "--reject"], "the id is missing"),
        (["fix", "e", "--set", "factuality"], "expected FIELD=VALUE"),
        (["timeline"], "of what is missing"),
    ],
)
def test_command_lines_that_say_too_little_are_refused(folder: Path, words: list[str], message: str) -> None:
    """What is missing is named, with exit code 2."""
    assert message in run(*words, "news.record", code=2).stderr


def test_an_altered_log_is_refused(folder: Path) -> None:
    """A line of a log whose words were changed after it was made is refused, and so is what is no log."""
    (event,) = rows(run("find", "--events", "--report", "r1", "--format", "jsonl"))
    run("fix", event["event"], "--confirm")
    log = run("fix", "--log", "--format", "jsonl").stdout
    (folder / "log.jsonl").write_text(log.replace('"confirm"', '"reject"'))
    assert "log.jsonl:1" in run("fix", "news.record", "--apply", "log.jsonl", code=1).stderr
    (folder / "log.jsonl").write_text("{")
    assert "not JSON" in run("fix", "news.record", "--apply", "log.jsonl", code=1).stderr


def test_review_takes_one_verdict_a_line(folder: Path) -> None:
    """From a pipe each line is a verdict; what was judged does not come up again."""
    before = len(run("review", "--list").stdout.split(" (")) - 1
    result = run("review", "--by", "A. Editor", stdin="a\nx\n?\nu\nx\n\ne factuality=\nq\n")
    assert "2 verdicts taken" in result.stderr
    assert "'?' is no verdict" in result.stderr
    judged = rows(run("sql", "select * from correction_log where outcome = 'applied'", "--format", "jsonl"))
    assert [row["action"] for row in judged] == ["confirm", "undo", "reject"]
    assert before > len(run("review", "--list").stdout.split(" (")) - 1


def test_only_confirmed_rows_are_exported(folder: Path) -> None:
    """`export --only confirmed` gives the confirmed rows in every format, `--as training` all that was judged."""
    (event,) = rows(run("find", "--events", "--report", "r1", "--format", "jsonl"))
    run("fix", event["event"], "--confirm")
    run("export", "news.record", "-o", "sure.jsonl", "--only", "confirmed")
    (record,) = [json.loads(line) for line in (folder / "sure.jsonl").read_text().splitlines()]
    assert [each["id"] for each in record["events"]] == [event["event"]]
    run("export", "news.record", "-o", "tables", "--as", "csv", "--only", "confirmed")
    tables = {name: (folder / "tables" / f"{name}.csv").read_text().splitlines() for name in ("events", "claims")}
    assert [row["event"] for row in csv.DictReader(tables["events"])] == [event["event"]]
    assert len(list(csv.DictReader(tables["claims"]))) == 1
    (row,) = rows(run("export", "news.record", "-o", "-", "--as", "training"))
    assert (row["action"], row["quote"]) == ("confirm", "accused")
    assert [row["event"] for row in rows(run("find", "--only", "confirmed", "--format", "jsonl"))] == [event["event"]]


def test_the_export_is_the_same_for_any_order(folder: Path) -> None:
    """Records built from the same lines in another order are exported byte for byte alike."""
    lines = (folder / "news.jsonl").read_text().splitlines(keepends=True)
    for name, some in (("a", lines), ("b", lines[::-1])):
        (folder / name).mkdir()
        for n, line in enumerate(some):
            (folder / name / f"{json.loads(line)['id']}.jsonl").write_text(line)
            run("build", f"{name}/{json.loads(line)['id']}.jsonl", "-o", f"{name}.record")
            assert n < len(lines)
        run("export", f"{name}.record", "-o", f"{name}.out.jsonl")
        run("export", f"{name}.record", "-o", f"{name}.tables", "--as", "csv")
    texts = [(folder / f"{name}.out.jsonl").read_text().replace(f'"{name}/', '"') for name in "ab"]
    assert texts[0] == texts[1]
    for name in ("claims", "accounts", "dependences", "details", "event_groups", "world_actors", "members"):
        tables = [(folder / f"{each}.tables" / f"{name}.csv").read_bytes() for each in "ab"]
        assert tables[0] == tables[1]
        assert tables[0].count(b"\n") > 1 or name == "dependences"


def test_verify_looks_at_the_ledger(folder: Path) -> None:
    """A ledger that does not fit its reports fails the check, with the row named."""
    import sqlite3

    assert "OK" in run("verify", "--format", "table").stderr
    connection = sqlite3.connect("news.record")
    connection.execute("UPDATE accounts SET row = 'e0' WHERE ordinal = 0")
    connection.commit()
    connection.close()
    assert "is an account of a row that is not in the ledger" in run("verify", "--format", "table", code=4).stdout
