"""
Who is who inside one report: phrases to actors, left to right.

    "Russia's defense minister, Sergei Shoigu" … "Mr. Shoigu" … "he"  -> one actor, Sergei Shoigu
    "a senior official" … "officials"                                  -> two, kept apart

A name joins the name it is part of; a state joins its other names and its capital; a pronoun or
a definite description joins the likeliest actor before it (recency, number, gender, nouns in
common, who spoke last inside a quotation). Every link carries the rule that made it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from onrecord.records import Span
from onrecord.resolution.clusters import REACH, Cluster, Linked, clash
from onrecord.resolution.descriptions import POSSESSIVES, by_description
from onrecord.resolution.pronouns import by_pronoun
from onrecord.resolution.references import FIRST, Form, Reference, pronoun

__all__ = ["cluster"]


def cluster(
    references: Iterable[Reference],
    speakers: Set[Span],
    text: str,
    *,
    voices: Mapping[Span, Span] = MappingProxyType({}),
    chains: Sequence[Sequence[Span]] = (),
) -> list[Linked]:
    """
    Link phrases to clusters; the links come in text order.

    Parameters
    ----------
    references:
        The phrases of one report, in text order.
    speakers:
        Spans that are sources of statements; their pronouns prefer who spoke before.
    text:
        The report, for what stands between phrases.
    voices:
        For phrases inside what somebody says, the source of it: *I* and *we* are who says them.
    chains:
        Phrases that a reader of coreference holds to be the same, as spans. They are the first evidence for
        pronouns and descriptions; names stay with the rules, which know titles, initials and tables.
    """
    work = _Clustering(speakers, text, chains)
    ordered = list(references)
    late = [r for r in ordered if r.form is Form.PRONOUN and r.nouns[0] in FIRST and r.span in voices]
    for reference in ordered:
        if reference not in late:
            work.link(reference)
    for reference in late:  # the source of a quotation may stand after it
        work.link_to_speaker(reference, voices[reference.span])
    return sorted(work.linked, key=lambda link: link.reference.span)


class _Clustering:
    """The clusters of one report so far, who spoke last, and who is in which chain."""

    def __init__(self, speakers: Set[Span], text: str, chains: Sequence[Sequence[Span]]) -> None:
        self.speakers = speakers
        self.text = text
        self.chain_of = {span: number for number, chain in enumerate(chains) for span in chain}
        self.of_chain: dict[int, Cluster] = {}
        self.clusters: list[Cluster] = []
        self.linked: list[Linked] = []
        self.of_span: dict[Span, Cluster] = {}
        self.last_speaker: Cluster | None = None

    def link(self, reference: Reference) -> None:
        """Put a phrase into the cluster it refers to, or a new one."""
        owner = _owner(reference, self.clusters, self.last_speaker, self.text)
        is_speaker = reference.span in self.speakers
        found, rule, score = self._by_chain(reference) or _find(
            reference, self.clusters, self.last_speaker, is_speaker, self.text
        )
        self._put(reference, found, rule, score, owner)
        if is_speaker:
            self.last_speaker = self.of_span[reference.span]

    def link_to_speaker(self, reference: Reference, source: Span) -> None:
        """Put *I* or *we* into the cluster of the source that says it."""
        found = self.of_span.get(source)
        self._put(reference, found, "first person: speaker" if found else "new: pronoun", 0.8 if found else 0.2, None)

    def _by_chain(self, reference: Reference) -> tuple[Cluster, str, float] | None:
        number = self.chain_of.get(reference.span)
        if number is None or number not in self.of_chain or reference.form not in (Form.PRONOUN, Form.NOMINAL):
            return None
        return self.of_chain[number], "coreference chain", 0.85

    def _put(self, reference: Reference, found: Cluster | None, rule: str, score: float, owner: Cluster | None) -> None:
        if found is None:
            found = Cluster.of(reference)
            self.clusters.append(found)
        else:
            found.add(reference)
        self.of_span[reference.span] = found
        if (number := self.chain_of.get(reference.span)) is not None:
            self.of_chain.setdefault(number, found)
        self.linked.append(Linked(reference, found, rule, score, owner if owner is not found else None))


_INNER_OWNER = re.compile(r"\bof (its|his|her|their|our)\b", re.IGNORECASE)
_STANDING = frozenset({"country's", "nation's", "country’s", "nation’s"})


def _owner(
    reference: Reference, clusters: Sequence[Cluster], last_speaker: Cluster | None, text: str
) -> Cluster | None:
    words = reference.text.split()
    if len(words) < 2 or reference.form in (Form.PRONOUN, Form.STATE, Form.BODY):
        return None
    first = words[0].lower()
    if first not in POSSESSIVES and (inner := _INNER_OWNER.search(reference.text)):
        start, first = reference.span.start + inner.start(1), inner[1].lower()
        span = Span(start, start + len(first))
        return by_pronoun(pronoun(inner[1], span, first), clusters, last_speaker, False, text)[0]
    if first in POSSESSIVES:
        start = reference.span.start
        return by_pronoun(
            pronoun(words[0], Span(start, start + len(first)), first), clusters, last_speaker, False, text
        )[0]
    if first == "the" and words[1].lower() in _STANDING:
        states = [other for other in clusters if other.form is Form.STATE and reference.span.start - other.last < REACH]
        return max(states, key=lambda other: other.last) if states else None
    return None


def _find(
    reference: Reference, clusters: Sequence[Cluster], last_speaker: Cluster | None, is_speaker: bool, text: str
) -> tuple[Cluster | None, str, float]:
    if reference.form is Form.NAME:
        return _by_name(reference, clusters)
    if reference.form in (Form.STATE, Form.BODY):
        return _by_world(reference, clusters)
    if reference.form is Form.PRONOUN:
        return by_pronoun(reference, clusters, last_speaker, is_speaker, text)
    if reference.form is Form.NOMINAL:
        return by_description(reference, clusters, text)
    for other in reversed(clusters):
        if (
            other.references[0].text.lower() == reference.text.lower()
            and reference.answer.kind is None
            and _is_generic(reference)
        ):
            return other, "same words", 0.6
    return None, "new: description", 0.7


def _is_generic(reference: Reference) -> bool:
    return reference.is_plural and len(reference.text.split()) > 1


def _by_name(reference: Reference, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str, float]:
    keys, is_person = reference.name_keys, reference.answer.kind == "person"
    for other in reversed(clusters) if keys else ():
        if other.form is not Form.NAME:
            continue
        head = other.head.name_keys
        # Most names share no word with most others, and that is soon seen.
        if not head or (head[-1] != keys[-1] and keys[0] not in head and not is_person):
            continue
        if clash(reference.gender, other.gender):
            continue
        if head == keys:
            return other, "same name", 0.97
        if head[-1] == keys[-1] and (
            len(keys) == 1
            or len(head) == 1
            or (keys[0][0] == head[0][0] and (set(keys) <= set(head) or set(head) <= set(keys)))
        ):
            return other, "surname", 0.92
        if len(keys) == 1 and keys[0] in head and len(head) > 1:
            return other, "part of name", 0.85
        if is_person and reference.answer.name == other.head.answer.name and other.head.answer.kind == "person":
            return other, "same person in tables", 0.9
    return _titled_holder(reference, clusters)


def _titled_holder(reference: Reference, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str, float]:
    """`Iraq's president` early on is the `Barham Salih` named later, where the tables give him that office."""
    answer = reference.answer
    if answer.kind == "person" and answer.rank and answer.country:
        for other in clusters:
            head = other.head
            same_state = head.is_personal and head.answer.country == answer.country and head.answer.rank == answer.rank
            described = head.form in (Form.NOMINAL, Form.INDEFINITE) and not _is_indefinite(head)
            if same_state and described and _office_agrees(head, answer.office or ""):
                return other, "office named before", 0.8
    return None, "new: name", 0.9


def _office_agrees(head: Reference, office: str) -> bool:
    return any(word in office or office in word for word in head.nouns) or head.answer.rank in ("head of state",)


def _is_indefinite(reference: Reference) -> bool:
    return reference.text.split()[0].lower() in ("a", "an", "one", "another", "some")


def _by_world(reference: Reference, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str, float]:
    answer = reference.answer
    for other in reversed(clusters):
        if other.form is not reference.form:
            continue
        head = other.head.answer
        if reference.form is Form.STATE and head.country == answer.country:
            return other, "same state", 0.95
        if reference.form is Form.BODY and head.name == answer.name and answer.name is not None:
            return other, "same body", 0.95
        if reference.form is Form.BODY and _is_same_body(other.head.name_keys, reference.name_keys):
            return other, "same name", 0.9
    return None, "new: name", 0.9


def _is_same_body(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are the same, or one is made of the initials of the other."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long if word not in ("of", "the", "for", "and", "in"))
    return tuple(one) == tuple(other) or (len(short) == 1 and len(long) > 2 and short[0] == initials)
