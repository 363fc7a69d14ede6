"""The ledger of a collection and that of one more report are measured apart from the reading."""

from pathlib import Path

from evaluation.ledger_speed import FLOORS, measure_ledger
from newsroom import SENTENCES, pipeline, report


def test_the_last_report_is_measured_apart(tmp_path: Path) -> None:
    """All reports but the last go into the first figure, the last one alone into the second."""
    raws = [report(f"r{n}", *SENTENCES[n : n + 2], outlet="Bugle") for n in range(4)]
    result = measure_ledger(raws, tmp_path / "a.record", pipeline())
    assert (result["ledger_reports"], result["one_report_reports"]) == (3, 1)
    assert result["claims"] > 0
    assert all(result[name] >= 0 for name in FLOORS)
