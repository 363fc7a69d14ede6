"""Rows to tags of words, and what a corpus leaves open."""

import json
from pathlib import Path

import numpy as np
import pytest
from training.calibrate import expected_error, fit
from training.card import render_card
from training.examples import IGNORED, LabelledReport, label_report, windows_of
from training.labels import MENTION_TARGETS, mention_masks, opened_mentions
from training.rows import Row

from onrecord.reading.labels import (
    EVENT_ROLE_TAGS,
    MENTION_TAGS,
    STATEMENT_ROLE_TAGS,
    STATEMENT_TAGS,
    TRIGGER_TAGS,
)
from onrecord.reading.tokens import Tokenizer
from onrecord.reading.weights import default_folder

_TEXT = "Minsk denied on Monday that it had armed the rebels."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The shipped vocabulary."""
    return Tokenizer.from_file(default_folder() / "vocab.txt")


def _span(quote: str) -> list[int]:
    start = _TEXT.index(quote)
    return [start, start + len(quote)]


def _names(tags: np.ndarray, tag_set: tuple[str, ...]) -> list[str]:
    return [tag_set[tag] for tag in tags]


@pytest.fixture(scope="module")
def labelled(tokenizer: Tokenizer) -> LabelledReport:
    """A row with one statement and one event."""
    row = Row(
        id="r",
        corpus="x",
        text=_TEXT,
        statements=[
            {"source": [_span("Minsk")], "cue": [_span("denied")], "content": [_span("that it had armed the rebels")]}
        ],
        events=[
            {
                "type": "AID", "mode": None, "trigger": _span("armed"), "actors": [_span("it")],
                "recipients": [_span("the rebels")], "place": None, "date": _span("Monday"), "factuality": "CT-",
                "tense": "past",
            }
        ],
    )  # fmt: skip
    return label_report(row, tokenizer)


def test_statements_become_flat_tags(labelled: LabelledReport) -> None:
    """Source, cue and content are spans of one sequence."""
    assert _names(labelled.tags["statements"], STATEMENT_TAGS)[:6] == [
        "B-source", "B-cue", "O", "O", "B-content", "I-content",
    ]  # fmt: skip


def test_nothing_is_said_of_cues_inside_a_content(labelled: LabelledReport) -> None:
    """The corpus marks no nested statements, so their absence teaches nothing."""
    assert labelled.tags["cues"].tolist() == [0, 1, 0, 0, *[IGNORED] * 6, 0]


def test_each_predicate_sees_its_own_arguments(labelled: LabelledReport) -> None:
    """The cue has source and content, the trigger its participants and date."""
    cue, trigger = labelled.predicates
    assert _names(cue.tags, STATEMENT_ROLE_TAGS)[0] == "B-source"
    assert _names(trigger.tags, EVENT_ROLE_TAGS)[3] == "B-date"
    assert _names(trigger.tags, EVENT_ROLE_TAGS)[8:10] == ["B-recipient", "I-recipient"]
    assert _names(labelled.tags["triggers"], TRIGGER_TAGS)[7] == "B-AID"


def test_windows_tile_the_report(tokenizer: Tokenizer) -> None:
    """Wherever the first cut falls, every word is in exactly one window."""
    report = label_report(Row(id="r", corpus="x", text="The envoy left. " * 120), tokenizer)
    for seed in range(5):
        windows = windows_of(report, np.random.default_rng(seed))
        assert [w for window in windows for w in range(window.start, window.end)] == list(range(len(report.words)))


def test_an_unmarked_word_may_still_be_what_the_corpus_does_not_mark() -> None:
    """ewn says of an unmarked word that it is no person; it may be a weapon."""
    rows, masks = mention_masks()
    unmarked = masks[rows["ewn:O"]]
    assert not unmarked[MENTION_TAGS.index("B-person")]
    assert unmarked[MENTION_TAGS.index("B-weapon")]
    assert unmarked[0]
    assert all(masks[rows["B-" + label]].any() for label in MENTION_TARGETS)


def test_a_mention_that_a_border_cuts_begins_anew() -> None:
    """The first word of a stretch is never inside a mention that began before it; all others stay."""
    rows, masks = mention_masks()
    cut = np.array([rows["I-ewn:Person"], rows["I-ewn:Person"], rows["ewn:O"]])
    opened = opened_mentions(cut)
    assert masks[opened[0]][MENTION_TAGS.index("B-person")]
    assert opened[1:].tolist() == cut[1:].tolist()
    whole = np.array([rows["ewn:O"], rows["B-ewn:Person"]])
    assert opened_mentions(whole).tolist() == whole.tolist()


def test_calibration_recovers_a_known_curve() -> None:
    """Confidence that is too high by a known curve is brought back to the chance of being right."""
    rng = np.random.default_rng(1)
    confidence = rng.uniform(0.02, 0.98, 4000)
    odds = 0.5 * np.log(confidence / (1 - confidence)) - 0.4
    right = rng.uniform(size=4000) < 1 / (1 + np.exp(-odds))
    pairs = list(zip(confidence.tolist(), right.tolist(), strict=True))
    slope, intercept = fit(pairs)
    assert abs(slope - 0.5) < 0.1
    assert abs(intercept + 0.4) < 0.1
    assert expected_error((slope, intercept), "event", pairs) < 0.03 < expected_error((1.0, 0.0), "event", pairs)


def test_the_card_lists_every_corpus_with_its_licence() -> None:
    """Each corpus of the shipped manifest stands in the card with its rows."""
    manifest = json.loads((Path(default_folder()) / "manifest.json").read_text(encoding="utf-8"))
    card = render_card(manifest, 24_000_000, {}, [])
    assert "24 MB" in card
    for name in manifest["training"]["mixture"]["passes"]:
        assert f"| {name} |" in card
