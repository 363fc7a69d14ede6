"""Who is who in a report: pronouns, descriptions, quotations, names with several meanings, chains from outside."""

from onrecord.records import DateBasis, EventDate, EventPlace, EventType, Participant, SourceKind
from onrecord.resolution import Resolver
from tests.resolution.test_resolver import event_of, names_of, person, reading_of, said, span_of


def resolved(text, statements=(), events=(), mentions=(), **more):
    """Return the record of a report."""
    return Resolver.load().resolve(reading_of(text, statements, events, mentions), **more)


def test_who_spoke_goes_on_before_one_who_only_owns():
    """In “Mr. Haas's trip, he went on”, he is the one who spoke before."""
    text = "“We know,” Karl Brandt said. “Mr. Haas’s trip,” he went on, “was short.”"
    statements = [said(text, "Karl Brandt", "We know"), said(text, "he", "was short", nth=0)]
    record = resolved(text, statements, mentions=[person(text, "Mr. Haas")])
    assert names_of(record) == ["Karl Brandt", "Karl Brandt"]


def test_we_is_who_says_it_even_where_the_source_comes_after():
    """The first person inside a quotation is its source."""
    text = "“We shelled the bridge,” Olga Brandt said. Karl Haas said nothing."
    event = event_of(text, "shelled", type=EventType.ASSAULT, actors=(Participant(span=span_of(text, "We")),))
    record = resolved(text, [said(text, "Olga Brandt", "We shelled the bridge")], [event])
    assert record.events[0].actors[0].actor == record.statements[0].speaker


def test_a_description_at_the_head_of_a_sentence_goes_on_about_who_was_named():
    """The former rapper from Nairobi is the suspect named before, and makes him a Kenyan."""
    text = "Islamic State suspect Karl Haas was held. The former rapper from Nairobi, Kenya said, was silent."
    event = event_of(text, "held", type=EventType.COERCE, recipients=(Participant(span=span_of(text, "Karl Haas")),))
    statement = said(text, "The former rapper from Nairobi", "was silent")
    record = resolved(text, [statement], [event])
    assert record.statements[0].speaker == record.events[0].recipients[0].actor
    assert record.events[0].recipients[0].country == "KEN"


def test_the_group_is_the_armed_group_that_its_fighters_are_of():
    """The group is who the Islamic State fighters before it belong to."""
    text = "Islamic State fighters left the town. The group said it would return."
    event = event_of(text, "left", actors=(Participant(span=span_of(text, "Islamic State fighters")),))
    record = resolved(text, [said(text, "The group", "it would return", kind=SourceKind.ORGANIZATION)], [event])
    assert record.statements[0].speaker == record.events[0].actors[0].actor


def test_its_allies_are_not_of_its_country():
    """A word for somebody else takes neither country nor sector of the possessor."""
    text = "Kenya met its allies in May."
    event = event_of(
        text, "met", actors=(Participant(span=span_of(text, "Kenya")),),
        recipients=(Participant(span=span_of(text, "its allies")),),
    )  # fmt: skip
    assert resolved(text, events=[event]).events[0].recipients[0].country is None


def test_a_surname_that_is_a_state_is_the_person():
    """Jordan, after Michael Jordan, is the man; where nobody bears the name it is the kingdom."""
    text = "Michael Jordan flew home. Jordan said he was tired."
    record = resolved(text, [said(text, "Jordan", "he was tired", nth=1)], mentions=[person(text, "Michael Jordan")])
    assert names_of(record) == ["Michael Jordan"]
    alone = "The king flew home. Jordan said he was tired."
    record = resolved(alone, [said(alone, "Jordan", "he was tired")])
    assert record.actor(record.statements[0].speaker).country == "JOR"


def test_a_name_before_who_is_whom_it_refers_to():
    """Who, after a name that is no mention of its own, is that person."""
    text = "It was Olga Brandt, who said the talks went on."
    assert names_of(resolved(text, [said(text, "who", "the talks went on")])) == ["Olga Brandt"]


def test_a_chain_from_outside_is_believed_for_pronouns_and_not_for_names():
    """A reader of coreference decides whom a pronoun refers to; names stay with the rules."""
    text = "Olga Brandt met Anna Haas. She said the talks went on. Mrs. Haas said nothing."
    statements = [said(text, "She", "the talks went on"), said(text, "Mrs. Haas", "nothing")]
    mentions = [person(text, "Olga Brandt"), person(text, "Anna Haas")]
    chain = [span_of(text, phrase) for phrase in ("Anna Haas", "She")]
    wrong = [span_of(text, phrase) for phrase in ("Olga Brandt", "Mrs. Haas")]
    record = resolved(text, statements, mentions=mentions, chains=[chain, wrong])
    assert names_of(record) == ["Anna Haas", "Anna Haas"]
    assert record.statements[0].speaker_rule == "coreference chain"


TRIPS = (
    "Olga Brandt’s trip to Kenya began a thaw. Mrs. Brandt flew to Kenya last week for the trip. Karl Haas made a "
    "trip to Kenya in May. Karl Haas made a trip to Kenya in June. Karl Haas spoke of a trip to Kenya."
)


def trip(nth, who, when=None):
    """Return the nth trip of the text."""
    span = span_of(TRIPS, "trip", nth)
    event = event_of(
        TRIPS, "trip", actors=(Participant(span=span_of(TRIPS, *who)),),
        recipients=(Participant(span=span_of(TRIPS, "Kenya", nth)),),
        date=EventDate(span=span_of(TRIPS, when)) if when else None,
    )  # fmt: skip
    return type(event)(**{name: getattr(event, name) for name in event.__slots__} | {"trigger": span, "id": f"e{nth}"})


def test_an_event_without_a_date_takes_that_of_the_same_event():
    """The trip told without a date has that of the same trip told with one, and says from which event."""
    events = [trip(0, ("Olga Brandt",)), trip(1, ("Mrs. Brandt",), "last week")]
    first, second = resolved(TRIPS, events=events).events
    assert (first.date.start, first.date.end) == (second.date.start, second.date.end) == ("2023-07-24", "2023-07-30")
    assert first.date.rule == "same event e1: unit"
    assert first.date.span == second.date.span


def test_two_dates_of_the_same_event_say_none():
    """Where the report dates two like events differently, the third keeps no date."""
    events = [trip(n, ("Karl Haas", n - 2), when) for n, when in ((2, "in May"), (3, "in June"), (4, None))]
    assert resolved(TRIPS, events=events).events[2].date is None


def test_a_date_counts_from_the_one_the_report_gave_before():
    """Two days later is counted from the day named, not from publication, and is relative."""
    text = "Shells fell on July 3. Two days later Kenya protested."
    events = [
        event_of(text, "fell", type=EventType.ASSAULT, date=EventDate(span=span_of(text, "July 3"))),
        event_of(text, "protested", date=EventDate(span=span_of(text, "Two days later"))),
    ]
    found = resolved(text, events=events).events[1].date
    assert (found.start, found.basis, found.rule) == ("2023-07-05", DateBasis.RELATIVE, "narrative: counted")


def test_residents_without_a_country_are_of_where_it_happened():
    """Residents attacked in Nairobi are Kenyans; soldiers there need not be."""
    text = "Shells hit residents and soldiers in Nairobi."
    event = event_of(
        text, "hit", type=EventType.ASSAULT, place=EventPlace(span=span_of(text, "Nairobi")),
        recipients=(Participant(span=span_of(text, "residents")), Participant(span=span_of(text, "soldiers"))),
    )  # fmt: skip
    residents, soldiers = resolved(text, events=[event]).events[0].recipients
    assert (residents.country, soldiers.country) == ("KEN", None)
