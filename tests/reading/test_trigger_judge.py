"""The judge of triggers: what it adds up, what it does to types, and what is refused as no such table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.reading import Reader
from onrecord.reading.session import Session
from onrecord.reading.trigger_judge import ANSWERS, FILE, TriggerJudge, TriggerViews, open_trigger_judge
from onrecord.reading.weights import TRIGGER_WORDS, default_folder, open_weights
from onrecord.records import EventType, Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest
from tests.casefile import cases

TYPES = tuple(EventType)
NONE = ANSWERS - 1
WIDTH = 3


def judge(power: float = 0.5) -> TriggerJudge:
    """A table that takes "fired" for an assault, "bread" for nothing, a vector's first number for a threat."""
    clues = np.zeros((2, ANSWERS), dtype=np.float32)
    clues[0, TYPES.index(EventType.ASSAULT)] = 4.0
    clues[1, NONE] = 6.0
    dense = np.zeros((2 + 2 * len(TYPES) + WIDTH, ANSWERS), dtype=np.float32)
    dense[-WIDTH, TYPES.index(EventType.THREATEN)] = 3.0
    return TriggerJudge({"word fired": 0, "after 0 bread": 1}, clues, dense, np.zeros(ANSWERS, np.float32), power)


def view(*clues: str, vector: float = 0.0, shares: np.ndarray | None = None, score: float = 0.5) -> TriggerViews:
    """A trigger of which network and words say nothing, or what they say."""
    even = np.full(len(TYPES), 1 / len(TYPES), dtype=np.float32)
    seen = even if shares is None else shares
    vectors = np.array([[vector, 0.0, 0.0]], dtype=np.float32)
    sure = np.array([score], dtype=np.float32)
    return TriggerViews([[(clue, 1.0) for clue in clues]], sure, seen[None], even[None], seen[None], vectors)


def test_clues_and_vectors_speak_for_answers() -> None:
    """Each adds to the answers that it speaks for; a clue that the table lacks adds nothing."""
    assert TYPES[int(judge().chances(view("word fired")).argmax())] == EventType.ASSAULT
    assert int(judge().chances(view("word fired", "after 0 bread")).argmax()) == NONE
    assert TYPES[int(judge().chances(view("word cooked", vector=2.0)).argmax())] == EventType.THREATEN
    np.testing.assert_allclose(judge().chances(view("word cooked")), 1 / ANSWERS, rtol=1e-5)


def test_types_are_weighed_and_events_told_from_none() -> None:
    """The judge's type counts by its power beside what was known; the odds are of any event against none."""
    told = np.full(len(TYPES), 0.1 / 15, dtype=np.float32)
    told[TYPES.index(EventType.AID)] = 0.9
    for power, kind in ((0.0, EventType.AID), (0.5, EventType.AID), (3.0, EventType.ASSAULT)):
        (shares,), _ = judge(power).judged(view("word fired", shares=told))
        assert TYPES[int(shares.argmax())] == kind
    odds = [float(judge().judged(view(*clues))[1][0]) for clues in (("after 0 bread",), (), ("word fired",))]
    assert odds == sorted(odds)
    assert odds[0] < 0 < odds[1]


def test_triggers_are_judged_side_by_side_as_alone() -> None:
    """Each of several gets what it gets by itself, one without a clue that the table knows too."""
    each = [view("word fired"), view(), view("word cooked", "after 0 bread", vector=1.0), view("word fired", score=0.9)]
    stacked = (np.concatenate([getattr(v, name) for v in each]) for name in TriggerViews.__slots__[1:])
    together = judge().judged(TriggerViews([v.clues[0] for v in each], *stacked))
    for alone, shares, odds in zip(map(judge().judged, each), *together, strict=True):
        np.testing.assert_allclose(alone[0][0], shares, rtol=1e-5)
        assert alone[1][0] == pytest.approx(odds, rel=1e-5)


@given(vector=st.floats(-50, 50, width=32), score=st.floats(0, 1), power=st.floats(0, 5))
def test_shares_stay_shares(vector: float, score: float, power: float) -> None:
    """Whatever the network says, shares are above nothing and sum to one, and the odds are finite."""
    (shares,), (odds,) = judge(power).judged(view("word fired", vector=vector, score=score))
    assert shares.min() >= 0
    assert shares.sum() == pytest.approx(1.0, abs=1e-4)
    assert np.isfinite(odds)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships."""
    return Reader.load(threads=1)


@pytest.mark.parametrize("case", cases("trigger_judge"))
def test_what_only_looks_like_a_trigger_is_none(reader: Reader, case: dict[str, Any]) -> None:
    """The same words carry an event in one sentence and none in another."""
    for text, is_event in ((case["event"], True), (case["none"], False)):
        (reading,) = reader([_report(text)])
        at = text.index(case["trigger"])
        span = Span(at, at + len(case["trigger"]))
        assert any(event.trigger.overlaps(span) for event in reading.events) == is_event


def _report(text: str) -> Report:
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


def test_the_model_has_both_tables() -> None:
    """The words' table is what the judge's view is made with."""
    assert (default_folder() / TRIGGER_WORDS).is_file()
    assert open_weights().trigger_judge is not None


def _save(path: Path, table: TriggerJudge, **other: Any) -> None:
    names = np.frombuffer("\n".join(table.rows).encode(), dtype=np.uint8)
    arrays = {"names": names, "clues": (table.clues * 10).astype(np.int8), "step": np.float32(0.1)}
    arrays |= {"dense": table.dense, "bias": table.bias, "power": np.float32(table.power)}
    np.savez(path, **{**arrays, **other})


def test_a_table_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    """Names and tables survive the file."""
    _save(tmp_path / FILE, judge())
    found = open_trigger_judge(tmp_path / FILE)
    assert found.rows == judge().rows
    np.testing.assert_allclose(found.clues, judge().clues, atol=0.06)
    np.testing.assert_array_equal(found.dense, judge().dense)
    assert found.power == judge().power


@pytest.mark.parametrize(
    "other",
    [
        {"clues": np.zeros((3, ANSWERS), dtype=np.int8)},
        {"dense": np.zeros((40, ANSWERS - 1), dtype=np.float32)},
        {"bias": np.zeros(ANSWERS - 1, dtype=np.float32)},
    ],
    ids=["more rows than clues", "an answer too few", "a bias too few"],
)
def test_tables_of_another_shape_are_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    """The error says what was found and what to do."""
    _save(tmp_path / FILE, judge(), **other)
    with pytest.raises(ModelError, match=r"2 clues, tables of shapes .*17 answers a row; reinstall onrecord"):
        open_trigger_judge(tmp_path / FILE)


@pytest.mark.parametrize("content", [b"", b"no archive at all"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file and plain text are each an error that says what was expected."""
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ModelError, match=r"expected what judges triggers.*reinstall onrecord"):
        open_trigger_judge(tmp_path / FILE)


def test_a_model_without_a_judge_reads() -> None:
    """Then network and words alone say what is a trigger, and events are found all the same."""
    weights = open_weights()
    text = "Police arrested six protesters outside parliament on Friday."
    reader = Reader(replace(weights, trigger_judge=None), Session(weights.folder), threads=1)
    (reading,) = reader([_report(text)])
    assert EventType.COERCE in {event.type for event in reading.events}
