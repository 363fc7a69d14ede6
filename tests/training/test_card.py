"""The model card: made of the manifest, the scores and what the reader does now."""

from training.card import render_card
from training.failures import EXAMPLES, Example, shown_failures

from onrecord.reading import Reader

MANIFEST = {
    "version": "reader-0",
    "training": {
        "mixture": {"passes": {"polnear": 6.0, "factuality-uw": 2.0, "a new one": 1.0}},
        "rows": {"polnear": {"train": 822, "left_out": 18}, "factuality-uw": {"train": 9, "left_out": 0}},
    },
}
DETAIL = {
    "event typed, ACCUSE": {"f1": 61.0, "precision": 60.0, "recall": 62.0, "gold": 90, "low": 55.0, "high": 66.0},
}
KINDS = {"linked half, source unnamed": {"f1": 99.0, "precision": 100.0, "recall": 48.0, "gold": 25, "low": None}}
SCORES = {
    "model": "reader-0 sha256:00",
    "parts": {"sets": {"plover-events dev": {"detail": DETAIL}, "gold dev": {"detail": KINDS}}},
}


def test_the_card_says_what_it_was_made_from() -> None:
    """Corpora with licence, types with interval, kinds of source by recall, and the failures as they were found."""
    card = render_card(MANIFEST, 24_000_000, SCORES, ["- an example"])
    assert "| polnear | 6 | 822 | 18 | none stated; third-party news |" in card
    assert "| a new one | 1 |  |  | see NOTICE |" in card
    assert "| ACCUSE | 61.0 | 60.0 | 62.0 | 55 – 66 | 90 |" in card
    assert "| unnamed | 48.0 | 25 |" in card
    assert "- an example" in card
    assert "must not be used" in card


def test_figures_of_another_model_are_not_shown() -> None:
    """Scores made with another version leave the tables empty, and say how to fill them."""
    card = render_card(MANIFEST, 24_000_000, {**SCORES, "model": "reader-9 sha256:00"}, [])
    assert "ACCUSE" not in card
    assert card.count("Not measured yet") == 2


def test_examples_are_read_when_the_card_is_made() -> None:
    """What is found is what the reader finds now; an example it gets right says so."""
    right = Example("Nothing.", "The army arrested two men.", "an arrest", lambda reading: bool(reading.events))
    wrong = Example("Nothing.", "The army arrested two men.", "no arrest", lambda reading: not reading.events)
    shown = shown_failures(Reader.load(threads=1), [right, wrong])
    assert "read rightly by this model" in shown[0]
    assert "read rightly" not in shown[1]
    assert "COERCE “arrested”" in shown[1]
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES)
