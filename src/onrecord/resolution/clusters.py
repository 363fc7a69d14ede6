"""
An actor in the making: the phrases of one report that refer to the same, and what they tell together.

    "Russia's defense minister, Sergei Shoigu" + "Mr. Shoigu" + "he" -> one cluster, head: the longest name
"""

from dataclasses import dataclass, field

from onrecord.resolution.references import Form, Gender, Reference

__all__ = ["REACH", "Cluster", "Linked", "clash"]

REACH = 1500
"""Characters a pronoun or a description reaches back."""


_NAMING = frozenset({Form.NAME, Form.BODY, Form.STATE})


@dataclass(slots=True)
class Cluster:
    """An actor under construction, from its first phrase on; finished when the report ends."""

    head: Reference
    """The phrase that names it best: the longest name, else the first phrase. Kept, for every phrase asks for it."""
    form: Form
    """How that phrase refers."""
    references: list[Reference] = field(default_factory=list)
    gender: Gender = Gender.ANY
    keys: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    last: int = 0

    @classmethod
    def of(cls, reference: Reference) -> "Cluster":
        """Begin with a phrase."""
        cluster = cls(reference, reference.form)
        cluster.add(reference)
        return cluster

    def add(self, reference: Reference) -> None:
        """Take a phrase in."""
        self.references.append(reference)
        if _names_better(reference, self.head):
            self.head, self.form = reference, reference.form
        if self.gender is Gender.ANY:
            self.gender = reference.gender
        if reference.form in _NAMING:
            self.keys.update(reference.name_keys)
        if reference.form is not Form.PRONOUN:
            self.nouns.update(reference.nouns)
        self.last = max(self.last, reference.span.start)


def _names_better(one: Reference, head: Reference) -> bool:
    """Whether a phrase names an actor better than the head that came before it."""
    if one.form in _NAMING and head.form in _NAMING:
        return _length_of_name(one) > _length_of_name(head)
    if one.form in _NAMING:
        return True
    return head.form is Form.PRONOUN and one.form is not Form.PRONOUN


def _length_of_name(reference: Reference) -> tuple[int, float, int]:
    return len(reference.name_keys), reference.answer.score, -reference.span.start


@dataclass(frozen=True, slots=True)
class Linked:
    """One phrase with its cluster and the rule that put it there."""

    reference: Reference
    cluster: Cluster
    rule: str
    score: float
    owner: Cluster | None = None
    """To whom the possessive in the phrase refers: *its* navy, *whose* members, *the country's* army."""


def clash(one: Gender, other: Gender) -> bool:
    """Whether two genders are known and differ."""
    return Gender.ANY not in (one, other) and one is not other
