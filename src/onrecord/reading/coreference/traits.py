"""
What is known of each phrase for linking it: form, number, gender, its words.

    "Her first minister" -> a nominal made definite by a possessive, singular, `minister`, words {first, minister}

All arrays have one row a phrase. Forms follow the givenness hierarchy (Gundel et al. 1993) as far as
surface tells: pronouns by person, names, definite, demonstrative, possessed, indefinite and bare nominals.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.tokens import IntArray

__all__ = ["FORMS", "GENDERS", "NUMBERS", "POSITIONS", "WORDS_KEPT", "Traits", "phrase_traits", "stem"]

FORMS = (
    "other", "he", "she", "it", "they", "i", "we", "you", "this", "these", "who", "name", "definite", "demonstrative",
    "possessed", "indefinite", "bare", "joined",
)  # fmt: skip
"""How a phrase refers; the order is that of the columns of the fitted tables."""
_FORM = {name: number for number, name in enumerate(FORMS)}
NUMBERS = ("unknown", "singular", "plural")
GENDERS = ("unknown", "male", "female", "neuter")
POSITIONS = ("elsewhere", "modifier", "possessor", "after of", "after a preposition", "opening")
"""Where a phrase stands, as far as its neighbours tell: the first noun of *Oslo talks* is a modifier."""
WORDS_KEPT = 6
"""Content words of a phrase that are compared; those nearest to the head come first."""

_PRONOUNS = {
    word: form
    for form, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves themself",
        "i": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
        "this": "this that",
        "these": "these those",
        "who": "who whom whose which",
    }.items()
    for word in words.split()
}
_POSSESSIVES = frozenset("his her its their my our your whose".split())
_DEMONSTRATIVES = frozenset("this that these those such".split())
_INDEFINITES = frozenset(
    """a an some any no another each every many several few most all both one two three four five six seven eight nine
    ten dozens hundreds thousands more much other""".split()
)
_SINGULAR_FORMS = frozenset(_FORM[form] for form in ("he", "she", "it", "i", "this"))
_PLURAL_FORMS = frozenset(_FORM[form] for form in ("they", "we", "these", "joined"))
_PLURALS = frozenset("people men women children police troops media authorities teeth feet data mice cattle".split())
_SINGULARS = frozenset(
    "news series politics economics mathematics physics species basis crisis analysis thesis".split()
)
_MALE = frozenset(
    """mr sir lord man father son husband king prince brother boy spokesman chairman congressman businessman policeman
    emperor duke gentleman uncle nephew grandfather grandson actor""".split()
)
_FEMALE = frozenset(
    """mrs ms miss lady woman mother daughter wife queen princess sister girl spokeswoman chairwoman congresswoman
    businesswoman policewoman empress duchess aunt niece grandmother granddaughter actress widow dame""".split()
)


@dataclass(frozen=True, slots=True)
class Traits:
    """Numbers that stand for what is known of M phrases; strings are numbered within the report."""

    form: IntArray
    number: IntArray
    gender: IntArray
    stem: IntArray
    """The head word without its plural ending."""
    written: IntArray
    """The whole phrase without article or possessive, lower case."""
    initials: IntArray
    """What the initials of a name of several words would be as a word; -1 for others."""
    content: IntArray
    """[M, WORDS_KEPT] its words that are no function words, the head's neighbours first; -1 where there are fewer."""
    sentence: IntArray
    position: IntArray
    quote: IntArray
    """Which quotation the head stands in, counted from 1; 0 outside."""
    kind: IntArray
    """The mention kind that the head most likely carries, counted from 1; 0 where none is likely."""


def stem(word: str) -> str:
    """Return a lower-case word without the ending of a plural: ministries -> ministry, attacks -> attack."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def phrase_traits(
    phrases: Phrases,
    surface: list[str],
    features: IntArray,
    sentences: IntArray,
    mention_scores: FloatArray,
    known: IntArray,
) -> Traits:
    """
    Return the traits of the phrases of one report.

    Parameters
    ----------
    surface:
        Its words, lower case.
    features:
        [W, 4] of `word_features`.
    sentences:
        [W] the number of each word's sentence.
    mention_scores:
        [W, tags] of MENTION_TAGS.
    known:
        [W] of `function_words`; 0 for content words.
    """
    numbers: dict[str, int] = {}
    count = len(phrases)
    plain = np.zeros((count, 6), dtype=np.int32)
    content = np.full((count, WORDS_KEPT), -1, dtype=np.int32)
    shapes, opening, functional = features[:, 0].tolist(), features[:, 2].tolist(), known.tolist()
    named = mention_scores[phrases.heads].argmax(1) if count else np.zeros(0, dtype=np.int64)
    bounds = zip(phrases.heads.tolist(), phrases.starts.tolist(), phrases.ends.tolist(), named.tolist(), strict=True)
    for row, (head, start, end, tag) in enumerate(bounds):
        is_name = shapes[head] in (2, 3, 4, 7) and (not opening[head] or 0 < tag <= _LAST_NAME_TAG)
        inner = [w for w in range(start, end) if not functional[w]]
        plain[row] = _plain(surface[start:end], surface[head], [surface[w] for w in inner], is_name, numbers)
        near = sorted(inner, key=lambda w: abs(w - head))[:WORDS_KEPT]
        content[row, : len(near)] = [numbers.setdefault(stem(surface[w]), len(numbers)) for w in near]
    heads = phrases.heads
    return Traits(
        form=plain[:, 0],
        number=plain[:, 1],
        gender=plain[:, 2],
        stem=plain[:, 3],
        written=plain[:, 4],
        initials=plain[:, 5],
        content=content,
        sentence=sentences[heads].astype(np.int32),
        position=_positions(phrases, surface, features),
        quote=_quotations(features)[heads],
        kind=((named + 1) // 2).astype(np.int32),
    )


def _plain(
    words: list[str], head: str, content: list[str], is_name: bool, numbers: dict[str, int]
) -> tuple[int, int, int, int, int, int]:
    """Form, number, gender, stem, written and initials of one phrase."""
    form = _form(words, head, is_name)
    bound = words[0] in _POSSESSIVES | _DEMONSTRATIVES or (words[0] in ("the", "a", "an") and len(words) > 1)
    initials = "".join(word[0] for word in content) if is_name and len(content) > 1 else None
    return (
        form,
        _number(form, head, is_name),
        _gender(form, words),
        numbers.setdefault(stem(head), len(numbers)),
        numbers.setdefault(" ".join(words[bound:]), len(numbers)),
        numbers.setdefault(initials, len(numbers)) if initials else -1,
    )


_LAST_NAME_TAG = 12
"""Tags of MENTION_TAGS up to here are of persons, organizations, groups, places, facilities, nationalities."""


def _form(words: list[str], head: str, is_name: bool) -> int:
    if len(words) == 1 and head in _PRONOUNS:
        return _FORM[_PRONOUNS[head]]
    if head in ("and", "or", "&"):
        return _FORM["joined"]
    if is_name:
        return _FORM["name"]
    first = words[0]
    if first in _DEMONSTRATIVES:
        return _FORM["demonstrative"]
    if first in _POSSESSIVES or "’" in words[1:4] or "'" in words[1:4]:
        return _FORM["possessed"]
    if first == "the":
        return _FORM["definite"]
    if first in _INDEFINITES or first.isdigit():
        return _FORM["indefinite"]
    return _FORM["bare"] if head.isalpha() else _FORM["other"]


def _number(form: int, head: str, is_name: bool) -> int:
    if form in _SINGULAR_FORMS:
        return 1
    if form in _PLURAL_FORMS or head in _PLURALS:
        return 2
    if form in (_FORM["you"], _FORM["who"]):
        return 0
    if head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in _SINGULARS:
        return 0 if is_name else 2
    return 1


def _gender(form: int, words: list[str]) -> int:
    if form in (_FORM["he"], _FORM["she"], _FORM["it"]):
        return 1 + form - _FORM["he"]
    if not _MALE.isdisjoint(words):
        return 1
    return 2 if not _FEMALE.isdisjoint(words) else 0


_PREPOSITIONS = frozenset(
    "in on at by for with from to as about into over after before between under against during through than".split()
)


def _positions(phrases: Phrases, surface: list[str], features: IntArray) -> IntArray:
    """Return the position of each phrase, of POSITIONS; a modifier stands before the head of a phrase that holds it."""
    last = len(surface)
    out = np.zeros(len(phrases), dtype=np.int32)
    # A phrase whose next word is inside a phrase that holds both and is headed later.
    reach = np.zeros(last + 1, dtype=np.int32)
    for head, start in zip(phrases.heads.tolist(), phrases.starts.tolist(), strict=True):
        reach[start:head] = np.maximum(reach[start:head], head)
    within = reach[phrases.ends - 1] >= phrases.ends
    opens = (features[phrases.starts, 2] > 0).tolist()
    bounds = zip(phrases.starts.tolist(), phrases.ends.tolist(), within.tolist(), opens, strict=True)
    for row, (start, end, modifies, opening) in enumerate(bounds):
        before = surface[start - 1] if start else ""
        if end + 1 < last and surface[end] in "'’" and surface[end + 1] == "s":
            out[row] = 2
        elif modifies:
            out[row] = 1
        elif opening:
            out[row] = 5
        elif before == "of":
            out[row] = 3
        elif before in _PREPOSITIONS:
            out[row] = 4
    return out


def _quotations(features: IntArray) -> IntArray:
    """Number the quotations: a run of words inside marks is one."""
    inside = (features[:, 1] == 1) | (features[:, 1] == 2)
    opens = inside & ~np.concatenate(([False], inside[:-1]))[: len(inside)]
    return np.where(inside, np.cumsum(opens), 0).astype(np.int32)
