"""
Words as events and statements are matched by: stems that carry meaning, and what each is worth.

    "Airstrikes were carried out against villages"  ->  airstrik, carri, villag
    raqqa is worth more than town, and town more than say

Stems are those of a light suffix stripper with a table of irregular verbs, so that a
verb and its noun mostly meet: bombed, bombing, bomb.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.matching.kept import kept

__all__ = ["alike", "content_stems", "meaning", "shared_weight", "stem", "vector", "weight"]

_IRREGULAR = {
    form: lemma
    for lemma, forms in (
        line.split(": ")
        for line in """say: said says
shoot: shot shooting shootings
meet: met meeting meetings
die: died dies death deaths dead dying
kill: killed killing killings kills
strike: struck strikes striking
hold: held holding
take: took taken taking
give: gave given giving
go: went gone goes going
come: came coming
leave: left leaving
buy: bought buying
sell: sold selling sale sales
win: won winning
lose: lost losing loss losses
fight: fought fighting
flee: fled fleeing
find: found finding
hit: hitting hits
tell: told telling
think: thought
speak: spoke spoken speech
steal: stole stolen
fall: fell fallen
fly: flew flown flight
send: sent sending
bring: brought
begin: began begun
make: made making
pay: paid payment
see: saw seen
withdraw: withdrew withdrawn withdrawal
arrest: arrested arrests
attack: attacked attacks attacking
visit: visited visits visiting
accuse: accused accusation accusations accuses
deny: denied denial denials denies denying
agree: agreed agreement agreements agrees
deploy: deployed deployment deployments
capture: captured captures
invade: invaded invasion invading
explode: exploded explosion explosions
destroy: destroyed destruction
decide: decided decision decisions
defend: defended defence defense
defeat: defeated
announce: announced announcement
retreat: retreated retreats
release: released releases
marry: married marriage marries
acquire: acquired acquisition acquires
lay: laid layoff
choose: chose chosen choice
beat: beaten beating
break: broke broken
lead: led leading
""".strip().splitlines()
    )
    for form in forms.split()
}
_STOP = frozenset(
    """a about above after again against all also although am among an and any are as at be because been before being
    below between both but by can cannot could did do does doing down during each either else ever every few for from
    further had has have having he her here hers herself him himself his how however i if in into is it its itself just
    may me might more most must my myself neither no nor not now of off on once one only onto or other our ours out
    over own per same shall she should since so some such than that the their theirs them themselves then there these
    they this those though through to too toward towards under until up upon us very was we were what when where
    whether which while who whom whose why will with within without would yet you your yours said says say mr mrs ms
    dr told tell according
    it's he's she's they're we're i'm don't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't doesn't
    hasn't haven't hadn't that's there's i've we've they've""".split()
)
_SUFFIXES = (
    ("ies", "y"), ("sses", "ss"), ("ations", "ate"), ("ation", "ate"), ("ments", ""), ("ment", ""), ("ions", ""),
    ("ings", ""), ("ing", ""), ("ied", "y"), ("edly", ""), ("ed", ""), ("ion", ""), ("ers", ""), ("ly", ""),
    ("es", "e"), ("s", ""),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


@kept(1 << 15)
def stem(word: str) -> str:
    """Return the stem of a word in lower case; possessives and final e do not count."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _trimmed(_IRREGULAR[word])
    for suffix, instead in _SUFFIXES:
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) >= 3 and _VOWELS & set(rest):
            if suffix == "s" and rest.endswith(("s", "u", "i")):
                continue
            return _trimmed(rest + instead)
    return _trimmed(word)


def content_stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the words that mean something, in order."""
    return tuple(stem(word) for word in words if word not in _STOP and len(word) > 1)


def weight(stem: str) -> float:
    """Return what a shared stem is worth, 0 to 1: the rarer in reports, the more (inverse document frequency)."""
    return _table().weights.get(stem, 1.0)


def shared_weight(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the cosine of two sets of stems, each stem by its worth; 0 where they share none."""
    shared = first & second
    if not shared:
        return 0.0
    weights = _table().weights
    both = math.fsum(weights.get(one, 1.0) ** 2 for one in shared)
    return both / (_length(first) * _length(second))


def alike(first: str, second: str) -> float:
    """Return how near two stems are in meaning, -1 to 1; 0 where the table does not know one of them."""
    if first == second:
        return 1.0
    return _alike(first, second) if first < second else _alike(second, first)


def vector(stem: str) -> NDArray[np.int8]:
    """Return the vector of a stem, [48]; zeros where the table does not know it."""
    table = _table()
    row = table.rows.get(stem)
    return np.zeros(table.vectors.shape[1], dtype=np.int8) if row is None else table.vectors[row]


def meaning(stems: frozenset[str]) -> NDArray[np.float32]:
    """Return the mean vector of the stems, each by its worth, of length 1; zeros where the table knows none."""
    table = _table()
    total = np.zeros(table.vectors.shape[1], dtype=np.float64)
    for one in sorted(stems):
        row = table.rows.get(one)
        if row is not None:
            total += table.vectors[row].astype(np.float64) * (table.weights[one] / table.lengths[row])
    length = float(np.sqrt((total**2).sum()))
    return (total / length if length else total).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Words:
    """The table of words."""

    weights: dict[str, float]
    rows: dict[str, int]
    vectors: NDArray[np.int8]
    """[stems, 48]"""
    lengths: NDArray[np.float64]
    """[stems] of each vector"""


@lru_cache(maxsize=1)
def _table() -> _Words:
    """The table as `training/ledger/words.py` wrote it."""
    folder = files("onrecord.ledger.matching") / "tables"
    lines = (folder / "words.tsv").read_text(encoding="utf-8").splitlines()
    reports = int(lines[0].split()[-5])
    counts = dict(line.split("\t") for line in lines[1:])
    rarest = math.log(reports)
    with as_file(folder / "vectors.npy") as path:
        vectors = np.load(path, allow_pickle=False)
    return _Words(
        {stem: math.log(reports / int(count)) / rarest for stem, count in counts.items()},
        {stem: row for row, stem in enumerate(counts)},
        vectors,
        np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1)),
    )


@kept(1 << 14)
def _alike(first: str, second: str) -> float:
    """The cosine of two stems of the table."""
    table = _table()
    row, column = table.rows.get(first), table.rows.get(second)
    if row is None or column is None:
        return 0.0
    dot = int((table.vectors[row].astype(np.int64) * table.vectors[column]).sum())
    return float(dot / (table.lengths[row] * table.lengths[column]))


@kept(1 << 12)
def _length(stems: frozenset[str]) -> float:
    """The length of a set of stems as a vector of their worths."""
    weights = _table().weights
    return math.sqrt(math.fsum(weights.get(one, 1.0) ** 2 for one in stems)) or 1.0


def _trimmed(word: str) -> str:
    """A stem without doubled consonant or final e."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
