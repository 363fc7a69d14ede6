"""The stage on whole reports: who is who, and what each row rests on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import (
    Act,
    DateBasis,
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Factuality,
    Form,
    Mention,
    MentionId,
    MentionKind,
    Object,
    Origin,
    Participant,
    Published,
    Reading,
    Report,
    ReportId,
    Sector,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
    row_id,
    text_digest,
)
from onrecord.resolution import Resolver

TEXT = (
    "Ruritania’s defense minister, Olga Brandt, flew to Kenya last week. “We came to talk,” she said.\n\n"
    "Mrs. Brandt met President William Ruto in Nairobi. Pyongyang denied that its navy had sent 122mm rockets.\n\n"
    "A senior official said the talks went on. Another official said they had ended. He gave no reason."
)


def span_of(text, phrase, nth=0):
    """Return the span of the nth occurrence of a phrase."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(phrase, at + 1)
    return Span(at, at + len(phrase))


def report_of(text, published="2023-08-04"):
    """Return a report with nothing but its text and date."""
    return Report(
        id=ReportId("r1"), sha256=text_digest(text), text=text, zones=(), path="r1.txt",
        origin=Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0),
        published=Published(start=published, end=published),
    )  # fmt: skip


def said(text, source, content, nth=0, kind=SourceKind.PERSON):
    """Return a statement of the source."""
    span = span_of(text, source, nth)
    return Statement(
        id=StatementId(row_id("s", "r1", span)), source=(span,), cue=(span,), content=(span_of(text, content),),
        source_kind=kind, form=Form.INDIRECT, act=Act.ASSERT, score=1.0,
    )  # fmt: skip


def reading_of(text, statements=(), events=(), mentions=(), published="2023-08-04"):
    """Return a reading of the text."""
    return Reading(
        report=report_of(text, published), sentences=(), mentions=tuple(mentions), statements=tuple(statements),
        events=tuple(events), model="hand",
    )  # fmt: skip


def event_of(text, trigger, **fields):
    """Return an event with the trigger."""
    span = span_of(text, trigger)
    plain = {
        "type": EventType.CONSULT,
        "mode": None,
        "factuality": Factuality.CERTAIN,
        "tense": Tense.PAST,
        "score": 1.0,
    }
    return Event(id=EventId(row_id("e", "r1", span)), trigger=span, **(plain | fields))


def names_of(record):
    """Return the name of the speaker of each statement."""
    return [record.actor(statement.speaker).name for statement in record.statements]


def person(text, phrase):
    """Return a mention of a person."""
    span = span_of(text, phrase)
    return Mention(id=MentionId(row_id("m", "r1", span)), span=span, head=span, kind=MentionKind.PERSON)


def test_a_pronoun_and_a_surname_are_the_person_named_before():
    """She and Mrs. Brandt are Olga Brandt, named without her title."""
    statements = [said(TEXT, "she", "We came to talk"), said(TEXT, "Mrs. Brandt", "met President")]
    event = event_of(
        TEXT, "flew", actors=(Participant(span=span_of(TEXT, "Ruritania’s defense minister, Olga Brandt")),)
    )
    record = Resolver.load()([reading_of(TEXT, statements, [event])])[0]
    assert names_of(record) == ["Olga Brandt", "Olga Brandt"]
    assert record.events[0].actors[0].actor == record.statements[0].speaker
    assert record.statements[0].speaker_rule == "pronoun"


def test_a_capital_that_denies_is_its_state_and_its_navy_its_military():
    """Pyongyang is North Korea's government; its navy is North Korean and military."""
    statement = said(TEXT, "Pyongyang", "its navy had sent 122mm rockets", kind=SourceKind.ORGANIZATION)
    event = event_of(
        TEXT, "sent", type=EventType.AID, actors=(Participant(span=span_of(TEXT, "its navy")),),
        objects=(Object(span=span_of(TEXT, "122mm rockets"), kind=MentionKind.WEAPON),),
    )  # fmt: skip
    record = Resolver.load()([reading_of(TEXT, [statement], [event])])[0]
    actor = record.actor(record.statements[0].speaker)
    assert (actor.country, actor.sectors[:1]) == ("PRK", (Sector.GOV,))
    navy = record.events[0].actors[0]
    assert (navy.country, navy.sector) == ("PRK", Sector.MIL)
    assert record.events[0].objects[0].family == "122mm rocket"


def test_two_officials_are_not_one_person():
    """Unnamed sources stay apart, and keep their description as name."""
    statements = [
        said(TEXT, "A senior official", "the talks went on", kind=SourceKind.UNNAMED),
        said(TEXT, "Another official", "they had ended", kind=SourceKind.UNNAMED),
    ]
    record = Resolver.load()([reading_of(TEXT, statements)])[0]
    assert record.statements[0].speaker != record.statements[1].speaker
    assert names_of(record) == ["senior official", "Another official"]


def test_a_place_and_a_date_get_point_and_interval():
    """Nairobi lies in Kenya; last week is the week before publication."""
    event = event_of(
        TEXT, "met", place=EventPlace(span=span_of(TEXT, "Nairobi")), date=EventDate(span=span_of(TEXT, "last week")),
        recipients=(Participant(span=span_of(TEXT, "President William Ruto")),),
    )  # fmt: skip
    found = Resolver.load()([reading_of(TEXT, (), [event])])[0].events[0]
    assert (found.place.country, found.place.precision.value) == ("KEN", "city")
    assert (found.date.start, found.date.end, found.date.basis) == ("2023-07-24", "2023-07-30", DateBasis.RELATIVE)
    assert (found.recipients[0].country, found.recipients[0].sector) == ("KEN", Sector.GOV)


def test_a_relative_date_in_an_undated_report_stays_open():
    """Where publication is unknown, last week means nothing."""
    event = event_of(TEXT, "met", date=EventDate(span=span_of(TEXT, "last week")))
    found = Resolver.load()([reading_of(TEXT, (), [event], published=None)])[0].events[0]
    assert (found.date.start, found.date.rule) == (None, None)


def test_what_goes_on_now_goes_on_in_the_month_of_publication():
    """Now is the month of publication, and is said to rest on it."""
    text = "Kenya is now holding talks."
    event = event_of(text, "talks", date=EventDate(span=span_of(text, "now")))
    found = Resolver.load()([reading_of(text, (), [event])])[0].events[0]
    assert (found.date.start, found.date.end, found.date.basis) == ("2023-08", "2023-08", DateBasis.PUBLICATION)


def test_a_body_with_a_surname_in_its_name_is_not_the_person():
    """Brandt University said it is not said by Olga Brandt."""
    text = "Olga Brandt flew home. Brandt University said nothing. Brandt said she was tired."
    statements = [
        said(text, "Brandt University", "nothing", kind=SourceKind.ORGANIZATION),
        said(text, "Brandt", "was tired", nth=2),
    ]
    record = Resolver.load()([reading_of(text, statements, mentions=[person(text, "Olga Brandt")])])[0]
    assert names_of(record) == ["Brandt University", "Olga Brandt"]


def test_every_participant_and_source_has_a_mention():
    """Sources and participants are mentions of their actor, with the rule that linked them."""
    statements = [said(TEXT, "she", "We came to talk")]
    record = Resolver.load()([reading_of(TEXT, statements, mentions=[person(TEXT, "Olga Brandt")])])[0]
    assert {mention.span for mention in record.mentions} == {span_of(TEXT, "Olga Brandt"), span_of(TEXT, "she")}
    assert all(mention.actor and mention.rule for mention in record.mentions)
    assert {mention.id for mention in record.mentions} == {key for actor in record.actors for key in actor.mentions}


def test_a_second_run_gives_the_same_record():
    """The stage is pure."""
    reading = reading_of(TEXT, [said(TEXT, "she", "We came to talk")], mentions=[person(TEXT, "Olga Brandt")])
    resolver = Resolver.load()
    assert resolver([reading]) == resolver([reading])


def test_a_state_goes_by_its_own_name_where_the_report_has_it():
    """One mention of the Soviet Union does not rename the Russia of the rest; alone it is what the report says."""
    both = "Lima said Russia would pay. The Soviet Union had paid before. Russia said it would."
    sources = [said(both, "Russia", "Russia would pay"), said(both, "The Soviet Union", "paid before")]
    names = {actor.name for actor in Resolver.load().resolve(reading_of(both, sources)).actors}
    assert "Russia" in names
    assert "Soviet Union" not in names
    alone = "The Soviet Union said it had paid."
    found = Resolver.load().resolve(reading_of(alone, [said(alone, "The Soviet Union", "it had paid")]))
    assert [actor.name for actor in found.actors if actor.country == "RUS"] == ["Soviet Union"]


def test_a_state_that_fights_is_its_military():
    """The state that attacks does so by its armed forces; the state attacked stays its government."""
    text = "Kenya shelled the border post. Somalia protested."
    event = event_of(
        text, "shelled", type=EventType.ASSAULT, actors=(Participant(span=span_of(text, "Kenya")),),
        recipients=(Participant(span=span_of(text, "Somalia")),),
    )  # fmt: skip
    found = Resolver.load()([reading_of(text, (), [event])])[0].events[0]
    assert (found.actors[0].sector, found.recipients[0].sector) == (Sector.MIL, Sector.GOV)


def test_kurds_are_of_the_country_that_the_report_is_set_in():
    """A people without a state has the country of the report, where it speaks of one of theirs."""
    text = "Shells fell in northern Syria. Kurdish forces fired back, people in Syria said."
    event = event_of(text, "fired", type=EventType.ASSAULT, actors=(Participant(span=span_of(text, "Kurdish forces")),))
    actor = Resolver.load()([reading_of(text, (), [event])])[0].events[0].actors[0]
    assert (actor.country, actor.sector) == ("SYR", Sector.REB)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.text(min_size=1, max_size=120), st.lists(st.tuples(st.integers(0, 119), st.integers(1, 40)), max_size=6))
def test_any_text_with_any_spans_gives_a_whole_record(text, places):
    """Whatever the reader hands over, each actor's mentions exist, each span lies in the text, each id resolves."""
    spans = {Span(a, min(len(text), a + n)) for a, n in places if a < len(text)}
    mentions = [
        Mention(id=MentionId(row_id("m", "r1", s)), span=s, head=s, kind=MentionKind.PERSON) for s in sorted(spans)
    ]
    record = Resolver.load()([reading_of(text, mentions=mentions)])[0]
    ids = {mention.id for mention in record.mentions}
    assert all(key in ids for actor in record.actors for key in actor.mentions)
    assert all(mention.span.end <= len(text) and mention.span.contains(mention.head) for mention in record.mentions)
    assert all(record.actor(mention.actor) for mention in record.mentions)
