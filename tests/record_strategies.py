"""Records of any shape over any text: emoji, NUL, lone surrogates, marks that combine or turn the direction."""

from hypothesis import strategies as st

from onrecord.records import (
    Act,
    Actor,
    ActorId,
    DateBasis,
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Fact,
    Factuality,
    Form,
    Mention,
    MentionId,
    MentionKind,
    Object,
    Origin,
    Participant,
    Precision,
    Published,
    PublishedBasis,
    Record,
    Report,
    ReportId,
    Run,
    Sector,
    Size,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
    Zone,
    ZoneKind,
    row_id,
    text_digest,
)

characters = st.one_of(
    st.sampled_from("ab \n\r\t.,\x00\ufeff\xa0\xad\u200d\u0301\u202e\u2019😀\ud800\udc00é"), st.characters(codec=None)
)
texts = st.text(characters, min_size=1, max_size=60)
words = st.text(characters, min_size=1, max_size=8)
maybe_words = st.none() | words
scores = st.floats(0, 1)
days = st.dates().map(lambda day: day.isoformat())


@st.composite
def spans(draw, text: str) -> Span:
    """Return a span of the text."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def runs(draw, text: str) -> tuple[tuple[Run, ...], int]:
    """Return runs that tile the text, and the size of the file they point into."""
    tiles, at, raw = [], 0, draw(st.integers(0, 5))
    while at < len(text):
        length, width = draw(st.integers(1, len(text) - at)), draw(st.integers(0, 6))
        tiles.append(Run(at, length, raw, width))
        at, raw = at + length, raw + length * width + draw(st.integers(0, 300))
    return tuple(tiles), raw


@st.composite
def dates(draw, text: str) -> EventDate:
    """Return a date that says something."""
    return EventDate(
        span=draw(st.none() | spans(text)),
        start=draw(days),
        end=draw(st.none() | days),
        precision=draw(st.none() | st.sampled_from(Precision)),
        basis=draw(st.none() | st.sampled_from(DateBasis)),
        rule=draw(maybe_words),
    )


@st.composite
def reports(draw, id: str = "r1") -> Report:
    """Return a report of any text."""
    text = draw(texts)
    tiles, size = draw(runs(text))
    span = spans(text)
    return Report(
        id=ReportId(id),
        sha256=text_digest(text),
        text=text,
        zones=tuple(Zone(kind=draw(st.sampled_from(ZoneKind)), span=each) for each in draw(st.lists(span, max_size=2))),
        path=draw(words),
        origin=Origin(sha256="0" * 64, media_type="text/html", encoding="utf-8", size_bytes=size, runs=tiles),
        title=draw(maybe_words),
        url=draw(maybe_words),
        outlet=draw(maybe_words),
        byline=draw(maybe_words),
        dateline=draw(maybe_words),
        credit=draw(maybe_words),
        published=Published(
            start=draw(st.none() | days),
            end=draw(st.none() | days),
            basis=draw(st.sampled_from(PublishedBasis)),
            span=draw(st.none() | span),
        ),
        language=draw(st.none() | st.just("en")),
        facts=tuple(
            Fact(
                field=draw(words),
                basis=draw(st.sampled_from(PublishedBasis)),
                span=draw(st.none() | span),
                raw=draw(st.none() | span),
                rule=draw(words),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


@st.composite
def participants(draw, text: str, actors: list[str]) -> tuple[Participant, ...]:
    """Return up to two participants."""
    return tuple(
        Participant(
            span=draw(spans(text)),
            actor=draw(st.sampled_from([None, *actors])),
            country=draw(st.sampled_from([None, "RUS"])),
            sector=draw(st.none() | st.sampled_from(Sector)),
            score=draw(scores),
            rule=draw(maybe_words),
        )
        for _ in range(draw(st.integers(0, 2)))
    )


@st.composite
def records(draw, id: str = "r1") -> Record:
    """Return a sound record."""
    report = draw(reports(id))
    text, span = report.text, spans(report.text)
    actor_ids = [ActorId(row_id("a", id, str(n))) for n in range(draw(st.integers(0, 2)))]
    mention_ids = [MentionId(row_id("m", id, str(n))) for n in range(draw(st.integers(0, 3)))]
    statement_ids = [StatementId(row_id("s", id, str(n))) for n in range(draw(st.integers(0, 3)))]
    some_statements = (
        st.lists(st.sampled_from(statement_ids), max_size=2, unique=True) if statement_ids else st.just([])
    )
    some_mentions = st.lists(st.sampled_from(mention_ids), max_size=3, unique=True) if mention_ids else st.just([])
    any_actor = st.sampled_from([None, *actor_ids])
    some_spans = st.lists(span, max_size=3).map(tuple)
    return Record(
        report=report,
        sentences=draw(some_spans),
        mentions=tuple(
            Mention(
                id=each,
                span=draw(span),
                head=draw(span),
                kind=draw(st.sampled_from(MentionKind)),
                score=draw(scores),
                actor=draw(any_actor),
                rule=draw(maybe_words),
                date=draw(st.none() | dates(text)),
            )
            for each in mention_ids
        ),
        actors=tuple(
            Actor(
                id=each,
                name=draw(words),
                kind=draw(st.sampled_from(MentionKind)),
                mentions=tuple(draw(some_mentions)),
                country=draw(maybe_words),
                sectors=tuple(draw(st.lists(st.sampled_from(Sector), max_size=2))),
                office=draw(maybe_words),
                rank=draw(maybe_words),
                wikidata=draw(maybe_words),
                rule=draw(maybe_words),
                score=draw(scores),
            )
            for each in actor_ids
        ),
        statements=tuple(
            Statement(
                id=each,
                source=draw(some_spans),
                cue=draw(some_spans),
                content=draw(some_spans),
                source_kind=draw(st.sampled_from(SourceKind)),
                form=draw(st.sampled_from(Form)),
                act=draw(st.sampled_from(Act)),
                score=draw(scores),
                parent=draw(st.sampled_from([None, *statement_ids])),
                speaker=draw(any_actor),
                addressee=draw(any_actor),
                date=draw(st.none() | dates(text)),
                speaker_rule=draw(maybe_words),
            )
            for each in statement_ids
        ),
        events=tuple(
            Event(
                id=EventId(row_id("e", id, str(n))),
                type=draw(st.sampled_from(EventType)),
                mode=draw(maybe_words),
                trigger=draw(span),
                factuality=draw(st.sampled_from(Factuality)),
                tense=draw(st.sampled_from(Tense)),
                score=draw(scores),
                contexts=tuple(draw(st.lists(words, max_size=2))),
                actors=draw(participants(text, actor_ids)),
                recipients=draw(participants(text, actor_ids)),
                objects=tuple(
                    Object(span=each, kind=MentionKind.WEAPON, family=draw(maybe_words))
                    for each in draw(st.lists(span, max_size=2))
                ),
                place=draw(
                    st.none()
                    | st.builds(
                        EventPlace,
                        span=span,
                        name=maybe_words,
                        country=maybe_words,
                        latitude=st.none() | st.floats(-90, 90),
                        longitude=st.none() | st.floats(-180, 180),
                        geonameid=st.none() | st.integers(1, 10**7),
                        precision=st.none() | st.sampled_from(Precision),
                        rule=maybe_words,
                    )
                ),
                date=draw(st.none() | dates(text)),
                own_types=tuple(draw(st.lists(st.sampled_from(("arms-transfer", "swap", "a1")), unique=True))),
                stated_by=tuple(draw(some_statements)),
                denied_by=tuple(draw(some_statements)),
                size=Size(
                    dead=draw(st.none() | st.integers(0, 9)), injured=None, arrested=draw(st.none() | st.just(0))
                ),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        model=draw(words),
    )
