"""Records against annotated reports: what counts as found, right, missed."""

import pytest

from onrecord.records import EventType, Factuality, Participant, Span
from onrecord.scoring import figures, judge
from onrecord.scoring.counts import Count
from onrecord.scoring.gold import GoldEvent, GoldParticipant, GoldReport, GoldStatement
from onrecord.scoring.statements import same_name
from tests.scoring.rows import event, record, statement

TEXT = "The army said the bridge was open. Rebels shelled the town, Ana Ruiz told us."
ARMY, SAID, OPEN = Span(0, 8), Span(9, 13), Span(14, 33)
GOLD = GoldReport(
    id="r",
    text=TEXT,
    statements=(
        GoldStatement(id="s1", source=(ARMY,), cue=(SAID,), content=(OPEN,)),
        GoldStatement(id="s2", source=(Span(60, 68),), cue=(Span(69, 73),), content=(Span(35, 58),)),
    ),
    events=(
        GoldEvent(
            id="e1", type=EventType.ASSAULT, trigger=Span(42, 49), actors=(GoldParticipant(span=Span(35, 41)),),
            factuality=Factuality.CERTAIN, stated_by=("s2",),
        ),
    ),
)  # fmt: skip


def test_a_report_read_rightly_scores_full() -> None:
    """Rows that agree give a hundred on every line."""
    made = record(
        TEXT,
        [
            statement("p1", [[0, 8]], [[9, 13]], [[14, 33]]),
            statement("p2", [[60, 68]], [[69, 73]], [[35, 58]]),
        ],
        [event("q1", EventType.ASSAULT, [42, 49], [Participant(span=Span(35, 41))], stated_by=["p2"])],
    )
    shown = {figure.line: figure.value for figure in figures([GOLD], [judge(GOLD, made)])}
    asked = ("source exact", "linked exact", "linked half", "event typed", "actor span", "voice", "voice, attributed")
    assert [shown[line] for line in asked] == [100.0] * len(asked)


def test_half_an_overlap_links_and_a_missed_character_is_not_exact() -> None:
    """`army` for `The army` and a content without its first word are half right, and nothing else is found."""
    made = record(TEXT, [statement("p1", [[4, 8]], [[9, 13]], [[18, 33]], score=0.8)])
    judgement = judge(GOLD, made)
    assert judgement.counts["linked half"] == Count(1, 1, 2)
    assert judgement.counts["linked exact"] == Count(0, 1, 2)
    assert judgement.counts["cue exact"] == Count(1, 1, 2)
    assert judgement.counts["source exact"] == Count(0, 1, 2)
    assert judgement.statements == ((0.8, True),)


def test_a_source_that_is_not_there_asks_for_none() -> None:
    """A statement without a source is linked only to one without."""
    gold = GoldReport(id="r", text=TEXT, statements=(GoldStatement(id="s", cue=(SAID,), content=(OPEN,)),))
    without = judge(gold, record(TEXT, [statement("p", [], [[9, 13]], [[14, 33]])]))
    having = judge(gold, record(TEXT, [statement("p", [[0, 8]], [[9, 13]], [[14, 33]])]))
    assert without.counts["linked exact"].correct == 1
    assert having.counts["linked half"].correct == 0


def test_a_report_without_a_record_was_missed() -> None:
    """Everything in it counts as asked for and not given."""
    judgement = judge(GOLD, None)
    assert judgement.counts["linked half"] == Count(0, 0, 2)
    assert judgement.counts["event typed"] == Count(0, 0, 1)
    assert judgement.events == ()


def test_what_a_file_does_not_say_is_no_line() -> None:
    """Without events there is no line on events, without acts none on acts."""
    gold = GoldReport(id="r", text=TEXT, statements=GOLD.statements)
    lines = [figure.line for figure in figures([gold], [judge(gold, record(TEXT))])]
    assert "linked half" in lines
    assert not [line for line in lines if line.startswith(("event", "actor", "voice", "statement act", "speaker"))]


@pytest.mark.parametrize(
    ("trigger", "type", "actor", "found", "typed"),
    [
        ([42, 49], EventType.ASSAULT, [35, 41], 1, 1),
        ([42, 45], EventType.COERCE, [35, 41], 1, 0),
        ([54, 58], EventType.ASSAULT, [35, 41], 1, 1),
        ([54, 58], EventType.COERCE, [35, 41], 0, 0),
        ([54, 58], EventType.ASSAULT, [0, 8], 0, 0),
    ],
)
def test_which_events_pair(trigger: list[int], type: EventType, actor: list[int], found: int, typed: int) -> None:
    """A touching trigger pairs; else it takes the same type, nearness and a shared participant."""
    made = record(TEXT, events=[event("q", type, trigger, [Participant(span=Span(*actor))])])
    counts = judge(GOLD, made).counts
    assert (counts["event found"].correct, counts["event typed"].correct) == (found, typed)


def test_types_are_compared_as_sets_of_the_report() -> None:
    """Two assaults for one are right once; a type that is not there is given and wrong."""
    made = record(
        TEXT,
        events=[event("q1", EventType.ASSAULT, [42, 49]), event("q2", EventType.ASSAULT, [54, 58]),
                event("q3", EventType.AID, [0, 8])],
    )  # fmt: skip
    counts = judge(GOLD, made).counts
    assert counts["report type: ASSAULT"] == Count(1, 1, 1)
    assert counts["report type: AID"] == Count(0, 1, 0)
    assert counts["event typed, ASSAULT"] == Count(1, 2, 1)


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("José Ibáñez", "Ibanez", True),
        ("the Office of Trade", "Trade Office", True),
        ("Ana Ruiz", "Ana Rua", False),
        ("Ana Ruiz", None, False),
        ("", "", False),
    ],
)
def test_which_names_are_the_same(wanted: str, found: str | None, same: bool) -> None:
    """One name's words lie within the other's, accents aside; no name is no match."""
    assert same_name(wanted, found) is same
