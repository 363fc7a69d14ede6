"""The types of events by the words of their triggers: clues, the table, and what it does to the network's shares."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.reading.trigger_words import TriggerWords, clues_of, open_trigger_words, stem_of
from onrecord.reading.weights import TRIGGER_WORDS, default_folder
from onrecord.records import EventType, Span
from tests.casefile import cases
from tests.strategies import texts

TYPES = tuple(EventType)


@pytest.fixture(scope="module")
def shipped() -> TriggerWords:
    """The table that ships."""
    return open_trigger_words(default_folder() / TRIGGER_WORDS)


def _found(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _weighed(table: TriggerWords, shares: np.ndarray, text: str, trigger: Span) -> np.ndarray:
    return table.weighed(shares[None], table.chances([list(clues_of(text, trigger))]))[0]


def _even() -> np.ndarray:
    return np.full(len(TYPES), 1 / len(TYPES), dtype=np.float32)


@pytest.mark.parametrize("case", cases("trigger_words"))
def test_words_tell_types(shipped: TriggerWords, case: dict[str, Any]) -> None:
    """Where the network has no opinion, the words decide."""
    shares = _weighed(shipped, _even(), case["text"], _found(case["text"], case["trigger"]))
    assert TYPES[int(shares.argmax())] == case["expected"]


def test_a_sure_network_is_not_outvoted(shipped: TriggerWords) -> None:
    """The table counts less than the network: what the network is sure of stays."""
    shares = np.full(len(TYPES), 0.01 / 15, dtype=np.float32)
    shares[TYPES.index(EventType.AGREE)] = 0.99
    text = "The ministry vowed to crush the mutiny."
    assert TYPES[int(_weighed(shipped, shares, text, _found(text, "vowed")).argmax())] == EventType.AGREE


@pytest.mark.parametrize(
    ("word", "stem"),
    [("condemned", "condemn"), ("Condemns", "condemn"), ("negotiations", "negoti"), ("met", "met"), ("used", "used")],
)
def test_stems(word: str, stem: str) -> None:
    """Endings go, case goes, four letters stay."""
    assert stem_of(word) == stem


def test_clues_are_words_in_their_places() -> None:
    """The trigger's own words, stem and phrase count fully, its neighbours less, by place and without."""
    text = "Rebels put down their arms."
    clues = dict(clues_of(text, _found(text, "put down")))
    assert clues["word put"] == clues["phrase put down"] == clues["with down their"] == 1.0
    assert clues["before 0 rebel"] > clues["before rebel"] > 0
    assert "after 1 arms" in clues
    assert "word arms" not in clues


@given(text=texts(), cut=st.tuples(st.integers(0, 200), st.integers(1, 30)), power=st.floats(0, 1))
def test_shares_stay_shares(text: str, cut: tuple[int, int], power: float) -> None:
    """Whatever the text and the trigger, shares are above nothing and sum to one."""
    if not text:
        return
    start = min(cut[0], len(text) - 1)
    trigger = Span(start, min(start + cut[1], len(text)))
    rows = {clue: n for n, clue in enumerate(dict(clues_of(text, trigger)))}
    weights = np.linspace(-3, 3, len(rows) * len(TYPES), dtype=np.float32).reshape(len(rows), len(TYPES))
    table = TriggerWords(rows, weights, np.zeros(len(TYPES), dtype=np.float32), power)
    shares = _weighed(table, _even(), text, trigger)
    assert shares.min() > 0
    assert float(shares.sum()) == pytest.approx(1, abs=1e-5)


def test_words_nobody_saw_leave_the_network_alone(shipped: TriggerWords) -> None:
    """Of two types as frequent, the network's stays the likelier where no clue is known."""
    bare = TriggerWords({}, shipped.weights[:0], np.zeros(len(TYPES), dtype=np.float32), shipped.power)
    shares = _even()
    shares[3] += 0.05
    assert int(_weighed(bare, shares, "Zzyx qwv.", Span(0, 4)).argmax()) == 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"plain text"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    """The error names the file and says what was expected."""
    path = tmp_path / TRIGGER_WORDS
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"types\.npz could not be read"):
        open_trigger_words(path)


def test_a_table_of_other_types_is_refused(tmp_path: Path) -> None:
    """Columns must be the types of this version."""
    path = tmp_path / TRIGGER_WORDS
    np.savez(
        path,
        clues=np.frombuffer(b"word met", dtype=np.uint8), weights=np.zeros((1, 3), np.int8), step=np.float32(1),
        bias=np.zeros(3, np.float32), power=np.float32(0.4),
    )  # fmt: skip
    with pytest.raises(ModelError, match="1 clues, weights of shape"):
        open_trigger_words(path)
