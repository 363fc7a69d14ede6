"""Groups formed again where new links may change them are those that forming all of them at once gives."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.bookkeeping.corrections import Ties
from onrecord.bookkeeping.sameness import LOWEST_LINE, regroup
from onrecord.ledger.grouping import groups
from onrecord.ledger.matching import actors
from onrecord.store import Store
from onrecord.store.ledger import LedgerRow, LedgerTables
from onrecord.store.ledger.rows import LinkRow

NO_TIES = Ties(together=(), apart=(), claims=())
NAMES = [f"n{letter}" for letter in "abcdefghijklmnopqrst"]
Links = dict[tuple[str, str], float]


def _put(tables: LedgerTables, fresh: list[str], there: set[str], scores: Links) -> None:
    """Store namings, each alone, and their links to each other and to those that are there."""
    rows = [LedgerRow(row=name, kind="naming", report="", view="{}", member_of="m" + name[1:]) for name in fresh]
    tables.rows.put(rows, {})
    known = there | set(fresh)
    tables.rows.put_links(
        LinkRow(row_a=a, row_b=b, score=score, reasons=())
        for (a, b), score in scores.items()
        if {a, b} <= known and not {a, b} <= there
    )


def _drawn(rng: random.Random) -> Links:
    """Links of rows that lie on a line, nearer ones likelier and stronger, as of events that follow each other."""
    found = {}
    for n, first in enumerate(NAMES):
        for step, second in enumerate(NAMES[n + 1 : n + 7]):
            if rng.random() < 0.8 - 0.1 * step:
                found[first, second] = rng.choice((0.2, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9))
    return found


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_arrivals_and_departures_give_the_groups_of_the_whole(rng: random.Random) -> None:
    """Rows come in any order, some at a time, and some go again: the groups are those of the links that are left."""
    scores, order = _drawn(rng), rng.sample(NAMES, len(NAMES))
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "few.record", "w") as store,
        store.ledger() as tables,
    ):
        there: set[str] = set()
        while order:
            some = rng.randint(1, 5)
            fresh, order = order[:some], order[some:]
            _put(tables, fresh, there, scores)
            there |= set(fresh)
            regroup(tables, fresh, NO_TIES)
            gone = set(rng.sample(sorted(there), rng.randint(0, min(2, len(there)))))
            loose = tables.rows.linked(gone, line=LOWEST_LINE) - gone
            tables.rows.drop(gone)
            there -= gone
            regroup(tables, loose, NO_TIES)
        left = {pair: score for pair, score in scores.items() if set(pair) <= there}
        expected = groups(there, left, line=actors.LINE)
        assert tables.rows.groups_of(there) == {row: "m" + group[0][1:] for group in expected for row in group}
