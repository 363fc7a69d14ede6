"""A build that leaves the ledger for later."""

from pathlib import Path

from onrecord.assembly import build
from onrecord.store import Store

_REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"


def test_the_ledger_can_wait_for_the_next_build(tmp_path: Path) -> None:
    """Without the ledger there are rows and no claims; the next build makes the same claims as one in one go."""
    later, at_once = tmp_path / "later.record", tmp_path / "once.record"
    build([_REPORTS / "gull-rock-gazette"], later, ledger=False)
    with Store(later) as store:
        before = store.status()
    assert before.events > 0
    assert before.claims == 0
    build([_REPORTS / "gull-rock-gazette"], later)
    build([_REPORTS / "gull-rock-gazette"], at_once)
    with Store(later) as store, Store(at_once) as other:
        assert store.status().claims == other.status().claims > 0
