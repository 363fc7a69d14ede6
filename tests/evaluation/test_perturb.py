"""Spoilt reports: the same chance each time, and every annotated span still points at its words."""

import random

import pytest
from evaluation.perturb import PERTURBATIONS, applied, joined, perturbed
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "Talks resume\n\nThe minister said on Monday that the border bridge had been reopened after two weeks.\n\n"
    "“We were never told,” a spokesman for the harbour workers’ union answered."
)
CUE, CONTENT = TEXT.index("said"), TEXT.index("that the border")
ROW = {
    "id": "r1",
    "text": TEXT,
    "events": [],
    "statements": [
        {
            "id": "s1",
            "source": [[14, 26]],
            "cue": [[CUE, CUE + 4]],
            "content": [[CONTENT, TEXT.index(".\n\n“")]],
        }
    ],
}


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and edits of it, ordered, that do not overlap."""
    text = draw(st.text("abc ", min_size=1, max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [(start, end, draw(st.text("XY", max_size=3))) for start, end in pairs]


@given(edited())
def test_what_no_edit_touches_is_found_again(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    """Every stretch between two edits is the same characters at its new place."""
    text, edits = case
    changed, moves = applied(text, edits)
    borders = [0, *(at for start, end, _ in edits for at in (start, end)), len(text)]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        if start < end:
            assert changed[moves.start(start) : moves.end(end)] == text[start:end]


def test_what_is_put_in_before_a_span_stays_outside_it() -> None:
    """A time of day before a paragraph is no part of the statement that opens it."""
    changed, moves = applied("He left. She stayed.", [(9, 9, "11.42 ")])
    assert changed[moves.start(9) : moves.end(20)] == "She stayed."
    assert changed[moves.start(0) : moves.end(9)] == "He left. "


@pytest.mark.parametrize("name", list(PERTURBATIONS))
def test_a_spoilt_report_keeps_its_annotation(name: str) -> None:
    """The cue's span is still the cue, give or take a letter, and the same draw gives the same text."""
    row = perturbed(ROW, PERTURBATIONS[name], name)
    assert row == perturbed(ROW, PERTURBATIONS[name], name)
    [[start, end]] = row["statements"][0]["cue"]
    assert row["text"][start:end].lower() == "said"
    [[start, end]] = row["statements"][0]["content"]
    assert row["text"][start : start + 4].lower() == "that"
    assert row["text"][:end].lower().endswith("weeks")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("all capitals", "“WE WERE NEVER TOLD,” A SPOKESMAN FOR THE HARBOUR WORKERS’ UNION ANSWERED."),
        ("straight quotes", '"We were never told," a spokesman for the harbour workers\' union answered.'),
        ("British quotes", "‘We were never told,’ a spokesman for the harbour workers’ union answered."),
    ],
)
def test_what_is_spoilt(name: str, wanted: str) -> None:
    """Capitals and marks are those of the name."""
    assert perturbed(ROW, PERTURBATIONS[name], name)["text"].endswith(wanted)


def test_paragraphs_and_spaces_go() -> None:
    """One block has no line break, and a report that lost spaces is shorter."""
    assert "\n" not in perturbed(ROW, PERTURBATIONS["no paragraphs"], "n")["text"]
    long = {**ROW, "text": TEXT * 20}
    assert len(perturbed(long, PERTURBATIONS["missing spaces"], "n")["text"]) < len(long["text"])
    draw = random.Random(1)  # noqa: S311 - chance, not secrecy
    assert list(PERTURBATIONS["typing errors"](TEXT * 20, draw))


def test_joined_reports_keep_every_statement() -> None:
    """Two reports end to end hold the statements of both, each at its own place."""
    whole = joined([ROW, {**ROW, "id": "r2"}], "both")
    assert [s["id"] for s in whole["statements"]] == ["r1/s1", "r2/s1"]
    for statement in whole["statements"]:
        [[start, end]] = statement["cue"]
        assert whole["text"][start:end] == "said"
