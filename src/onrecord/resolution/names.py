"""
Personal names in phrases: where the name is, without titles and descriptions.

`Defense Department spokesperson Brig. Gen. Patrick S. Ryder` -> Patrick S. Ryder
`Hassan Karim al-Kaabi, Iraq's deputy speaker of parliament` -> Hassan Karim al-Kaabi
"""

import re
from collections.abc import Sequence

from onrecord.resolution.lexicon import AgentHit, NameHit
from onrecord.resolution.words import Word

__all__ = ["PARTICLES", "TITLES", "name_words", "personal_name"]

TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor gen lt col maj brig sgt cpl capt cmdr adm rear vice sen senator rep "
    "gov governor president king queen prince princess sheikh ayatollah pope imam mullah rabbi rev reverend father archbishop "
    "bishop cardinal judge justice hon chancellor premier minister prime foreign defense defence interior secretary general "
    "colonel major brigadier captain sergeant corporal admiral marshal commander chief deputy assistant attorney mayor "
    "ambassador spokesman spokeswoman spokesperson leader chairman chairwoman director crown emir private first second third "
    "lieutenant detective inspector constable officer special envoy adviser advisor speaker congressman congresswoman "
    "representative republican democrat analyst journalist reporter correspondent author historian lawyer pastor under state "
    "press national security former ex acting".split()
)
PARTICLES = frozenset("al el bin ibn abu de da di du van von der den la le dos das del ben um ould ap ul y e".split())
_INITIAL = re.compile(r"[A-Z]\.?")


def personal_name(text: str, words: Sequence[Word], agents: Sequence[AgentHit], names: Sequence[NameHit]) -> str | None:
    """Return the personal name that a phrase holds, without titles; None where it is a description."""
    span = name_words(text, words, agents, names)
    if span is None:
        return None
    first, last = span
    return text[words[first].start - words[0].start + _lead(text, words) : words[last - 1].end - words[0].start + _lead(text, words)]


def _lead(text: str, words: Sequence[Word]) -> int:
    """Offset of the first word in the text, for words whose offsets count from elsewhere."""
    return text.find(words[0].text)


def name_words(
    text: str, words: Sequence[Word], agents: Sequence[AgentHit], names: Sequence[NameHit]
) -> tuple[int, int] | None:
    """Return the words [first, last) of the personal name in the phrase, longest run of name-like words first."""
    del text
    barred = {i for hit in names if hit.is_state or hit.meanings[0].kind not in ("person",) for i in range(hit.first, hit.last)}
    barred |= {i for hit in agents for i in range(hit.first, hit.last)}
    best: tuple[int, int] | None = None
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _is_part(words, end, end > at, barred) and not (end > at and _is_cut(words, end)):
            end += 1
        while end > at and words[end - 1].key in PARTICLES and not words[end - 1].is_capitalised:
            end -= 1
        if end > at and any(len(word.text) > 2 for word in words[at:end]):
            longer = best is None or end - at > best[1] - best[0]
            if longer:
                best = (at, end)
        at = max(end, at + 1)
    if best is None or (best[1] - best[0] == 1 and _is_sentence_word(words[best[0]])):
        return None
    return best


_COMMON = frozenset(
    "the a an this that these those many some several most all any other another both his her its their our two three four "
    "he she they we it i you who one senior top local former new old ousted four five six others us".split()
)


def _is_part(words: Sequence[Word], at: int, inside: bool, barred: set[int]) -> bool:
    word = words[at]
    if word.key in _COMMON or word.text.isdigit():
        return False
    if inside and word.key in PARTICLES:
        return True
    if at in barred or (word.key in TITLES and not inside):
        return False
    if not inside and word.key in PARTICLES and at + 1 < len(words):
        return words[at + 1].is_capitalised and (word.joined or words[at + 1].joined or word.is_capitalised)
    return word.is_capitalised or (inside and word.joined and words[at - 1].is_capitalised)


def _is_cut(words: Sequence[Word], at: int) -> bool:
    """Whether a name cannot run across this gap: a comma, a possessive, a dash."""
    return words[at - 1].possessive or words[at].start - words[at - 1].end > 2


def _is_sentence_word(word: Word) -> bool:
    return len(word.text) < 3 or word.text.isupper() and len(word.text) > 5
