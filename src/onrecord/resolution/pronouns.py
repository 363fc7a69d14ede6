"""
Whom a pronoun refers to: recency, number, gender, who opens the sentence, who spoke last.

    “We came to talk,” said Mrs. Brandt. ... “Mr. Haas’s trip,” she went on -> Mrs. Brandt, not a possessor
"""

from collections.abc import Sequence

from onrecord.records import Span
from onrecord.resolution.clusters import REACH, Cluster, clash
from onrecord.resolution.references import FIRST, Form, Reference
from onrecord.resolution.words import phrases

__all__ = ["by_pronoun", "is_subject"]

_SPEAKER_WEIGHT = 2.0
"""How much a pronoun that says something leans to who spoke last; set on labelled half a."""
_NOMINAL_HEADS = phrases(
    "group, country, nation, agency, organization, organisation, ministry, party, court, company, government, "
    "army, movement, militia, network, bloc, alliance, kingdom, regime, pair, state, republic"
)


def by_pronoun(
    reference: Reference, clusters: Sequence[Cluster], last_speaker: Cluster | None, is_speaker: bool, text: str
) -> tuple[Cluster | None, str, float]:
    """Return the likeliest cluster for a pronoun, the rule and its score; none where no cluster agrees with it."""
    if reference.nouns[0] in FIRST:
        return (last_speaker, "first person: speaker", 0.6) if last_speaker is not None else (None, "new: pronoun", 0.2)
    goes_on = is_speaker and last_speaker is not None and _agrees(reference, last_speaker)
    ranked = []
    for other in clusters:
        distance = reference.span.start - other.last
        if distance > REACH or not _agrees(reference, other):
            continue
        weight = -distance / 200
        weight += _SPEAKER_WEIGHT if other is last_speaker and is_speaker else 0.0
        only_owns = goes_on and other is not last_speaker and _is_possessor(other.references[-1], text)
        weight += 0.8 if is_subject(other.references[-1], text) and not only_owns else 0.0
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
        return head.is_personal and not head.is_plural and not clash(reference.gender, other.gender)
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


def is_subject(reference: Reference, text: str) -> bool:
    """Whether a phrase opens its sentence: the subject, more often than not."""
    before = text[max(0, reference.span.start - 3) : reference.span.start].strip(" “\"'‘")
    return not before or before[-1] in ".!?\n"


def _same_sentence(one: Span, other: Span, text: str) -> bool:
    between = text[one.end : other.start]
    return len(between) < 300 and "\n" not in between and ". " not in between
