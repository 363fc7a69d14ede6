"""
The table by which acts are judged, read from the model folder and checked.

`acts.npz` holds plain arrays: the names of the traits, joined by line ends, and five tables; nothing in it can
run. `python -m training acts` makes it. The digest is in the manifest, like that of all files of a model.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.acts.views import StatementView, dense_parts
from onrecord.reading.chains import FloatArray
from onrecord.reading.labels import ACTS
from onrecord.reading.tokens import IntArray

__all__ = ["FILE", "ActWeights", "open_act_weights", "save_act_weights"]

FILE = "acts.npz"
_TABLES = ("table", "dense", "bias", "units")


@dataclass(frozen=True, slots=True)
class ActWeights:
    """
    A softmax regression with a layer of K hidden units beside it.

    Of each table the first eight columns are the acts', in the order of `labels.ACTS`, the others those of the units;
    what a unit says counts where it is above 0.
    """

    rows: dict[str, int]
    """The row of each trait; a trait that is not here says nothing."""
    table: FloatArray
    """[traits, 8 + K]"""
    dense: FloatArray
    """[8 + 2 H + 32, 8 + K]"""
    pieces: FloatArray
    """[2, vocabulary, 8 + K]: what a word piece says of the act, in a content and in a cue"""
    bias: FloatArray
    """[8 + K]"""
    units: FloatArray
    """[K, 8]: what each unit says of each act"""

    @property
    def width(self) -> int:
        """H, the width of the word vectors that the table was fitted on."""
        return int(len(self.dense) - dense_parts(0)["cue events"].stop) // 2

    def scores(self, views: Sequence[StatementView]) -> FloatArray:
        """Return the scores of the eight acts for each of some statements, up to a constant, [N, 8]."""
        known = [
            (n, row, size)
            for n, view in enumerate(views)
            for name, size in view.traits.items()
            if (row := self.rows.get(name)) is not None
        ]
        said = np.stack([view.dense for view in views]) @ self.dense + self.bias
        if known:
            owners, rows, sizes = map(np.array, zip(*known, strict=True))
            _add_by_owner(said, owners, self.table[rows] * sizes[:, None].astype(np.float32))
        for table, pieces in zip(self.pieces, zip(*(view.pieces for view in views), strict=True), strict=True):
            counts = np.array([len(each) for each in pieces])
            owners = np.repeat(np.arange(len(views)), counts)
            if len(owners):
                share = np.sqrt(counts[owners]).astype(np.float32)
                _add_by_owner(said, owners, table[np.concatenate(pieces)] / share[:, None])
        acts = len(ACTS)
        return np.asarray(said[:, :acts] + np.maximum(said[:, acts:], 0) @ self.units, dtype=np.float32)


def _add_by_owner(sums: FloatArray, owners: IntArray, added: FloatArray) -> None:
    """Add rows [R, columns] to the sums [N, columns] of their owners [R], which are in order."""
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    sums[owners[firsts]] += np.add.reduceat(added, firsts, axis=0)


def open_act_weights(path: Path) -> ActWeights:
    """Read the file; ModelError where it is no such file, lacks an array or has one of another shape."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode("utf-8").splitlines()
            table, dense, bias, units = (arrays[name].astype(np.float32) for name in _TABLES)
            pieces = arrays["pieces"].astype(np.float32) * arrays["step"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(
            f"{path.name} could not be read ({error}); expected the tables of acts; reinstall onrecord"
        ) from error
    fixed, acts = dense_parts(0)["cue events"].stop, len(ACTS)
    width, odd = divmod(len(dense) - fixed, 2)
    columns = acts + len(units)
    wanted = (len(names), columns), (columns,), (2, columns), (columns,), (acts,)
    found = table.shape, dense.shape[1:], (*pieces.shape[:1], *pieces.shape[2:]), bias.shape, units.shape[1:]
    if found != wanted or odd or width < 1:
        shapes = ", ".join(str(each.shape) for each in (table, dense, pieces, bias, units))
        raise ModelError(
            f"{path.name} has tables of {shapes} for {len(names)} traits; expected ({len(names)}, {acts} + K), "
            f"({fixed} + 2 H, {acts} + K), (2, V, {acts} + K), ({acts} + K,), (K, {acts}); reinstall onrecord"
        )
    return ActWeights({name: row for row, name in enumerate(names)}, table, dense, pieces, bias, units)


def save_act_weights(path: Path, weights: ActWeights) -> None:
    """Write the file: tables half as precise as the arrays, those of word pieces in 255 steps."""
    names = "\n".join(sorted(weights.rows, key=weights.rows.__getitem__)).encode("utf-8")
    arrays = {name: getattr(weights, name) for name in _TABLES}
    step = np.abs(weights.pieces).max(axis=1, keepdims=True) / 127
    codes = np.round(weights.pieces / np.where(step > 0, step, 1)).astype(np.int8)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        pieces=codes,
        step=step.astype(np.float32),
        names=np.frombuffer(names, dtype=np.uint8),
        **{name: array.astype(np.float16) for name, array in arrays.items()},
    )
    path.write_bytes(buffer.getvalue())
