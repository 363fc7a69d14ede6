"""
Copies with a known answer: pairs of wire-copies by their overlap, and near-copies made here.

A near-copy is what a desk makes of a wire story: another head, paragraphs cut from the end or
between, moved, words changed, a paragraph of its own put in. The same seed makes the same copies.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.corpora import SHARED, jsonl
from onrecord.ledger.copies import Reuse, Sketch, anchors_of, compare, sketch
from onrecord.ledger.tokens import whole
from onrecord.reading.sentences import split_sentences

__all__ = ["MADE", "Found", "made_copies", "wire_pairs"]

COPY_FROM, DIFFERENT_BELOW = 0.5, 0.02
"""Jaccard of runs of five words by which the corpus counts a pair as copies or as different."""
LONG_ENOUGH = 15
"""Sentences of a report that near-copies are made of."""
EVERY = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that are copies and pairs that are called so."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """0 where nothing is called a copy."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """0 where there is no copy."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def wire_pairs() -> Found:
    """Return how the pairs of wire-copies are told apart; pairs between the two bounds are left out."""
    texts = {row["id"]: row["text"] for row in jsonl("corpora", "wire-copies", "train.jsonl")}
    rows = [line.split("\t") for line in _lines("pairs.tsv")[1:]]
    judged = [
        (first, second, float(jaccard) >= COPY_FROM)
        for _, first, second, jaccard, _ in rows
        if float(jaccard) >= COPY_FROM or float(jaccard) < DIFFERENT_BELOW
    ]
    sketches = {name: sketch(texts[name], whole(texts[name])) for pair in judged for name in pair[:2]}
    found = [(is_copy, _is_found(sketches[first], sketches[second])) for first, second, is_copy in judged]
    return Found(
        right=sum(gold and called for gold, called in found),
        found=sum(called for _, called in found),
        gold=sum(gold for gold, _ in found),
    )


MADE = ("cut", "thinned", "moved", "edited", "extended", "all of these")
"""Ways in which near-copies are made."""


def made_copies() -> dict[str, Found]:
    """
    Return, by way of making, how many near-copies are found, and how many unrelated pairs are called copies.

    `found` counts copies found and one unrelated pair a copy that is called a copy.
    """
    rng = random.Random(11)  # noqa: S311 - examples, no secrets
    sources = list(_long_texts())
    results = {}
    for way in MADE:
        right = wrong = 0
        for place, sentences in enumerate(sources):
            other = sources[(place + 1) % len(sources)]
            original, copy = _sketch(sentences), _sketch(_made(way, sentences, other, rng))
            right += _is_found(original, copy)
            wrong += _is_found(copy, _sketch(other)) and way != "extended" and way != "all of these"
        results[way] = Found(right=right, found=right + wrong, gold=len(sources))
    return results


def _long_texts() -> Iterator[list[str]]:
    """The sentences of every twelfth report that is long enough."""
    for number, row in enumerate(jsonl("corpora", "wire-copies", "train.jsonl")):
        if number % EVERY == 0:
            sentences = [span.slice(row["text"]) for span in split_sentences(row["text"])]
            if len(sentences) >= LONG_ENOUGH:
                yield sentences


def _made(way: str, sentences: list[str], other: list[str], rng: random.Random) -> list[str]:
    """A near-copy of a report."""
    if way == "cut":
        return sentences[: max(5, round(len(sentences) * rng.uniform(0.3, 0.8)))]
    if way == "thinned":
        return [one for one in sentences if rng.random() > 0.35] or sentences
    if way == "moved":
        blocks = [sentences[start : start + 3] for start in range(0, len(sentences), 3)]
        rng.shuffle(blocks)
        return [one for block in blocks for one in block]
    if way == "edited":
        return [_edited(one, 0.05, rng) for one in sentences]
    if way == "extended":
        at = rng.randrange(len(sentences))
        return [*sentences[:at], *other[: len(sentences) // 3], *sentences[at:]]
    made = sentences
    for step in ("thinned", "moved", "edited", "extended"):
        made = _made(step, made, other, rng)
    return made


def _edited(sentence: str, share: float, rng: random.Random) -> str:
    """A sentence with some words left out, doubled in place of others, or swapped with their neighbour."""
    words = sentence.split()
    for place in range(len(words)):
        if rng.random() < share:
            words[place] = rng.choice(("", words[place - 1], "reportedly " + words[place]))
    return " ".join(words)


def _sketch(sentences: list[str]) -> Sketch:
    """The sketch of sentences."""
    text = "\n".join(sentences)
    return sketch(text, whole(text))


def _is_found(first: Sketch, second: Sketch) -> bool:
    """Whether the index would bring the two together and they are then called copies."""
    return bool(set(anchors_of(first)) & set(anchors_of(second))) and compare(first, second).reuse is Reuse.COPY


def _lines(name: str) -> list[str]:
    """The lines of a file of wire-copies."""
    return SHARED.joinpath("corpora", "wire-copies", name).read_text("utf-8").splitlines()
