"""
Reactions: statements whose content only points back at what somebody else said.

    Washington accused North Korea of supplying shells, [accusations]content [Pyongyang]subject [denied]cue.
    The ministry has repeatedly denied the charges.      a charge that was rejected by Moscow      …, which Iran denies

The network passes over many of them: their content is a word or two. They are found here by their form, in three
orders (plain, relative, passive), where nothing takes the assertion back ("did not deny", "declined to confirm or
deny", "if it denies"). A noun that goes on into its own content ("the claim that …", "allegations of …") does not
point back, and neither does one of another trade ("asylum claims", "rejected the territorial claims").
What a reaction answers: `onrecord.reading.answers`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.sentences import sentences_with
from onrecord.reading.subjects import (
    NO_WORD_OF_A_NAME,
    SEEN_CHARACTERS,
    SUBJECT,
    is_taken_back,
    subject_at_end,
    without_helping,
)
from onrecord.records import Act, Span

__all__ = ["Reaction", "act_of_cue", "find_reactions", "is_dismissal", "points_back"]

_DENY = (
    r"den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing)|"
    r"rebut(?:s|ted|ting)?|repudiat(?:e|es|ed|ing)"
)
_CONFIRM = (
    r"confirm(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|corroborat(?:e|es|ed|ing)|"
    r"repeat(?:s|ed|ing)?|reiterat(?:e|es|ed|ing)"
)
_CONDEMN = r"condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)"
_ACTS = tuple(
    (re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE), act)
    for verbs, act in ((_DENY, Act.DENY), (_CONFIRM, Act.ASSERT), (_CONDEMN, Act.ACCUSE))
)
_VERBS = rf"(?:{_DENY}|{_CONFIRM}|{_CONDEMN})"
_FINITE = rf"(?:(?!\w+ing\b){_VERBS})"
_PARTICIPLE = (
    r"(?:denied|refuted|rejected|dismissed|disputed|rebutted|repudiated|confirmed|acknowledged|admitted|corroborated|"
    r"repeated|reiterated|condemned|denounced)"
)
_NOUN = (
    r"(?:accusations?|allegations?|claims?|charges?|assertions?|insinuations?|suggestions?|reports?|rumou?rs?|"
    r"accounts?|notion|findings?)"
)
_OTHER_TRADES = (
    r"(?!(?:[\w’'-]+\s+)?(?:asylum|refugee|insurance|compensation|territorial|maritime|sovereignty|land|tax|legal|"
    r"benefits?|damages|customs|airport|annual|quarterly|earnings|news|weather|police|bank|savings)\s+)"
)
_BEFORE_NOUN = (
    r"(?:(?:all|any|both|most|many|some|several|such)\s+(?:of\s+)?)?"
    r"(?:(?:the|these|those|this|that|its|their|his|her|our|my|an?)\s+)?"
    rf"{_OTHER_TRADES}(?:{NO_WORD_OF_A_NAME}[\w’'-]+\s+){{0,2}}?"
)
_NAME = r"(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,2}"
_AGAINST = rf"(?:\s+(?:against|by|from|made\s+by|levell?ed\s+(?:at|against))\s+(?:him|her|it|them|us|me|{_NAME}))?"
_PHRASE = rf"{_BEFORE_NOUN}{_NOUN}\b{_AGAINST}"
_STOP = r"(?:\s*(?:[.,;:!?)\]”—–\n]|$)|\"(?:[\s.,;:!?)]|$)|\s+-)"
_END = (
    rf"(?={_STOP}|\s+(?:and|but|or|as|in|on|at|after|before|when|while|during|with|without|"
    r"saying|calling|insisting|arguing|adding|yesterday|today|again|outright|through|via|last|earlier|later|since|"
    r"this\s+(?:week|month|year|morning|afternoon)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]{3,}ly)\b)"
    r"(?!\s+(?:in|on|by|from)\s+(?:[\w’'.-]+\s+){1,4}that\b)"
)
_HELPING = (
    r"(?:(?:has|have|had|also|all|both|always|since|then|again|long|once|soon|himself|herself|itself|themselves|"
    r"\w{2,}ly)\s+)*"
)
_PASSIVE = r"(?:(?:has|have|had|was|were|is|are|been|being|also|all|both|since|later|soon|\w{2,}ly)\s+)*"

# Case counts in names, and a sentence may open with any of these words: hence (?i:…) around all but names.
_PLAIN = re.compile(
    rf"\b(?P<cue>(?i:{_VERBS}))\s+(?:(?P<content>(?i:{_PHRASE})\b){_END}|(?P<pronoun>(?i:it|them))\b{_END}|"
    rf"(?P<pointer>(?i:this|that|these))\b(?!,)(?={_STOP}))"
)
_RELATIVE = re.compile(
    rf"(?:(?P<content>\b(?:something|(?i:{_BEFORE_NOUN}{_NOUN}))\b),?\s+(?:that\s+)?|[,—–]\s(?P<pointer>which)\s+)"
    rf"(?P<subject>{SUBJECT})\s+{_HELPING}(?P<cue>(?i:{_FINITE})){_END}"
)
_BY = re.compile(
    rf"(?P<content>\b(?i:{_BEFORE_NOUN}{_NOUN})\b),?\s+(?:(?:that|which)\s+)?{_PASSIVE}(?P<cue>(?i:{_PARTICIPLE}\s+by))\s+"
    rf"(?P<subject>{SUBJECT}{_END}|{SUBJECT})"
)
_POINTS_BACK = re.compile(
    rf"(?:{_BEFORE_NOUN}(?P<noun>{_NOUN})\b{_AGAINST}|"
    r"(?P<pronoun>it|this|that|them|these|those|which|something|all\s+of\s+(?:it|this|them)))",
    re.IGNORECASE,
)
_UNTRUE = (
    r"(?:false|untrue|not\s+true|baseless|groundless|unfounded|unsubstantiated|nonsense|absurd|ridiculous|lies|an?\s+"
    r"(?:\w+\s+)?(?:lie|fabrication|invention|hoax|smear)|fake|fabricated|fabrications|invented|made\s+up|"
    r"without\s+(?:any\s+)?(?:foundation|basis|merit)|propaganda|disinformation|slander(?:ous)?)"
)
_IS_UNTRUE = re.compile(
    rf"(?:that\s+)?(?:(?:(?:{_PHRASE})|it|this|that|these|those|they)\s*(?:\s(?:is|are|was|were)|[’'](?:s|re))\s+"
    rf"(?:\w+ly\s+|all\s+|just\s+|simply\s+)*[“\"]?{_UNTRUE}\b|"
    rf"(?:there\s+(?:is|was)\s+)?no\s+truth\s+(?:in|to)\s+(?:{_PHRASE}|it|this|that|them)\b)",
    re.IGNORECASE,
)
_CALLS = re.compile(r"(?i)\b(?:call|describ|brand|label|dismiss|denounc|reject)\w*")
_CALLED_UNTRUE = re.compile(
    rf"(?:{_PHRASE}|it|this|that|them|these)\s+(?:as\s+)?(?:\w+ly\s+)*[“\"]?{_UNTRUE}\b", re.IGNORECASE
)
_STANDS_FOR_WORDS_ONLY = re.compile(r"(?i)den|refut|confirm|acknowledg|admit|corroborat|repeat|reiterat")
"""Verbs whose bare "it" or "that" is something said: what one rejects or condemns may as well be an offer or a raid."""

_NEAR_CHARACTERS = 80
_CONDITION = re.compile(r"\b(?:if|whether|unless|should)\b(?:\W+\w+){0,6}\W*$", re.IGNORECASE)
_IS_ADJECTIVE = re.compile(
    r"(?:\b(?:the|these|those|this|that|its|their|his|our|my|an?|no|any|of|with|by|on|from|for|about|despite|amid)|"
    r"(?<!\bhe)(?<!\bit)(?<!\bshe)[’']s|s[’'])$",
    re.IGNORECASE,
)
"""Before "repeated claims" or "confirmed reports", where the participle belongs to the noun."""
_ANY_VERB = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)
_CONTENTS = ("content", "pronoun", "pointer")
_DECIDES = re.compile(
    r"\b(?:courts?|judges?|jury|tribunal|magistrates?|prosecutors?|regulators?|insurers?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reaction:
    """One reaction, as its form shows it."""

    cue: Span
    content: Span
    subject: Span | None
    """Who reacts, where the words stand where a source stands; None where only the network can tell."""
    act: Act


def act_of_cue(words: str) -> Act | None:
    """Return what a cue of reaction does: deny, assert or accuse; None for any other cue."""
    return next((act for pattern, act in _ACTS if pattern.search(words)), None)


def points_back(content: str) -> str | None:
    """
    Return the noun or pronoun by which a content points back, in small letters: "accusations", "it", "which".

    None where it says something itself.
    """
    match = _POINTS_BACK.fullmatch(content.strip(' ,.;:“”"'))
    return (match["noun"] or match["pronoun"]).lower() if match else None


def is_dismissal(cue: str, content: str) -> bool:
    """Whether something said is called untrue: "the claims are baseless", "called the reports fake"."""
    said = content.strip(' ,.;:“”"')
    return bool(_IS_UNTRUE.match(said) or (_CALLS.search(cue) and _CALLED_UNTRUE.match(said)))


def find_reactions(text: str, sentences: Sequence[Span]) -> list[Reaction]:
    """Return the reactions of the sentences in text order, one for each cue; none of a question."""
    found: list[Reaction] = []
    for sentence in sentences_with(_ANY_VERB, text, sentences):
        words = sentence.slice(text)
        if words.rstrip("”\"’' \n").endswith("?"):
            continue
        for reaction in (*_fronted(words, sentence.start), *_plain(words, sentence.start)):
            if not any(reaction.cue.overlaps(other.cue) for other in found[-4:]):
                found.append(reaction)
    return sorted(found, key=lambda reaction: reaction.cue)


def _fronted(sentence: str, base: int) -> Iterator[Reaction]:
    """What is denied stands first: relative and passive order."""
    for pattern in (_BY, _RELATIVE):
        for match in pattern.finditer(sentence):
            between = sentence[match.end(_content_group(match)) : match.start("cue")]
            before = sentence[max(0, match.start() - _NEAR_CHARACTERS) : match.start()]
            if is_taken_back(between) or _CONDITION.search(before):
                continue
            if not _is_decision(match["cue"], match["subject"]):
                yield _reaction(match, base, Span(*match.span("subject")))


def _plain(sentence: str, base: int) -> Iterator[Reaction]:
    """Who denies stands before the verb, what is denied after it."""
    for match in _PLAIN.finditer(sentence):
        if match["content"] is None and not _STANDS_FOR_WORDS_ONLY.match(match["cue"]):
            continue
        first = max(0, match.start("cue") - SEEN_CHARACTERS)
        left = without_helping(sentence[first : match.start("cue")])
        if left is None or _CONDITION.search(left[-_NEAR_CHARACTERS:]) or _IS_ADJECTIVE.search(left):
            continue
        subject = None if match["cue"].lower().endswith("ing") else subject_at_end(left)
        if subject is None or not _is_decision(match["cue"], subject.slice(left)):
            yield _reaction(match, base, Span(first + subject.start, first + subject.end) if subject else None)


def _content_group(match: re.Match[str]) -> str:
    return next(name for name in _CONTENTS if name in match.re.groupindex and match[name] is not None)


def _reaction(match: re.Match[str], base: int, subject: Span | None) -> Reaction:
    cue, content = (Span(base + match.start(name), base + match.end(name)) for name in ("cue", _content_group(match)))
    moved = Span(base + subject.start, base + subject.end) if subject else None
    return Reaction(cue, content, moved, act_of_cue(match["cue"]) or Act.ASSERT)


def _is_decision(verb: str, subject: str) -> bool:
    """A court that rejects a charge decides on it; it does not answer it."""
    return bool(re.match(r"(?i)reject|dismiss", verb) and _DECIDES.search(subject))
