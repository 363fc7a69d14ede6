"""The file of the chain finder's arrays is read whole or refused."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.reading.coreference import ChainWeights, open_chain_weights
from tests.chain_weights import drawn_weights


def _arrays(weights: ChainWeights) -> dict[str, np.ndarray]:
    arrays = {"links": np.int64(len(weights.links))}
    for name, part in {"phrase": weights.phrase, "link0": weights.links[0], "link1": weights.links[1]}.items():
        arrays |= {f"{name}.{f.name}": np.asarray(getattr(part, f.name), np.float16) for f in fields(part)}
    return arrays


def test_arrays_come_back(tmp_path: Path) -> None:
    """What was written in half precision is read in full, every net of it."""
    weights = drawn_weights()
    np.savez(tmp_path / "c.npz", **_arrays(weights))
    read = open_chain_weights(tmp_path / "c.npz")
    assert len(read.links) == 2
    assert read.links[1].tables.dtype == np.float32
    assert np.allclose(read.links[1].tables, weights.links[1].tables, atol=0.01)
    assert np.allclose(read.phrase.start, weights.phrase.start, atol=0.01)


def test_a_file_without_an_array_is_refused(tmp_path: Path) -> None:
    """The error names the file, what it lacks and what to do."""
    arrays = _arrays(drawn_weights())
    del arrays["link1.product"]
    np.savez(tmp_path / "c.npz", **arrays)
    with pytest.raises(ModelError, match=r"c\.npz.*link1\.product.*reinstall"):
        open_chain_weights(tmp_path / "c.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_file_of_arrays_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty, foreign or truncated file is a ModelError."""
    (tmp_path / "c.npz").write_bytes(content)
    with pytest.raises(ModelError, match="expected the arrays of the chain finder"):
        open_chain_weights(tmp_path / "c.npz")


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    """One array under the right name is not the file that was asked for."""
    np.save(tmp_path / "c.npy", np.zeros(3))
    with pytest.raises(ModelError, match="reinstall"):
        open_chain_weights(tmp_path / "c.npy")


def test_arrays_of_objects_are_refused(tmp_path: Path) -> None:
    """A file whose arrays would run code on loading is not loaded."""
    np.savez(tmp_path / "c.npz", links=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ModelError):
        open_chain_weights(tmp_path / "c.npz")
