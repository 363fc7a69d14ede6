"""
Words as searches compare them, and what a search asks of an index of them.

    folded("The Élysée's reply")       ->   "the elysee s reply"
    question('elysee "s reply"')       ->   '"elysee" AND "s reply"'

Folded the way the store folds words (`store/hits.py`: letters and digits, without regard to case or
accents), so that the index of folded words finds just the rows that hold what is looked for.
"""

import re
import unicodedata

__all__ = ["folded", "full_text", "phrases", "question"]

_NO_WORD = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_ASCII_WORDS = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


def phrases(wanted: str) -> list[str]:
    """Return the words, and the phrases in quotation marks, of a search, folded; what has no letters is none."""
    cut = (folded(phrase or single) for phrase, single in _PHRASE.findall(wanted))
    return [phrase for phrase in cut if phrase]


def question(wanted: str) -> str | None:
    """Return a search in the syntax of the index of folded words; None where it holds no word."""
    return " AND ".join(f'"{phrase}"' for phrase in dict.fromkeys(phrases(wanted))) or None


def full_text(wanted: str) -> str | None:
    """Return a search in the syntax of the full-text index of reports; None where it holds no word."""
    spelled = (_NO_WORD.sub(" ", phrase or single).strip() for phrase, single in _PHRASE.findall(wanted))
    return " AND ".join(f'"{phrase}"' for phrase in spelled if phrase) or None


def folded(text: str) -> str:
    """Return the words of a text as they are compared, a space between two."""
    if text.isascii():  # most are, and this takes a third of the time
        return " ".join(text.translate(_ASCII_WORDS).split())
    words = _NO_WORD.sub(" ", text).strip()
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFD", words)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
