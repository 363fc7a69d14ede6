"""Matching: which actors, events, statements and reports are the same."""

import random
from dataclasses import replace
from typing import Any

import pytest
from casefile import cases, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.matching import (
    CANDIDATE,
    ActorView,
    EventView,
    Party,
    ReportView,
    StatementView,
    actor_keys,
    actor_link,
    event_link,
    event_links,
    group_actors,
    group_events,
    group_reports,
    group_statements,
    keys_of,
    link_events,
    report_link,
    statement_keys,
    statement_link,
)
from onrecord.ledger.matching.words import content_stems, stem
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.records import Act, EventType, Factuality, Form, MentionKind, Sector, SourceKind


def keys(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(token.key for token in tokens_of(text, whole(text)))


def actor(row: dict[str, Any], name: str) -> ActorView:
    """Return the actor of a case, in a report of its own."""
    kind = MentionKind(row.get("kind", "person"))
    return ActorView(**{**row, "kind": kind}, id=f"a{name}", report=f"r{name}")


def event(row: dict[str, Any], name: str) -> EventView:
    """Return the event of a case, in a report of its own."""
    sides = {
        side: tuple(
            Party(stems=frozenset(content_stems(keys(phrase))), country=country, sector=Sector(sector))
            for phrase, country, sector in row[side]
        )
        for side in ("actors", "recipients")
    }
    return EventView(
        id=f"e{name}",
        report=f"r{name}",
        type=EventType(row["type"]),
        mode=None,
        trigger=row["trigger"],
        stem=stem(row["trigger"].split()[-1]),
        start=row["start"],
        end=row["end"],
        place=row["place"],
        stems=frozenset(content_stems(keys(row["sentence"]))),
        **sides,
    )


def statement(row: dict[str, Any], name: str) -> StatementView:
    """Return the statement of a case, in a report of its own."""
    words = keys(row["content"])
    return StatementView(
        id=f"s{name}",
        report=f"r{name}",
        act=Act(row.get("act", "assert")),
        form=Form(row.get("form", "indirect")),
        source_kind=SourceKind.PERSON,
        speaker=row["speaker"],
        speaker_stems=frozenset(content_stems(keys(row["speaker"]))),
        speaker_country=None,
        words=words,
        stems=frozenset(content_stems(words)),
        negated="never" in words,
    )


@pytest.mark.parametrize("row", cases("actor_links"))
def test_actors_of_two_reports(row: dict[str, Any]) -> None:
    """Two actors are linked with a reason, or not at all, whichever comes first."""
    first, second = actor(row["first"], "1"), actor(row["second"], "2")
    link = actor_link(first, second)
    assert actor_link(second, first) == link
    if not row["linked"]:
        assert link is None
        assert group_actors([first, second]) == (("a1",), ("a2",))
    else:
        assert link is not None
        assert row["reason"] in link.reasons
        assert set(actor_keys(first)) & set(actor_keys(second))
        together = row.get("together", True)
        assert group_actors([second, first]) == ((("a1", "a2"),) if together else (("a1",), ("a2",)))


def test_a_family_name_does_not_bring_two_persons_together() -> None:
    """A bare family name joins one of two persons at most, never both of them."""
    rows = [{"name": name, "country": "USA"} for name in ("John Smith", "Smith", "Jane Smith")]
    groups = group_actors([actor(row, str(place)) for place, row in enumerate(rows)])
    assert all(not {"a0", "a2"} <= set(group) for group in groups)


def test_actors_of_one_report_are_left_to_its_reader() -> None:
    """Two actors of one report are not linked here."""
    first = actor({"name": "Sergei Shoigu"}, "1")
    assert actor_link(first, ActorView(id="a2", report="r1", name="Sergei Shoigu", kind=MentionKind.PERSON)) is None


def test_a_report_tells_of_no_fact_that_begins_after_it() -> None:
    """The same words two weeks before the event are another event, unless they tell of a plan."""
    row = next(row for row in read_cases("event_links") if row["same"])
    later = event(row["first"], "1")
    before = replace(event(row["second"], "2"), start=None, end=None, day="2017-07-24")
    assert event_link(later, before) is None
    assert event_link(later, replace(before, day="2017-08-06")) is not None
    assert event_link(later, replace(before, factuality=Factuality.UNCOMMITTED)) is not None


@pytest.mark.parametrize("row", cases("event_links"))
def test_events_of_two_reports(row: dict[str, Any]) -> None:
    """Two accounts of one event make a group, accounts of two do not."""
    first, second = event(row["first"], "1"), event(row["second"], "2")
    assert group_events([first, second]) == ((("e1", "e2"),) if row["same"] else (("e1",), ("e2",)))
    if row["same"]:
        assert set(keys_of(first)) & set(keys_of(second))
        link = event_link(first, second)
        assert link is not None
        assert "same type: ASSAULT" in link.reasons
        assert "dates meet" in link.reasons


@pytest.mark.parametrize("row", cases("statement_links"))
def test_statements_on_one_proposition(row: dict[str, Any]) -> None:
    """Statements on one proposition are linked, and told to agree, to oppose or to be one quotation."""
    first, second = statement(row["first"], "1"), statement(row["second"], "2")
    link = statement_link(first, second)
    assert statement_link(second, first) == link
    groups = group_statements([first, second])
    if not row["linked"]:
        assert groups == (("s1",), ("s2",))
    else:
        assert link is not None
        assert link.relation == row["relation"]
        assert groups == (("s1", "s2"),)
        assert set(statement_keys(first)) & set(statement_keys(second))


def report(name: str, text: str, day: str) -> ReportView:
    """Return a report of a few words."""
    stems = content_stems(keys(text))
    return ReportView(
        id=name,
        day=day,
        title=frozenset(stems[:6]),
        counts=tuple(sorted({one: stems.count(one) for one in stems}.items())),
        names=frozenset(content_stems(word for word in keys(text) if word.title() in text)),
        lead=frozenset(stems),
    )


STRIKE = (
    "Belin market strike kills twelve as coalition jets bomb Belin in Ister province, doctor Ana Ruiz tells Elvik Post"
)
HARVEST = (
    "Apple growers of Farum fear a poor harvest after late frost, Dornau orchards worst hit, union leader Li Wei warns"
)


def test_reports_of_one_happening() -> None:
    """Two reports of one happening make a group, a report of another stands apart."""
    views = [
        report("r1", STRIKE, "2017-08-07"),
        report("r2", f"Twelve dead: {STRIKE}", "2017-08-08"),
        report("r3", HARVEST, "2017-08-08"),
    ]
    assert group_reports(views) == (("r1", "r2"), ("r3",))
    link = report_link(views[0], views[1])
    assert link is not None
    assert report_link(views[1], views[0]) == link
    assert "published 1 day apart" in link.reasons


parties = st.lists(
    st.builds(
        Party,
        stems=st.frozensets(st.sampled_from("turkey isis kurd town guard".split()), max_size=3),
        country=st.sampled_from([None, "TUR", "SYR"]),
        sector=st.sampled_from([None, Sector.MIL, Sector.REB]),
    ),
    max_size=2,
).map(tuple)
DAYS = st.sampled_from([None, "2018-01-20", "2018-01-22", "2018-03-18"])
events = st.builds(
    EventView,
    id=st.uuids().map(str),
    report=st.sampled_from(["r1", "r2", "r3"]),
    type=st.sampled_from([None, EventType.ASSAULT, EventType.CONSULT]),
    mode=st.none(),
    trigger=st.sampled_from(["attack", "air strike", "talks", "met"]),
    stem=st.sampled_from(["attack", "strik", "talk", "meet"]),
    actors=parties,
    recipients=parties,
    start=DAYS,
    end=DAYS,
    day=DAYS,
    place=st.sampled_from([None, "afrin", "raqqa"]),
    stems=st.frozensets(st.sampled_from("attack town afrin raqqa kurd talk kill".split())),
    story=st.sampled_from([frozenset({"afrin", "turkey"}), frozenset({"raqqa", "isis"})]),
    sentence=st.integers(0, 9),
)
bounded = settings(derandomize=True, max_examples=25, deadline=None)


@bounded
@given(st.lists(events, max_size=9, unique_by=lambda view: view.id), st.randoms())
def test_groups_of_events_do_not_depend_on_order(views: list[EventView], rng: random.Random) -> None:
    """Groups are the same for any order of the events, hold each once, and are those of their parts."""
    shuffled = list(views)
    rng.shuffle(shuffled)
    groups = group_events(views)
    assert group_events(shuffled) == groups
    assert sorted(one for group in groups for one in group) == sorted(view.id for view in views)
    links = event_links(views)
    assert group_events(views, reversed(links)) == groups


@bounded
@given(events, events, st.lists(events, min_size=1, max_size=5))
def test_a_pair_scores_the_same_in_any_company(first: EventView, second: EventView, others: list[EventView]) -> None:
    """The link of two events is the same with the sides turned and among other pairs."""
    link = event_link(first, second)
    assert event_link(second, first) == link
    among = link_events([*((first, other) for other in others), (second, first)])
    found = [one for one in among if {one.first, one.second} == {first.id, second.id}]
    assert found == ([link] if link else [])
    assert link is None or (CANDIDATE <= link.score <= 1 and link.first < link.second)
