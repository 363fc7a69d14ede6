"""
The arrays of the chain finder, read from one file of the model folder and checked.

`coreference.npz` holds plain arrays under the names of the fields here (`phrase.heads`, `link0.tables`);
nothing in it can run. `python -m training coreference` makes it.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.chains import FloatArray

__all__ = ["ChainWeights", "LinkWeights", "PhraseWeights", "open_chain_weights"]


@dataclass(frozen=True, slots=True)
class PhraseWeights:
    """Arrays of `phrases`: i columns of a word's input, h of its hidden state, d of a border's view."""

    inward: FloatArray
    """[i, h]"""
    inward_bias: FloatArray
    around: FloatArray
    """[3, h, h]: the word before, the word, the word after"""
    around_bias: FloatArray
    heads: FloatArray
    """[h, 2]: heads a phrase, heads one in a chain"""
    heads_bias: FloatArray
    start: FloatArray
    """[2, h, d]: seen from the head, seen from the border"""
    start_bias: FloatArray
    """[steps back]"""
    end: FloatArray
    end_bias: FloatArray
    inside: FloatArray
    """[h, 2]: what a word that a phrase takes in adds, before the head and after it"""
    least_phrase: FloatArray
    """[] log odds from which a word heads a phrase."""
    least_chained: FloatArray
    """[] log odds of standing in a chain from which a phrase is looked at."""


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Arrays of `links`: i columns of a word's input, p of a phrase's view, u hidden units."""

    view_head: FloatArray
    """[i, p]"""
    view_start: FloatArray
    view_bias: FloatArray
    tables: FloatArray
    """[categories of all pair traits together, u]"""
    dense: FloatArray
    """[dense pair traits, u]"""
    later: FloatArray
    """[p, u]: the phrase that looks back"""
    earlier: FloatArray
    product: FloatArray
    pair_bias: FloatArray
    pair_out: FloatArray
    """[u]"""
    new_tables: FloatArray
    """[categories of all traits of newness together, u]"""
    new_view: FloatArray
    new_dense: FloatArray
    new_bias: FloatArray
    new_out: FloatArray
    new_line: FloatArray
    """[] added to the score of being new: the line between linking and not."""


@dataclass(frozen=True, slots=True)
class ChainWeights:
    """All arrays of the chain finder."""

    phrase: PhraseWeights
    links: tuple[LinkWeights, ...]
    """Fitted alike from other beginnings; their scores are averaged."""


def open_chain_weights(path: Path) -> ChainWeights:
    """Read the file; ModelError where it is no such file or lacks an array."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            named = {name: arrays[name].astype(np.float32) for name in arrays.files}
        return ChainWeights(
            phrase=PhraseWeights(**{f.name: named[f"phrase.{f.name}"] for f in fields(PhraseWeights)}),
            links=tuple(
                LinkWeights(**{f.name: named[f"link{n}.{f.name}"] for f in fields(LinkWeights)})
                for n in range(int(named["links"]))
            ),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(
            f"{path.name} could not be read ({error}); expected the arrays of the chain finder; reinstall onrecord"
        ) from error
