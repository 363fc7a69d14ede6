"""
Traits of a statement's words that tell its act.

    source   The envoy          one that is no pronoun, ends in "envoy"
    cue      has urged          stem "urg", with "has"
    content  them to stop!      begins with "them to", holds "to", a demand's word, a cry

A trait has a name and a size; most are one or nothing. The words themselves are traits too, so that a table of
weights (`onrecord.reading.acts.weights`) learns which words accuse; their sizes are small, for one of many says
little. Stems are cut, not looked up: what they are for is to let "accuses" count for "accused".
"""

import itertools
import math
import re

from onrecord.records import Form

__all__ = ["stem_of", "traits_of"]

_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|[?!]")
_NAME = re.compile(r"[A-Z][a-z]+")
_LATER_NAME = re.compile(r"(?<![.“\"] )\b[A-Z][a-z]+")
_FORMS = {
    "said": "say", "says": "say", "told": "tell", "thought": "think", "thinks": "think", "felt": "feel",
    "knew": "know", "known": "know", "wrote": "write", "written": "write", "saw": "see", "seen": "see",
    "sought": "seek", "found": "find", "led": "lead", "took": "take", "taken": "take", "made": "make",
    "gave": "give", "given": "give", "chose": "choose", "chosen": "choose", "spoke": "speak", "held": "hold",
    "kept": "keep", "meant": "mean", "heard": "hear", "denied": "deny", "denies": "deny", "replied": "reply",
    "tried": "try", "swore": "swear", "drew": "draw", "began": "begin", "understood": "understand",
}  # fmt: skip
_ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("ing", ""), ("ed", ""),
            ("es", "e"), ("s", ""))  # fmt: skip
_SHORTEST = 3
_LIGHT = frozenset(
    """has have had been was were is are be being will would could should may might can did does do not n't also then
    later just already now recently again to a an the it that he she they s re ’s""".split()
)
"""Words of a cue that do not carry it."""
_TELLING = frozenset(("will", "would", "not", "to", "has", "been", "was", "is", "could", "should"))
"""Those of them that tell something all the same."""
_MODALS = {
    **dict.fromkeys(("should", "must", "ought", "need", "needs", "let's", "let’s", "let", "stop", "please"), "should"),
    **dict.fromkeys(("will", "won't", "won’t", "i'll", "we'll", "i’ll", "we’ll", "he'll"), "will"),
    **dict.fromkeys(("going", "gonna"), "going"),
    **dict.fromkeys(("could", "may", "might", "can"), "could"),
    "would": "would",
}
_NEGATIONS = frozenset(
    """not no never nothing nobody none neither nor without n't don't don’t didn't didn’t doesn't doesn’t isn't isn’t
    wasn't wasn’t won't won’t can't can’t cannot couldn't couldn’t wouldn't wouldn’t""".split()
)
_FIRST = frozenset("i we my our me us i'm i’m we're we’re i've i’ve we've we’ve i'll we'll i’ll we’ll i'd i’d".split())
_SECOND = frozenset("you your you're you’re".split())
_THIRD = frozenset("he she his her him they their them he's she's he’s she’s they're they’re".split())
_UNDERTAKING = frozenset(("will", "would", "intend", "plan", "promise", "am", "are", "have", "want"))
_RELATIVES = frozenset(("who", "which", "that"))
_MODAL_REACH, _NEGATION_REACH, _BEGINNING = 40, 30, 4
"""Words of a content in which its verb is looked for."""
_WORD_SIZE = 0.35
"""Set on the training statements, with the other sizes: training/LOG.md, A3."""


def traits_of(source: str, cue: str, content: str, form: Form) -> dict[str, float]:
    """Return the traits of one statement by name; several spans of one role are joined by a blank."""
    words = [word.lower() for word in _WORD.findall(content)]
    return {
        **_of_cue([word.lower() for word in _WORD.findall(cue)]),
        **_of_source([word.lower() for word in _WORD.findall(source)]),
        **_of_content(words, content, form),
        "names": _names(source, content),
    }


def stem_of(word: str) -> str:
    """Return what the forms of a small word have in common."""
    if word in _FORMS:
        return _FORMS[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            stem = word[: -len(ending)] + instead
            doubled = (
                ending in ("ing", "ed") and len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in "ls"
            )
            return (stem[:-1] if doubled else stem).removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def _of_cue(words: list[str]) -> dict[str, float]:
    stems = [stem_of(word) for word in words if word not in _LIGHT] or [stem_of(word) for word in words]
    traits = {f"cue has {word}": 0.5 for word in words if word in _TELLING}
    if stems:
        traits |= {f"cue {stem}": 1 / math.sqrt(len(stems)) for stem in stems}
        traits |= {f"cue begins {stems[0]}": 1.0, f"cue ends {stems[-1]}": 0.7}
    if len(stems) > 1:
        traits[f"cue begins {stems[0]} {stems[1]}"] = 1.0
    return traits


def _of_source(words: list[str]) -> dict[str, float]:
    if not words:
        return {"no source": 1.0}
    traits = {f"source ends {words[-1]}": 0.5}
    if words[0] in _THIRD or words[0] in _FIRST:
        traits["source pronoun"] = 1.0
    if words[0] in _RELATIVES:
        traits["source relative"] = 1.0
    return traits


def _of_content(words: list[str], content: str, form: Form) -> dict[str, float]:
    traits = {f"word {word}": _WORD_SIZE for word in words}
    traits |= {f"verb {_MODALS[word]}": 1.0 for word in words[:_MODAL_REACH] if word in _MODALS}
    for first, second in itertools.pairwise(words):
        if first in ("i", "we") and second in _UNDERTAKING:
            traits[f"I {second}"] = 1.0
        elif second == "to" and first in ("has", "have"):
            traits["verb have to"] = 1.0
    if words:
        traits[f"begins {words[0]}"] = 0.7
    if len(words) > 1:
        traits[f"begins {words[0]} {words[1]}"] = 0.7
    present = {
        "not": not _NEGATIONS.isdisjoint(words[:_NEGATION_REACH]),
        "begins not": not _NEGATIONS.isdisjoint(words[:_BEGINNING]),
        "first person": not _FIRST.isdisjoint(words),
        "second person": not _SECOND.isdisjoint(words),
        "third person": not _THIRD.isdisjoint(words),
        "begins first person": bool(words) and words[0] in _FIRST,
        "begins third person": bool(words) and words[0] in _THIRD,
        "question": content.rstrip(" ,”\"'’)").endswith("?"),
        "cry": "!" in content,
        "few words": len(words) < _BEGINNING,
    }
    traits |= {name: 1.0 for name, is_present in present.items() if is_present}
    traits[f"form {form}"] = 0.5
    traits["length"] = math.log1p(max(len(words), 1)) / 4
    return traits


def _names(source: str, content: str) -> float:
    """How many names the content has that the source has not, from 0 to 1 for four."""
    own = set(_NAME.findall(source))
    return min(sum(name not in own for name in _LATER_NAME.findall(content[1:])), 4) / 4
