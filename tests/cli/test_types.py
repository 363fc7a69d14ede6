"""`onrecord types`, and own types in the other commands, on a record that a scripted pipeline made."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from scripted import scripted_pipeline

from onrecord.assembly import Parts, with_own_types
from onrecord.cli.main import group
from onrecord.records.wire import record_from_line

PARTS = Parts(assemble=lambda settings, published: with_own_types(scripted_pipeline(), settings))
TEXT = "Moscow accused Kyiv of shelling the port. Kyiv accused Moscow of lying.\n"
WORDS = ("--definition", "One side blames another for an attack.", "--on", "ACCUSE")


def run(*words: object, code: int = 0) -> Result:
    """Run a command and check its exit code."""
    result = CliRunner().invoke(group, [str(word) for word in words], obj=PARTS)
    assert result.exit_code == code, result.output
    return result


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a report and a type: blame for an attack."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    run("types", "new", "Attack blamed", *WORDS, "--yes", "Moscow [[accused]] Kyiv of shelling the port.")
    path = tmp_path / "onrecord-types" / "attack-blamed.toml"
    path.write_text(path.read_text().replace("# [sentence]\n# none", '[sentence]\nany = ["shell"]\n# none'))
    return tmp_path


@pytest.fixture
def built(folder: Path) -> Path:
    run("build", "a.txt", "-o", "news.record")
    return folder


def test_a_new_type_is_a_file_that_is_listed(folder: Path) -> None:
    """`new` writes a file beside the settings, `list` and `show` print it, and a second of the name is refused."""
    (row,) = lines(run("types", "list", "--format", "jsonl"))
    assert (row["type"], row["name"], row["builds_on"], row["yes"]) == ("attack-blamed", "Attack blamed", "ACCUSE", 1)
    assert run("types", "show", "attack-blamed").stdout == (folder / "onrecord-types/attack-blamed.toml").read_text()
    assert "is there already" in run("types", "new", "attack blamed", *WORDS, code=1).stderr


def test_a_new_type_with_a_mistake_leaves_nothing(folder: Path) -> None:
    """A type that builds on none of PLOVER's is refused, and no file of it is left."""
    refused = run("types", "new", "other", "--definition", "x", "--on", "BLAME", code=1)
    assert "found 'BLAME'; expected PLOVER types" in refused.stderr
    assert not (folder / "onrecord-types" / "other.toml").exists()


def test_a_type_without_a_condition_is_told_so(folder: Path) -> None:
    """Whoever defines a type that narrows nothing down is told that every event of the base is one."""
    assert "every ACCUSE would be one" in run("types", "new", "other", *WORDS).stderr


def test_examples_are_read_and_judged(folder: Path) -> None:
    """`test` says of each example whether it is found and why, and how many are right."""
    result = run("types", "test", "attack-blamed", "--format", "jsonl")
    (row,) = lines(result)
    assert (row["wanted"], row["found"], row["why"]) == ("yes", "yes", "every condition holds")
    assert "1 of 1 examples right, precision 100, recall 100, F1 100" in result.stderr
    assert "yours are attack-blamed" in run("types", "test", "gossip", code=2).stderr


def test_read_shows_the_label(folder: Path) -> None:
    """A record on the wire has the label on the event it belongs to and no key on the other; text shows it too."""
    (line,) = run("read", "a.txt", "--format", "jsonl").stdout.splitlines()
    labels = [event.get("own_types") for event in json.loads(line)["events"]]
    assert labels == [["attack-blamed"], None]
    assert [event.own_types for event in record_from_line(line).events] == [("attack-blamed",), ()]
    assert "ACCUSE [attack-blamed]: Moscow accused Kyiv" in run("read", "a.txt", "--format", "text").stdout


def test_a_record_is_searched_by_own_types(built: Path) -> None:
    """`find --type` takes the short name or the words of it; PLOVER's type finds both events as before."""
    for name in ("attack-blamed", "Attack blamed"):
        (row,) = lines(run("find", "news.record", "--type", name, "--format", "jsonl"))
        assert (row["who"], row["type"], row["own_types"]) == ("Moscow", "ACCUSE", "attack-blamed")
    assert len(lines(run("find", "news.record", "--type", "accuse", "--format", "jsonl"))) == 2
    assert "ACCUSE [attack-blamed]: Moscow" in run("find", "news.record", "--events", "--format", "table").stdout


def test_a_type_that_nobody_defined_is_refused(built: Path) -> None:
    """`--type` with a name of neither kind ends with exit code 2 and says which there are."""
    refused = run("find", "news.record", "--type", "gossip", code=2)
    assert "expected one of AGREE" in refused.stderr
    assert "your own are attack-blamed" in refused.stderr


def test_claims_carry_the_types_of_their_events(built: Path) -> None:
    """`claims --type` finds what has an account of the type, and shows the type; so does one claim alone."""
    (claim,) = lines(run("claims", "news.record", "--type", "attack-blamed", "--format", "jsonl"))
    assert (claim["type"], claim["own_types"]) == ("ACCUSE", "attack-blamed")
    assert "ACCUSE [attack-blamed]" in run("claims", "news.record", claim["id"], "--format", "table").stdout
    assert "ACCUSE [attack-blamed]" in run("timeline", "news.record", claim["id"], "--format", "table").stdout


def test_every_other_view_shows_the_label(built: Path) -> None:
    """`show`, `why`, `export` and `sql` have the label, and the record is sound."""
    (row,) = lines(run("find", "news.record", "--type", "attack-blamed", "--format", "jsonl"))
    (shown,) = lines(run("show", "news.record", row["event"], "--format", "jsonl"))
    assert shown["own_types"] == ["attack-blamed"]
    assert '"own_type", "value": "attack-blamed"' in run("why", "news.record", row["event"], "--format", "jsonl").stdout
    run("export", "news.record", "out.jsonl")
    assert '"own_types":["attack-blamed"]' in Path("out.jsonl").read_text()
    counted = run("sql", "SELECT type, count(*) AS n FROM own_types GROUP BY 1", "news.record", "--format", "jsonl")
    assert lines(counted) == [{"type": "attack-blamed", "n": 1}]
    run("verify", "news.record")


def test_a_changed_type_is_read_anew(built: Path) -> None:
    """A build after a change of a type reads the reports again; one without a change does not."""
    assert "1 unchanged" in run("build", "a.txt", "-o", "news.record").stderr
    path = built / "onrecord-types" / "attack-blamed.toml"
    path.write_text(path.read_text().replace('any = ["shell"]', 'any = ["lie"]'))
    assert "1 read, 0 unchanged" in run("build", "a.txt", "-o", "news.record").stderr
    (row,) = lines(run("find", "news.record", "--type", "attack-blamed", "--format", "jsonl"))
    assert row["who"] == "Kyiv"


def test_a_changed_type_is_applied_without_reading(built: Path) -> None:
    """`types apply` labels what is stored, and the next build finds nothing to do; with no type left, no label is."""
    path = built / "onrecord-types" / "attack-blamed.toml"
    path.write_text(path.read_text().replace('any = ["shell"]', 'any = ["lie"]'))
    assert "attack-blamed: 1 event of 1 report in news.record" in run("types", "apply", "news.record").stderr
    (row,) = lines(run("find", "news.record", "--type", "attack-blamed", "--format", "jsonl"))
    assert row["who"] == "Kyiv"
    assert "0 read, 1 unchanged" in run("build", "a.txt", "-o", "news.record").stderr
    run("verify", "news.record")
    path.unlink()
    run("types", "apply", "news.record")
    assert lines(run("sql", "SELECT * FROM own_types", "news.record", "--format", "jsonl")) == []
    path.parent.rmdir()
    assert "0 read, 1 unchanged" in run("build", "a.txt", "-o", "news.record").stderr


def test_own_labels_are_the_judge(folder: Path) -> None:
    """`eval` on rows whose events carry an own type gives its figures, and none of PLOVER's."""
    events = [
        {"id": "e1", "type": "attack-blamed", "trigger": [7, 14]},
        {"id": "e2", "type": "attack-blamed", "trigger": [47, 54]},
    ]
    Path("gold.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT, "events": events}) + "\n")
    shown = json.loads(run("eval", "gold.jsonl", "--format", "json").stdout)["figures"]
    figures = {row["line"]: row for row in shown}
    assert list(figures) == ["own type, attack-blamed"]
    row = figures["own type, attack-blamed"]
    assert (row["precision"], row["recall"], row["gold"]) == (100.0, 50.0, 2)


def test_both_kinds_of_labels_stand_beside_each_other(folder: Path) -> None:
    """An event with a PLOVER type and `own_types` is judged for both; a type that nobody defined is refused by line."""
    event = {"id": "e1", "type": "ACCUSE", "own_types": ["attack-blamed"], "trigger": [7, 14]}
    Path("gold.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT, "events": [event]}) + "\n")
    figures = {row["line"]: row for row in json.loads(run("eval", "gold.jsonl", "--format", "json").stdout)["figures"]}
    assert figures["own type, attack-blamed"]["f1"] == 100.0
    assert figures["event typed"]["recall"] == 100.0
    Path("gold.jsonl").write_text(
        json.dumps({"id": "r1", "text": TEXT, "events": [{**event, "type": "gossip"}]}) + "\n"
    )
    assert "gold.jsonl:1: $.events[0].type: found 'gossip'" in run("eval", "gold.jsonl", code=1).stderr


def test_a_mistake_in_a_type_stops_a_build_with_its_line(folder: Path) -> None:
    """A build does not begin with a type that has a mistake: one line on standard error names file and line."""
    path = folder / "onrecord-types" / "attack-blamed.toml"
    path.write_text(path.read_text().replace('["ACCUSE"]', '["ACCUS"]'))
    result = run("build", "a.txt", "-o", "news.record", code=1)
    assert "onrecord-types/attack-blamed.toml:" in result.stderr
    assert "found 'ACCUS'" in result.stderr
