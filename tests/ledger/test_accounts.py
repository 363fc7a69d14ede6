"""What one report adds to the ledger, and how a correction finds its row again: on records made by hand."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import CorrectionError
from onrecord.ledger.accounts import Account, Stance, tellings
from onrecord.ledger.claims import attachment, claim_of
from onrecord.ledger.corrections import (
    Action,
    Correction,
    anchor_of,
    correct,
    correction_from_json,
    correction_to_json,
    find_row,
    identified,
    in_force,
)
from onrecord.records import (
    Act,
    Actor,
    Event,
    EventType,
    Factuality,
    Form,
    Mention,
    MentionKind,
    Origin,
    Participant,
    Published,
    PublishedBasis,
    Record,
    Report,
    SourceKind,
    Span,
    Statement,
    Tense,
    Zone,
    ZoneKind,
    text_digest,
)
from onrecord.records.faults import record_faults

TEXT = (
    "The Bugle reported that Anna Berg said that Moscow had bought shells. "
    "Moscow denied that it had bought shells. "
    "An earlier version of this report said that Kyiv had bought shells."
)


def at(words: str, n: int = 0) -> Span:
    """Return the span of the n-th occurrence of some words."""
    start = -1
    for _ in range(n + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def statement(id: str, source: Span, cue: Span, content: Span, actor: str, **given: Any) -> Statement:
    given = {"act": Act.ASSERT, "source_kind": SourceKind.PERSON, **given}
    return Statement(
        id=id, source=(source,), cue=(cue,), content=(content,), form=Form.INDIRECT, score=0.9, speaker=actor, **given
    )


def record() -> Record:
    """Return a record of the text: a chain of two sources, a denial, and a former version."""
    names = {"a1": ("The Bugle", at("The Bugle")), "a2": ("Anna Berg", at("Anna Berg")), "a3": ("Moscow", at("Moscow"))}
    names["a4"] = ("earlier version of this report", at("An earlier version of this report"))
    outer = Span(at("Anna Berg").start, at("shells").end)
    inner = Span(at("Moscow had").start, at("shells").end)
    last = Span(at("Kyiv").start, at("shells", 2).end)
    return Record(
        report=Report(
            id="r1",
            sha256=text_digest(TEXT),
            text=TEXT,
            zones=(Zone(kind=ZoneKind.BODY, span=Span(0, len(TEXT))),),
            path="a.txt",
            origin=Origin(sha256="f" * 64, media_type="text/plain", encoding="utf-8", size_bytes=999),
            outlet="Harbour Courier",
            credit="Crosswind",
            published=Published(start="2024-05-01", end="2024-05-01", basis=PublishedBasis.GIVEN),
        ),
        sentences=(Span(0, at("shells.").end), Span(at("Moscow denied").start, at("shells.", 1).end)),
        mentions=tuple(
            Mention(id=f"m{actor}", span=span, head=span, kind=MentionKind.PERSON, actor=actor)
            for actor, (_, span) in names.items()
        ),
        actors=tuple(
            Actor(
                id=actor,
                name=name,
                kind=MentionKind.PERSON,
                mentions=(f"m{actor}",),
                country="RUS" if name == "Moscow" else None,
            )
            for actor, (name, _) in names.items()
        ),
        statements=(
            statement("s1", at("The Bugle"), at("reported"), outer, "a1", source_kind=SourceKind.OUTLET),
            statement("s2", at("Anna Berg"), at("said"), inner, "a2", parent="s1"),
            statement(
                "s3", at("Moscow", 1), at("denied"), Span(at("it had").start, at("shells", 1).end), "a3", act=Act.DENY
            ),
            statement("s4", at("An earlier version of this report"), at("said", 1), last, "a4"),
        ),
        events=(event("e1", at("bought"), stated_by=("s2",), denied_by=("s3",)),),
        model="by hand",
    )


def event(id: str, trigger: Span, **given: Any) -> Event:
    given = {"factuality": Factuality.CERTAIN, "tense": Tense.PAST, **given}
    return Event(
        id=id,
        type=EventType.COOPERATE,
        mode=None,
        trigger=trigger,
        score=0.8,
        actors=(Participant(span=at("Moscow"), actor="a3", country="RUS"),),
        **given,
    )


def accounts_of(row: str, of: Record | None = None) -> list[Account]:
    (telling,) = [each for each in tellings(of or record()) if each.row == row]
    return list(telling.accounts)


def test_an_account_names_the_chain_it_came_through() -> None:
    """The source comes first, then who reports it, then the agency and the outlet that carry it."""
    said, denied = accounts_of("e1")
    assert said.chain == ("Anna Berg", "The Bugle", "Crosswind", "Harbour Courier")
    assert (said.stance, said.via, said.speaker) == (Stance.ASSERT, "s2", "a2")
    assert (denied.stance, denied.speaker_name, denied.country) == (Stance.DENY, "Moscow", "RUS")


def test_what_a_former_version_said_is_taken_back() -> None:
    """A statement that a report ascribes to its earlier version is a retraction, in the outlet's own voice."""
    (account,) = accounts_of("s4")
    assert (account.stance, account.source_kind, account.speaker) == (Stance.RETRACT, "own", None)


@pytest.mark.parametrize("stated_by", [("s3",), ()], ids=["as records have it", "as earlier ones had it"])
def test_nobody_asserts_what_stands_in_a_denial_alone(stated_by: tuple[str, ...]) -> None:
    """An event inside a denial, which no other source states, has the denial as its only account."""
    told = event("e2", at("bought", 1), stated_by=stated_by, denied_by=("s3",))
    (account,) = accounts_of("e2", replace(record(), events=(told,)))
    assert account.stance is Stance.DENY


@pytest.mark.parametrize(
    ("given", "stance"),
    [
        ({"factuality": Factuality.POSSIBLE}, Stance.HEDGE),
        ({"factuality": Factuality.CERTAIN_NOT}, Stance.DENY),
        ({"factuality": Factuality.UNCOMMITTED}, Stance.HEDGE),
        ({"tense": Tense.FUTURE}, Stance.PLAN),
        ({}, Stance.ASSERT),
    ],
)
def test_factuality_and_tense_decide_the_stance_in_own_voice(given: dict[str, Any], stance: Stance) -> None:
    """In its own voice an outlet asserts, denies, hedges or announces as it writes."""
    (account,) = accounts_of("e2", replace(record(), events=(event("e2", at("bought", 2), **given),)))
    assert (account.stance, account.source_kind) == (stance, "own")


@pytest.mark.parametrize(
    ("act", "stance"),
    [
        (Act.ACCUSE, Stance.ASSERT),
        (Act.DENY, Stance.DENY),
        (Act.ASK, Stance.QUESTION),
        (Act.DEMAND, Stance.DEMAND),
        (Act.COMMIT, Stance.PLAN),
        (Act.THINK, Stance.HEDGE),
    ],
)
def test_the_act_of_a_statement_decides_before_factuality(act: Act, stance: Stance) -> None:
    """Who denies, asks, demands, promises or thinks it does so, however the event is worded."""
    base = record()
    statements = tuple(replace(each, act=act) if each.id == "s2" else each for each in base.statements)
    events = (event("e2", at("bought"), stated_by=("s2",)),)
    (account,) = accounts_of("e2", replace(base, statements=statements, events=events))
    assert account.stance is stance


def test_a_statement_that_speaks_through_its_event_speaks_once() -> None:
    """The statement that states an event of a claim is not an account of its own beside it."""
    some = [each for each in tellings(record()) if each.row in ("e1", "s2")]
    claim = claim_of(some, {}, {})
    assert [each.account.row for each in claim.placed] == ["e1", "e1"]
    assert claim.standing == "disputed"


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ([("e1",)], "g1"),
        ([("e1", "e2")], None),
        ([("e1", "e2"), ()], ""),
        ([()], ""),
        ([("e1",), ("e3",), ("e3",)], "g3"),
        ([("e1",), ("e3",)], "g1"),
    ],
)
def test_statements_belong_to_the_event_they_hold(holds: list[tuple[str, ...]], expected: str | None) -> None:
    """A group of statements joins the event that most of them hold alone; of several at once it says nothing."""
    assert attachment(holds, {"e1": "g1", "e2": "g2", "e3": "g3"}) == expected


def moved() -> Record:
    """Return the same file read by a better cleaner: the text begins with a headline now."""
    text = "Shells bought\n\n" + TEXT
    shift = len(text) - len(TEXT)

    def later(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift)

    base = record()
    return replace(
        base,
        report=replace(base.report, text=text, sha256=text_digest(text), zones=()),
        sentences=(),
        mentions=tuple(replace(each, span=later(each.span), head=later(each.head)) for each in base.mentions),
        statements=tuple(
            replace(
                each,
                source=tuple(map(later, each.source)),
                cue=tuple(map(later, each.cue)),
                content=tuple(map(later, each.content)),
            )
            for each in base.statements
        ),
        events=tuple(
            replace(
                each, trigger=later(each.trigger), actors=(replace(each.actors[0], span=later(each.actors[0].span)),)
            )
            for each in base.events
        ),
    )


@pytest.mark.parametrize(
    ("table", "row"), [("events", "e1"), ("statements", "s3"), ("actors", "a2"), ("mentions", "ma1")]
)
def test_a_row_is_found_again_in_the_same_file_cleaned_anew(table: str, row: str) -> None:
    """Words that stand elsewhere in the new text of the same file are found by those around them."""
    anchor = anchor_of(record(), table, row)
    assert find_row(record(), anchor) == row
    assert find_row(moved(), anchor) == row


def test_a_row_is_not_guessed() -> None:
    """In another file the same words are no row of the correction, and neither are words that are gone."""
    anchor = anchor_of(record(), "events", "e1")
    other = moved()
    other = replace(other, report=replace(other.report, origin=replace(other.report.origin, sha256="0" * 64)))
    assert find_row(other, anchor) is None
    assert find_row(replace(record(), events=()), anchor) is None


def made(action: Action, table: str, row: str, **given: Any) -> Correction:
    anchor = anchor_of(record(), table, row)
    return identified(
        Correction(
            made="2026-01-01T00:00:00Z", author="A. Editor", action=action, in_table=table, anchors=(anchor,), **given
        )
    )


@pytest.mark.parametrize(
    ("table", "row"),
    [("events", "e1"), ("statements", "s2"), ("statements", "s1"), ("actors", "a3"), ("mentions", "ma2")],
)
def test_what_pointed_at_a_rejected_row_points_elsewhere(table: str, row: str) -> None:
    """A record without a rejected row is sound: nothing in it points at what is gone."""
    corrected = correct(record(), [made(Action.REJECT, table, row)])
    assert [each.outcome for each in corrected.outcomes] == ["applied"]
    assert row not in {each.id for each in getattr(corrected.record, table)}
    assert list(record_faults(corrected.record)) == []


def test_a_rejected_statement_leaves_its_event_to_the_one_around_it() -> None:
    """The event that a rejected statement held is stated by its parent."""
    corrected = correct(record(), [made(Action.REJECT, "statements", "s2")])
    assert corrected.record.events[0].stated_by == ("s1",)


def test_the_last_of_two_settings_holds() -> None:
    """Of two corrections of one field the later one stands, and the earlier one is listed as overruled."""
    first = made(Action.SET, "events", "e1", field="factuality", before='"CT+"', after='"PS+"')
    second = made(Action.SET, "events", "e1", field="factuality", before='"PS+"', after='"CT-"')
    corrected = correct(record(), [first, second])
    assert corrected.record.events[0].factuality is Factuality.CERTAIN_NOT
    assert [each.outcome for each in corrected.outcomes] == ["overruled", "applied"]


def test_an_undo_can_be_undone() -> None:
    """What was taken back holds again when the taking back is taken back."""
    first = made(Action.CONFIRM, "events", "e1")
    undo = identified(replace(first, action=Action.UNDO, in_table="corrections", anchors=(), undoes=first.id))
    again = identified(replace(undo, made="2026-01-02T00:00:00Z", undoes=undo.id))
    assert in_force([first]) == [first]
    assert in_force([first, undo]) == []
    assert in_force([first, undo, again]) == [first]


def test_a_line_of_the_log_comes_back_as_it_was() -> None:
    """A correction survives JSON, and one that was altered on the way is refused."""
    line = correction_to_json(made(Action.CONFIRM, "events", "e1", reason="read twice"))
    assert correction_from_json(line) == made(Action.CONFIRM, "events", "e1", reason="read twice")
    with pytest.raises(CorrectionError, match="altered"):
        correction_from_json({**line, "author": "Somebody Else"})
    with pytest.raises(CorrectionError, match="not a line"):
        correction_from_json({"id": "k1"})
