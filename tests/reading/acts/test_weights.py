"""The table of acts: what it adds up, and what is refused as no such table."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.reading.acts import ActWeights, StatementView, open_act_weights, save_act_weights
from onrecord.reading.acts.views import dense_parts
from onrecord.reading.labels import ACTS

WIDTH = 3
DENSE = dense_parts(WIDTH)["cue events"].stop


def weights() -> ActWeights:
    """A table of two traits that speak for accusing and for asking, over vectors of three numbers."""
    table = np.zeros((2, len(ACTS)), dtype=np.float32)
    table[0, ACTS.index("accuse")] = 2.0
    table[1, ACTS.index("ask")] = 1.0
    dense = np.zeros((DENSE, len(ACTS)), dtype=np.float32)
    dense[dense_parts(WIDTH)["acts"]] = np.eye(len(ACTS))
    pieces = np.zeros((2, 5, len(ACTS)), dtype=np.float32)
    pieces[0, 3, ACTS.index("deny")] = 2.0
    pieces[1, 4, ACTS.index("threaten")] = 2.0
    bias = np.zeros(len(ACTS), dtype=np.float32)
    units = np.zeros((0, len(ACTS)), dtype=np.float32)
    return ActWeights({"cue begins accus": 0, "question": 1}, table, dense, pieces, bias, units)


def weights_with_a_unit() -> ActWeights:
    """The same with one hidden unit, which speaks for threatening where both traits stand together."""
    known = weights()
    heard = np.array([[1.0], [1.0]], dtype=np.float32)
    wide = {
        "table": np.hstack([known.table, heard]),
        "dense": np.hstack([known.dense, np.zeros((DENSE, 1), dtype=np.float32)]),
        "pieces": np.concatenate([known.pieces, np.zeros((2, 5, 1), dtype=np.float32)], axis=2),
        "bias": np.append(known.bias, np.float32(-1.5)),
    }
    units = np.zeros((1, len(ACTS)), dtype=np.float32)
    units[0, ACTS.index("threaten")] = 9.0
    return replace(known, units=units, **wide)


@pytest.mark.parametrize(
    ("traits", "act"),
    [
        ({"cue begins accus": 1.0}, "accuse"),
        ({"question": 1.2}, "ask"),
        ({"cue begins accus": 1.0, "question": 1.2}, "threaten"),
    ],
)
def test_a_hidden_unit_tells_what_neither_trait_does_alone(traits: dict[str, float], act: str) -> None:
    """It speaks where what it hears is above its bias, and is silent below."""
    assert ACTS[int(weights_with_a_unit().scores([view(traits)]).argmax())] == act


def view(traits: dict[str, float], content: Sequence[int] = (), cue: Sequence[int] = ()) -> StatementView:
    """A statement of some word pieces; the network's own head says that it asserts, by one."""
    dense = np.zeros(DENSE, dtype=np.float32)
    dense[ACTS.index("assert")] = 1.0
    return StatementView(traits, dense, (np.array(content, dtype=np.int32), np.array(cue, dtype=np.int32)))


@pytest.mark.parametrize(
    ("traits", "act"),
    [
        ({}, "assert"),
        ({"word port": 0.35}, "assert"),
        ({"cue begins accus": 1.0}, "accuse"),
        ({"cue begins accus": 0.4, "question": 1.0}, "assert"),
        ({"cue begins accus": 0.4, "question": 2.0}, "ask"),
    ],
)
def test_traits_and_the_network_are_added_up(traits: dict[str, float], act: str) -> None:
    """Each trait counts by its size, one that the table lacks counts for nothing."""
    assert ACTS[int(weights().scores([view(traits)]).argmax())] == act


@pytest.mark.parametrize(
    ("content", "cue", "act"),
    [((3,), (), "deny"), ((3, 0, 0, 0), (), "assert"), ((), (4,), "threaten"), ((4,), (3,), "assert")],
)
def test_word_pieces_count_by_role_and_share(content: tuple[int, ...], cue: tuple[int, ...], act: str) -> None:
    """A piece says one thing in a content, another in a cue, and less the more others stand beside it."""
    assert ACTS[int(weights().scores([view({}, content, cue)]).argmax())] == act


def test_statements_are_judged_side_by_side_as_alone() -> None:
    """Each of several gets what it gets by itself, those without traits or word pieces too."""
    told = [
        view({"question": 1.0}),
        view({}),
        view({"word port": 1.0}, (3, 0), (4,)),
        view({"cue begins accus": 1.0}, (), (4,)),
    ]
    together = weights_with_a_unit().scores(told)
    for each, row in zip(told, together, strict=True):
        np.testing.assert_allclose(weights_with_a_unit().scores([each])[0], row, rtol=1e-5)


def test_a_table_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    """Names, tables and width survive the file, and the same table makes the same bytes."""
    save_act_weights(tmp_path / "acts.npz", weights())
    save_act_weights(tmp_path / "again.npz", weights())
    found = open_act_weights(tmp_path / "acts.npz")
    assert found.rows == weights().rows
    assert found.width == WIDTH
    np.testing.assert_array_equal(found.table, weights().table)
    np.testing.assert_array_equal(found.dense, weights().dense)
    np.testing.assert_allclose(found.pieces, weights().pieces, atol=0.01)
    assert (tmp_path / "acts.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"table": np.zeros((3, len(ACTS)))},
        {"dense": np.zeros((DENSE + 1, len(ACTS)))},
        {"dense": np.zeros((DENSE - 2 * WIDTH, len(ACTS)))},
        {"pieces": np.zeros((1, 5, len(ACTS)))},
        {"bias": np.zeros(len(ACTS) - 1)},
        {"units": np.zeros((2, len(ACTS)))},
    ],
    ids=["more rows than traits", "an odd width", "no width", "one role", "an act too few", "units of no column"],
)
def test_tables_of_another_shape_are_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    """The error says what was found and what was expected."""
    save_act_weights(tmp_path / "acts.npz", replace(weights(), **change))
    with pytest.raises(ModelError, match=r"has tables of .*; expected \(2, 8 \+ K\)"):
        open_act_weights(tmp_path / "acts.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"no archive at all"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, an empty archive and plain text are each an error that says what to do."""
    (tmp_path / "acts.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"expected the tables of acts; reinstall onrecord"):
        open_act_weights(tmp_path / "acts.npz")
