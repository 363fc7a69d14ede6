"""Several actors in one phrase."""

import pytest

from onrecord.records import EventType, Participant, Sector, Span
from onrecord.resolution import Resolver, load_tables
from onrecord.resolution.coordination import conjuncts, coordinated_states
from tests.resolution.test_resolver import event_of, reading_of, span_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kenya, Somalia and the Ethiopian army", ["Kenya", "Somalia", "the Ethiopian army"]),
        ("William Ruto and Olga Brandt", ["William Ruto", "Olga Brandt"]),
        ("Vladimir Putin, the Russian president, and Xi Jinping", ["Vladimir Putin", "Xi Jinping"]),
        ("rebels and civilians", ["rebels", "civilians"]),
        ("Bosnia and Herzegovina", []),
        ("Kenyan officials and journalists", []),
        ("US and Kenyan troops", []),
        ("Kenya’s and Somalia’s armies", []),
        ("the Kenyan army", []),
        ("Kenya and its allies", []),
    ],
)
def test_a_phrase_is_cut_where_its_parts_stand_alone(text, parts):
    """Names, states and nouns with their own state are cut apart; what shares a noun, or is a name itself, is not."""
    found = conjuncts(text, Span(0, len(text)), "2023-08-04", load_tables())
    assert [span.slice(text) for span in found] == parts


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Senior Hungarian and Romanian officials", ("HUN", "ROU")),
        ("his visitors from Nairobi and Addis Ababa", ("KEN", "ETH")),
        ("U.S., British and French jets", ("USA", "GBR", "FRA")),
        ("Kenya’s and Somalia’s armies", ("KEN", "SOM")),
        ("Kenya’s ambassador to Somalia", ()),
        ("Kenyan officials and journalists", ()),
    ],
)
def test_states_side_by_side_are_all_meant(text, states):
    """Each state that shares the noun counts; one that is only spoken of does not."""
    assert coordinated_states(text, load_tables()) == states


def test_each_actor_of_a_phrase_is_a_participant():
    """Senior Kenyan and Somali officials are two participants; Kenya and Somalia have a span each."""
    text = "Senior Kenyan and Somali officials met. Kenya and Somalia agreed."
    shared = event_of(text, "met", actors=(Participant(span=span_of(text, "Senior Kenyan and Somali officials")),))
    cut = event_of(text, "agreed", type=EventType.AGREE, actors=(Participant(span=span_of(text, "Kenya and Somalia")),))
    first, second = Resolver.load()([reading_of(text, (), [shared, cut])])[0].events
    assert [(p.country, p.sector) for p in first.actors] == [("KEN", Sector.GOV), ("SOM", Sector.GOV)]
    assert [p.span.slice(text) for p in second.actors] == ["Kenya", "Somalia"]
    assert len({p.actor for p in second.actors}) == 2
