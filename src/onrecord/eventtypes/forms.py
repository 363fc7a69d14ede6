"""
Whether two words are forms of one: supply, supplies, supplied, supplying; send, sent.

    base_forms("supplied")  ->  {"supplied", "suppli", "supply", …}      shares one with base_forms("supplies")

Each word has several possible bases, and two words are forms of one where they share any. A user's list is a handful
of words, so a base that is no word of the language meets nothing and does no harm.
"""

from collections.abc import Callable

__all__ = ["base_forms"]

_VOWELS = frozenset("aeiouy")
_LEAST = 3
"""Letters that have to be left of a word."""


def base_forms(word: str, stem: Callable[[str], str]) -> frozenset[str]:
    """Return the possible bases of a word in lower case; `stem` knows the irregular ones."""
    word = word.removesuffix("'s")
    found = {word, stem(word)}
    if word.endswith("ying"):
        found.add(word.removesuffix("ying") + "ie")  # lying, dying
    for suffix, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ing", "")):
        rest = word.removesuffix(suffix)
        if rest == word or len(rest) < _LEAST or (suffix in ("ed", "ing") and not _VOWELS & set(rest)):
            continue
        found.add(rest + instead)
        if suffix in ("ed", "ing"):
            found.add(rest + "e")
            if rest[-1] == rest[-2]:
                found.add(rest[:-1])
    return frozenset(found)
