"""Namings: what actors are compared by across a collection, each way of naming once."""

from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

import pytest
from casefile import read_cases

from onrecord.ledger.matching import ActorView, actor_link, link_namings, naming_of
from onrecord.ledger.matching.actors import LINE
from onrecord.records import MentionKind


def named(row: dict[str, Any], report: str) -> ActorView:
    """Return the actor of a case, in a report of that id."""
    kind = MentionKind(row.get("kind", "person"))
    return ActorView(**{**row, "kind": kind}, id=f"a{report}", report=report)


ROWS = [row[side] for row in read_cases("actor_links") for side in ("first", "second")]


def test_namings_are_linked_as_the_actors_are() -> None:
    """Two actors that can be one have namings with the same link; one without a naming can be nobody else."""
    compared = 0
    for ours, theirs in combinations_with_replacement(ROWS, 2):
        first, second = named(ours, "r1"), named(theirs, "r2")
        link, sides = actor_link(first, second), [naming_of(first), naming_of(second)]
        if link is None or link.score < LINE:
            continue
        compared += 1
        assert sides[0] is not None
        assert sides[1] is not None
        (found,) = link_namings([(replace(sides[0], id="n1"), replace(sides[1], id="n2"))])
        assert (found.score, found.reasons) == (link.score, link.reasons)
    assert compared > 20


def test_a_naming_holds_nothing_of_its_report() -> None:
    """The same name in two reports of one month is one naming, whatever else the reports say of its bearer."""
    first = ActorView(
        id="a1", report="r1", name="Sergei Shoigu", kind=MentionKind.PERSON, country="RUS", day="2023-07-03"
    )
    second = replace(first, id="a2", report="r2", surfaces=("Shoigu", "he"), rank="general", day="2023-07-30")
    assert naming_of(first) == naming_of(second)


@pytest.mark.parametrize(("day", "one"), [("2023-07-30", True), ("2023-08-31", True), ("2023-09-01", False)])
def test_an_office_is_held_for_a_time(day: str, one: bool) -> None:
    """The holder of an office is one person in months that follow each other, and perhaps another later on."""
    kind, office = MentionKind.PERSON, "defense minister"
    first = ActorView(
        id="a1", report="r1", name="defence minister", kind=kind, country="RUS", office=office, day="2023-07-24"
    )
    second = replace(first, id="a2", report="r2", day=day)
    assert (actor_link(first, second) is not None) == one


def test_unnamed_actors_have_no_naming() -> None:
    """Officials are never the same officials, and a family name of no known country tells nobody."""
    for name, kind in (
        ("officials", MentionKind.PERSON),
        ("the army", MentionKind.ORGANIZATION),
        ("Smith", MentionKind.PERSON),
    ):
        assert naming_of(ActorView(id="a1", report="r1", name=name, kind=kind)) is None
