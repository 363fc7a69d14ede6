"""
Whom a definite description refers to: `the minister`, `the militant group`, `the former rapper`.

By office, by the same nouns, by the group it is of; at the head of a sentence, a person without an office of
his own is the one named just before.
"""

from collections.abc import Sequence

from onrecord.resolution.clusters import REACH, Cluster, clash
from onrecord.resolution.pronouns import is_subject
from onrecord.resolution.references import Form, Reference

__all__ = ["POSSESSIVES", "by_description"]

_SPOKEN_REACH = 300
"""Characters back to the person that a description at the head of a sentence goes on about."""
POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "whose"})


def by_description(reference: Reference, clusters: Sequence[Cluster], text: str) -> tuple[Cluster | None, str, float]:
    """A definite description joins who was called so, who holds that office for that state, or the group it is of."""
    for other in sorted(clusters, key=lambda c: -c.last):
        if reference.span.start - other.last > 3 * REACH:
            continue
        if _is_group(reference, other):
            return other, "the group", 0.7
        if other.head.is_plural is not reference.is_plural or not _same_country(reference, other.head):
            continue
        if clash(reference.gender, other.gender):
            continue
        found = _described_so(reference, other)
        if found is not None:
            return other, *found
    spoken_of = _spoken_of(reference, clusters, text)
    return (spoken_of, "spoken of", 0.5) if spoken_of is not None else (None, "new: description", 0.6)


def _spoken_of(reference: Reference, clusters: Sequence[Cluster], text: str) -> Cluster | None:
    """`The former rapper`, opening a sentence, goes on about the person named in the sentence before."""
    if not reference.is_personal or reference.is_plural or reference.answer.rank:
        return None
    if not reference.text.lower().startswith("the ") or not is_subject(reference, text):
        return None
    near = [c for c in clusters if c.head.is_personal and 0 < reference.span.start - c.last < _SPOKEN_REACH]
    last = max(near, key=lambda c: c.last, default=None)
    if last is None or last.form is not Form.NAME or clash(reference.gender, last.gender):
        return None
    if last.head.answer.country != "IMG" and not _same_country(reference, last.head):
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
    if words in POSSESSIVES:  # its allies here are not its allies there
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
