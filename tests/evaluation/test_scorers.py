"""Reading through the command line and counting report by report, on a scorer of our own."""

import sys
from pathlib import Path

import pytest
from evaluation.reading import read_records
from evaluation.scorers import Scorer

from onrecord.scoring.counts import Count, total

SCORER = """
class Tally:
    def __init__(self):
        self.correct, self.predicted, self.gold = {}, {}, {}

    def add(self, name, correct, predicted, gold):
        for counts, value in ((self.correct, correct), (self.predicted, predicted), (self.gold, gold)):
            counts[name] = counts.get(name, 0) + value


def score(rows, records):
    tally = Tally()
    for key, row in rows.items():
        said = set(records.get(key, {}).get("words", ()))
        tally.add("words", len(said & set(row["words"])), len(said), len(row["words"]))
    return {"words": {"f1": FIGURE}}
"""

ECHO = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    row = json.loads(line)\n"
    "    print(json.dumps({'report': {'id': row['id'], 'text': row['text']}, 'given': sorted(row)}))\n"
    "sys.exit({code})"
)

ROWS = [{"id": "a", "words": ["x", "y"]}, {"id": "b", "words": ["z"]}]
RECORDS = {"a": {"words": ["x"]}}


def scorer(folder: Path, figure: str, name: str) -> Scorer:
    """Write a scorer that claims the figure and load it."""
    (folder / f"{name}.py").write_text(SCORER.replace("FIGURE", figure))
    return Scorer(folder, name)


def test_counts_by_report_add_up_to_the_scorers_table(tmp_path: Path) -> None:
    """One report is half found, the other missed: together F1 50."""
    reports = scorer(tmp_path, "50.0", "words_right").counts(ROWS, RECORDS)
    assert reports == [{"words": Count(1, 1, 2)}, {"words": Count(0, 0, 1)}]
    assert total(reports)["words"].f1 == pytest.approx(50.0)


def test_counts_that_disagree_with_the_scorer_stop_the_run(tmp_path: Path) -> None:
    """A scorer that changed under us is noticed."""
    with pytest.raises(SystemExit, match=r"counts by report give 50\.00, the scorer says 66\.7"):
        scorer(tmp_path, "66.7", "words_wrong").counts(ROWS, RECORDS)


def test_a_missing_scorer_is_named(tmp_path: Path) -> None:
    """The message says which file was expected."""
    with pytest.raises(SystemExit, match=r"nowhere\.py"):
        Scorer(tmp_path, "nowhere")


def test_records_come_back_by_report_id() -> None:
    """Only id, text, title and date go in; skipped inputs (exit code 3) are no failure."""
    rows = [{"id": "a", "text": "One — two", "published": None, "title": "t", "statements": [1]}]
    records = read_records(rows, command=[sys.executable, "-c", ECHO.replace("{code}", "3")])
    assert records == {"a": {"report": {"id": "a", "text": "One — two"}, "given": ["id", "text", "title"]}}


def test_a_failing_command_stops_the_run() -> None:
    """Exit code 1 is not taken for an empty result."""
    with pytest.raises(SystemExit, match="ended with 1"):
        read_records([{"id": "a", "text": "t"}], command=[sys.executable, "-c", ECHO.replace("{code}", "1")])
