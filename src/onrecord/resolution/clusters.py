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
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.records import Span
from onrecord.resolution.references import FIRST, Form, Gender, Reference, pronoun
from onrecord.resolution.words import phrases

__all__ = ["Cluster", "Linked", "cluster"]

_REACH = 1500
"""Characters a pronoun or a description reaches back."""
_SPEAKER_WEIGHT = 2.0
"""How much a pronoun that says something leans to who spoke last; set on labelled half a."""
_SPOKEN_REACH = 300
"""Characters back to the person that a description at the head of a sentence goes on about."""
_NOMINAL_HEADS = phrases(
    "group, country, nation, agency, organization, organisation, ministry, party, court, company, government, "
    "army, movement, militia, network, bloc, alliance, kingdom, regime, pair, state, republic"
)


@dataclass(slots=True)
class Cluster:
    """An actor under construction; finished when the report ends."""

    references: list[Reference] = field(default_factory=list)
    gender: Gender = Gender.ANY
    keys: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    last: int = 0
    _head: Reference | None = None

    def add(self, reference: Reference) -> None:
        """Take a phrase in."""
        self.references.append(reference)
        self._head = None
        if self.gender is Gender.ANY:
            self.gender = reference.gender
        if reference.form in (Form.NAME, Form.BODY, Form.STATE):
            self.keys.update(reference.name_keys)
        if reference.form is not Form.PRONOUN:
            self.nouns.update(reference.nouns)
        self.last = max(self.last, reference.span.start)

    @property
    def head(self) -> Reference:
        """The phrase that names it best: the longest name, else the first phrase."""
        if self._head is None:
            names = [r for r in self.references if r.form in (Form.NAME, Form.BODY, Form.STATE)]
            if names:
                self._head = max(names, key=lambda r: (len(r.name_keys), r.answer.score, -r.span.start))
            else:
                self._head = next((r for r in self.references if r.form is not Form.PRONOUN), self.references[0])
        return self._head

    @property
    def form(self) -> Form:
        """How its best phrase refers."""
        return self.head.form


@dataclass(frozen=True, slots=True)
class Linked:
    """One phrase with its cluster and the rule that put it there."""

    reference: Reference
    cluster: Cluster
    rule: str
    score: float
    owner: Cluster | None = None
    """To whom the possessive in the phrase refers: *its* navy, *whose* members, *the country's* army."""


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
            found = Cluster()
            self.clusters.append(found)
        found.add(reference)
        self.of_span[reference.span] = found
        if (number := self.chain_of.get(reference.span)) is not None:
            self.of_chain.setdefault(number, found)
        self.linked.append(Linked(reference, found, rule, score, owner if owner is not found else None))


_OWNERS = frozenset({"its", "his", "her", "their", "our", "whose"})
_INNER_OWNER = re.compile(r"\bof (its|his|her|their|our)\b", re.IGNORECASE)
_STANDING = frozenset({"country's", "nation's", "country’s", "nation’s"})


def _owner(
    reference: Reference, clusters: Sequence[Cluster], last_speaker: Cluster | None, text: str
) -> Cluster | None:
    words = reference.text.split()
    if len(words) < 2 or reference.form in (Form.PRONOUN, Form.STATE, Form.BODY):
        return None
    first = words[0].lower()
    if first not in _OWNERS and (inner := _INNER_OWNER.search(reference.text)):
        start, first = reference.span.start + inner.start(1), inner[1].lower()
        span = Span(start, start + len(first))
        return _by_pronoun(pronoun(inner[1], span, first), clusters, last_speaker, False, text)[0]
    if first in _OWNERS:
        start = reference.span.start
        return _by_pronoun(
            pronoun(words[0], Span(start, start + len(first)), first), clusters, last_speaker, False, text
        )[0]
    if first == "the" and words[1].lower() in _STANDING:
        states = [
            other for other in clusters if other.form is Form.STATE and reference.span.start - other.last < _REACH
        ]
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
        return _by_pronoun(reference, clusters, last_speaker, is_speaker, text)
    if reference.form is Form.NOMINAL:
        return _by_description(reference, clusters, text)
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
    keys = reference.name_keys
    for other in reversed(clusters):
        if other.form is not Form.NAME or _clash(reference.gender, other.gender):
            continue
        head = other.head.name_keys
        if not head or not keys:
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
        if (
            reference.answer.kind == "person"
            and reference.answer.name == other.head.answer.name
            and other.head.answer.kind == "person"
        ):
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


def _clash(one: Gender, other: Gender) -> bool:
    return Gender.ANY not in (one, other) and one is not other


def _by_pronoun(
    reference: Reference, clusters: Sequence[Cluster], last_speaker: Cluster | None, is_speaker: bool, text: str
) -> tuple[Cluster | None, str, float]:
    if reference.nouns[0] in FIRST:
        return (last_speaker, "first person: speaker", 0.6) if last_speaker is not None else (None, "new: pronoun", 0.2)
    ranked = []
    for other in clusters:
        distance = reference.span.start - other.last
        if distance > _REACH or not _agrees(reference, other):
            continue
        weight = -distance / 200
        weight += _SPEAKER_WEIGHT if other is last_speaker and is_speaker else 0.0
        weight += 0.8 if _is_subject(other.references[-1], text) else 0.0
        weight += 0.8 if _same_sentence(other.references[-1].span, reference.span, text) else 0.0
        weight += 0.5 if other.form is Form.NAME else 0.0
        ranked.append((weight, other))
    if not ranked:
        return None, "new: pronoun", 0.2
    ranked.sort(key=lambda pair: pair[0])
    margin = ranked[-1][0] - ranked[-2][0] if len(ranked) > 1 else 2.0
    return ranked[-1][1], "pronoun", round(min(0.9, 0.5 + margin / 5), 2)


def _agrees(reference: Reference, other: Cluster) -> bool:
    head = other.head
    if reference.nouns[0] in ("who", "whose", "whom", "which", "that"):
        return reference.span.start - other.references[-1].span.end <= 3
    if reference.is_personal:
        return head.is_personal and not head.is_plural and not _clash(reference.gender, other.gender)
    if reference.is_plural:
        return head.is_plural or head.form is Form.BODY or (head.form is Form.STATE and reference.nouns[0] != "those")
    return (
        (not head.is_plural and head.form in (Form.STATE, Form.BODY))
        or (head.form is Form.NOMINAL and not head.is_personal)
        or bool(set(head.nouns) & _NOMINAL_HEADS)
    )


def _is_possessor(reference: Reference, text: str) -> bool:
    """Whether a phrase only says whose: in `Mr. Haas's trip, he went on`, he is not Mr. Haas."""
    return text[reference.span.end : reference.span.end + 2] in ("'s", "’s") or reference.text[-2:] in ("'s", "’s")


def _is_subject(reference: Reference, text: str) -> bool:
    """Whether a phrase opens its sentence: the subject, more often than not."""
    if _is_possessor(reference, text):
        return False
    before = text[max(0, reference.span.start - 3) : reference.span.start].strip(" “\"'‘")
    return not before or before[-1] in ".!?\n"


def _same_sentence(one: Span, other: Span, text: str) -> bool:
    between = text[one.end : other.start]
    return len(between) < 300 and "\n" not in between and ". " not in between


def _by_description(reference: Reference, clusters: Sequence[Cluster], text: str) -> tuple[Cluster | None, str, float]:
    """A definite description joins who was called so, who holds that office for that state, or the group it is of."""
    for other in sorted(clusters, key=lambda c: -c.last):
        if reference.span.start - other.last > 3 * _REACH:
            continue
        if _is_group(reference, other):
            return other, "the group", 0.7
        if other.head.is_plural is not reference.is_plural or not _same_country(reference, other.head):
            continue
        if _clash(reference.gender, other.gender):
            continue
        found = _described_so(reference, other)
        if found is not None:
            return other, *found
    spoken_of = _spoken_of(reference, clusters, text)
    return (spoken_of, "spoken of", 0.5) if spoken_of is not None else (None, "new: description", 0.6)


def _spoken_of(reference: Reference, clusters: Sequence[Cluster], text: str) -> Cluster | None:
    """`The former rapper`, opening a sentence, goes on about the person named in the sentence before."""
    if not reference.is_personal or reference.is_plural or reference.answer.rank or reference.answer.country:
        return None
    if not reference.text.lower().startswith("the ") or not _is_subject(reference, text):
        return None
    near = [c for c in clusters if c.head.is_personal and 0 < reference.span.start - c.last < _SPOKEN_REACH]
    last = max(near, key=lambda c: c.last, default=None)
    if last is None or last.form is not Form.NAME or _clash(reference.gender, last.gender):
        return None
    return last


def _same_country(one: Reference, other: Reference) -> bool:
    return not one.answer.country or not other.answer.country or one.answer.country == other.answer.country


_GROUPS = frozenset({"group", "organization", "organisation", "movement", "militia", "militant group"})


def _is_group(reference: Reference, other: Cluster) -> bool:
    """`The group` is the armed group that was named last, by itself or by its fighters."""
    nouns = set(reference.nouns)
    if not nouns or not nouns <= _GROUPS or reference.is_plural or reference.answer.body:
        return False
    return other.head.answer.is_of_group


def _described_so(reference: Reference, other: Cluster) -> tuple[str, float] | None:
    """The rule by which a description fits a cluster, and its score; None where it does not."""
    nouns, head = set(reference.nouns), other.head
    office = head.answer.office or ""
    words = reference.text.split()[0].lower() if reference.text.split() else ""
    if nouns and head.form is Form.NAME and (nouns & other.nouns or any(noun == office for noun in nouns)):
        return "description by office", 0.8
    if head.form is Form.NAME and reference.is_personal and _same_group(reference, head):
        return "one of the group", 0.6
    if words in _OWNERS:  # its allies here are not its allies there
        return None
    if nouns and head.form in (Form.NOMINAL, Form.INDEFINITE) and nouns == set(head.nouns):
        return "same description", 0.75
    if (
        "leader" in nouns
        and head.form is Form.NAME
        and head.answer.rank in ("head of state", "head of government")
        and reference.answer.country
    ):
        return "leader of the state", 0.75
    if reference.text.lower() in ("the country", "the nation") and head.form is Form.STATE:
        return "the country", 0.6
    return ("same words", 0.7) if head.text.lower() == reference.text.lower() else None


def _same_group(reference: Reference, head: Reference) -> bool:
    """`The suspected Isis recruiter` is the one who was named as a suspect of Islamic State."""
    return reference.answer.is_of_group and reference.answer.body == head.answer.body
