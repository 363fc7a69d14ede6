"""
An actor in the making: the phrases of one report that refer to the same, and what they tell together.

    "Russia's defense minister, Sergei Shoigu" + "Mr. Shoigu" + "he" -> one cluster, head: the longest name
"""

from dataclasses import dataclass, field

from onrecord.resolution.references import Form, Gender, Reference

__all__ = ["REACH", "Cluster", "Linked", "clash"]

REACH = 1500
"""Characters a pronoun or a description reaches back."""


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
        head = self._head  # asked of every cluster for every phrase
        return head.form if head is not None else self.head.form


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
