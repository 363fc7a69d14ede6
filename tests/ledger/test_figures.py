"""Events as numbers: the same from words, from bytes, in any order and in any company."""

import numpy as np
import pytest
from hypothesis import given, settings
from record_strategies import records

from onrecord.ledger.matching import event_rows, event_scores, event_views, link_events, packed_rows, unpacked_rows
from onrecord.records import Record

bounded = settings(derandomize=True, max_examples=10, deadline=None)


@bounded
@given(records())
def test_figures_survive_as_bytes(record: Record) -> None:
    """What is kept beside an event is what is made of it again."""
    rows = event_rows(event_views(record))
    assert unpacked_rows(packed_rows(rows)).tobytes() == rows.tobytes()


@bounded
@given(records(), records())
def test_a_pair_scores_the_same_in_any_company(first: Record, second: Record) -> None:
    """The score of two events does not depend on their order or on what other pairs are scored beside them."""
    views = (*event_views(first), *event_views(second))
    rows = event_rows(views)
    pairs = np.array([(a, b) for a in range(len(views)) for b in range(a)], dtype=np.int64).reshape(-1, 2)
    together = event_scores(rows, pairs)
    assert event_scores(rows, pairs[::-1, ::-1])[::-1].tolist() == together.tolist()
    for pair, score in list(zip(pairs.tolist(), together.tolist(), strict=True))[:5]:
        assert event_scores(rows[pair], np.array([[0, 1]])).tolist() == [score]


def test_bytes_that_are_no_event_are_refused() -> None:
    """Figures of another length are not read."""
    with pytest.raises(ValueError, match="an event has"):
        unpacked_rows([b"short"])


def test_no_events_have_no_links() -> None:
    """Nothing to compare gives no links, and no rows no bytes."""
    assert link_events([]) == ()
    assert packed_rows(event_rows([])) == []
