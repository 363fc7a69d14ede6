"""The line of time, and one quotation in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.room.facts.drift import drifts, quoting
from onrecord.room.facts.history import Moment, line
from onrecord.room.facts.paging import part
from onrecord.store.room.claims import Voiced


def account(ordinal: int, report: str, **given: object) -> Voiced:
    """Return an account of one speaker through a statement."""
    known: dict[str, object] = {
        "ordinal": ordinal,
        "row": f"e{ordinal}",
        "report": report,
        "via": f"s{ordinal}",
        "stance": "assert",
        "factuality": None,
        "source_kind": "person",
        "speaker": f"a{ordinal}",
        "world_actor": "w1",
        "speaker_name": "Anna Berg",
        "chain": ("Anna Berg",),
        "published": "2024-05-01",
        "source": 1,
        "family": None,
        "outlet": report.upper(),
        "title": None,
        "agency": None,
    }
    return Voiced(**{**known, **given})  # type: ignore[arg-type]


TEXTS = {
    "r1": "“We will never sell them a single shell,” Anna Berg said.",
    "r2": "“We will not sell them a single shell,” said Berg.",
    "r3": "“The ferry to the islands is late again today,” said Berg.",
}
SPANS = {"s0": [(1, 39)], "s1": [(1, 37)], "s2": [(1, 46)]}


def test_a_quotation_is_shown_word_by_word() -> None:
    """The words on which two reports differ are told from those they share, and all others read as they stand."""
    (found,) = drifts([account(0, "r1"), account(1, "r2")], SPANS, TEXTS)
    assert "".join(text for text, _ in found.first.pieces) == TEXTS["r1"][1:39]
    assert "".join(text for text, _ in found.second.pieces) == TEXTS["r2"][1:37]
    assert [text for text, changed in found.first.pieces if changed] == ["never"]
    assert [text for text, changed in found.second.pieces if changed] == ["not"]


def test_another_utterance_is_no_drift() -> None:
    """Two quotations of one speaker that share few words are two utterances."""
    assert drifts([account(0, "r1"), account(2, "r3")], SPANS, TEXTS) == ()


def test_the_same_words_are_no_drift() -> None:
    """A quotation that two reports carry alike is not listed, and a third telling is compared with the first."""
    texts = {"r1": TEXTS["r1"], "r2": TEXTS["r1"], "r3": TEXTS["r2"]}
    spans = {"s0": [(1, 39)], "s1": [(1, 39)], "s2": [(1, 37)]}
    (found,) = drifts([account(0, "r1"), account(1, "r2"), account(2, "r3")], spans, texts)
    assert (found.first.report, found.second.report) == ("r1", "r3")


def test_only_known_speakers_are_compared() -> None:
    """An account in own voice, or of somebody who is not one across reports, carries no quotation to compare."""
    accounts = [account(0, "r1", via=None), account(1, "r2", world_actor=None), account(2, "r3"), account(3, "r3")]
    assert [each.ordinal for each in quoting(accounts)] == [2]


def test_points_lie_between_the_first_and_the_last_day() -> None:
    """The first day is at the beginning of the line, the last at its end, and what lies between in proportion."""
    moments = [Moment(day=day, lane="asserts") for day in ("2024-05-01", "2024-05-03", "2024-05-05", "2024-05-05")]
    made = line(moments, ("asserts", "denies"))
    assert [(point.x, point.count) for point in made.points] == [(0, 1), (500, 1), (1000, 2)]
    assert made.lanes == ("asserts",)
    assert made.words == "From 1 May 2024 to 5 May 2024."


@pytest.mark.parametrize(
    ("day", "undated"), [(None, 1), ("no date", 1), ("2024-13-40", 1), ("2024", 0), ("2024-05", 0)]
)
def test_what_has_no_date_is_counted_apart(day: str | None, undated: int) -> None:
    """A moment without a date that a calendar knows is not placed anywhere."""
    made = line([Moment(day=day, lane="asserts")], ("asserts",))
    assert made.undated == undated
    assert len(made.points) == 1 - undated


def test_more_days_than_can_be_told_apart_are_counted_by_month() -> None:
    """A line of some hundred days has a point a month."""
    days = [f"2024-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(200)]
    made = line([Moment(day=day, lane="asserts", what="x") for day in days], ("asserts",))
    assert made.by_month
    assert [point.when for point in made.points][:2] == ["Jan 2024", "Feb 2024"]
    assert sum(point.count for point in made.points) == 200


@given(st.integers(0, 500), st.integers(-3, 60), st.integers(1, 50))
def test_parts_hold_every_row_once(total: int, page: int, size: int) -> None:
    """Whatever page is asked for, one that is there is shown, and all pages together hold all rows."""
    shown = part(total, page, size)
    assert 1 <= shown.page <= shown.pages
    rows = [n for each in range(1, shown.pages + 1) for n in range(total)[part(total, each, size).skip :][:size]]
    assert rows == list(range(total))
    assert shown.last - shown.first + 1 <= size
