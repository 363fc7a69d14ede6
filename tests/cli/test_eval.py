"""`onrecord eval`: annotated reports in, figures out."""

import json
from pathlib import Path

import pytest

from onrecord.assembly import Parts, read_many
from onrecord.records import Record
from onrecord.records.wire import record_to_line
from tests.cli.test_cli_commands import PARTS, run

TEXT = "Anna Berg said that the bridge was closed. Moscow accused Kyiv of shelling the port."
ROW = {
    "id": "r1",
    "text": TEXT,
    "statements": [{"id": "s1", "source": [[0, 9]], "cue": [[10, 14]], "content": [[20, 41]], "act": "assert"}],
    "events": [{"id": "e1", "type": "ACCUSE", "trigger": [50, 57], "actors": [{"span": [43, 49]}]}],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two annotated reports, one of which cannot be read."""
    path = tmp_path / "gold.jsonl"
    missed = {"id": "r2", "text": "UNREADABLE", "statements": [{"id": "s1", "cue": [[0, 4]], "content": [[4, 9]]}]}
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(missed) + "\n")
    return path


def test_the_figures_are_those_of_what_is_read(gold: Path) -> None:
    """A statement found in one report and missed in the other is a recall of one half; the missing report is named."""
    result = run("eval", gold, "--format", "json")
    found = json.loads(result.stdout)
    figures = {row["line"]: row for row in found["figures"]}
    assert (figures["linked exact"]["precision"], figures["linked exact"]["recall"]) == (100.0, 50.0)
    assert figures["event typed"]["f1"] == 100.0
    assert found["reports_without_record"] == ["r2"]
    assert found["format"] == "onrecord-eval/1"
    assert found["model"] == "scripted-1 sha256:0"
    assert "skipped (not English)" in result.stderr
    assert found["above_each_score"]["statements"][0] == {"line": 0.0, "rows": 1, "right": 1.0, "kept": 1.0}


def test_the_table_has_a_line_per_figure(gold: Path) -> None:
    """People get a table; `--detail` adds event types."""
    plain = run("eval", gold, "--format", "table").stdout
    assert "linked half" in plain
    assert "ACCUSE" not in plain
    assert "event typed, ACCUSE" in run("eval", gold, "--format", "table", "--detail").stdout


def test_records_made_elsewhere_are_judged(gold: Path, tmp_path: Path) -> None:
    """`--records` reads nothing again and gives the same figures."""
    source = tmp_path / "reports.jsonl"
    source.write_text(json.dumps({"id": "r1", "text": TEXT}) + "\n")
    made = tmp_path / "made.jsonl"
    assert isinstance(PARTS, Parts)
    outcomes = read_many([source], pipeline=PARTS.assemble(None, None))  # type: ignore[arg-type]
    made.write_text("".join(record_to_line(each) + "\n" for each in outcomes if isinstance(each, Record)))
    again = run("eval", gold, "--records", made, "--format", "json").stdout
    assert json.loads(again)["figures"] == json.loads(run("eval", gold, "--format", "json").stdout)["figures"]


def test_a_record_of_another_text_is_refused(gold: Path, tmp_path: Path) -> None:
    """Spans of two texts would not compare: the line is named."""
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "r1", "text": TEXT + " It rained."}) + "\n")
    outcomes = read_many([other], pipeline=PARTS.assemble(None, None))  # type: ignore[arg-type]
    made = tmp_path / "made.jsonl"
    made.write_text("".join(record_to_line(each) + "\n" for each in outcomes if isinstance(each, Record)))
    result = run("eval", gold, "--records", made, code=1)
    assert "made.jsonl:1: the text of 'r1' is not the annotated one" in result.stderr


def test_a_bad_row_is_one_line_on_standard_error(tmp_path: Path) -> None:
    """A file that cannot be judged ends the command with exit code 1 and the line at fault."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "r1"}\n')
    result = run("eval", path, code=1)
    assert "gold.jsonl:1: $: key 'text' is missing" in result.stderr
