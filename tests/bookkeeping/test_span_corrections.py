"""Words put right: a field that points at the wrong words is pointed at others, and stays so."""

import json
from pathlib import Path

import pytest
from newsroom import SENTENCES, build, pipeline, problems, report

from onrecord.bookkeeping import Ledger
from onrecord.errors import CorrectionError
from onrecord.records import Event, Statement
from onrecord.store import Store

TEXT = f"{SENTENCES[0]} {SENTENCES[5]} {SENTENCES[1]}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of one report."""
    path = tmp_path / "news.record"
    build(path, [report("r1", TEXT, outlet="Bugle", published="2024-05-01")])
    return path


def _set(path: Path, table: str, field: str, value: str) -> str:
    with Store(path, "w") as store:
        (row, *_) = getattr(store.record("r1"), table)
        return Ledger(store).fixer(author="A. Editor").set_field(row.id, field, value).id


def _event(path: Path) -> Event:
    with Store(path) as store:
        return store.record("r1").events[0]


def _statement(path: Path) -> Statement:
    with Store(path) as store:
        return store.record("r1").statements[0]


def _at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


def _words(path: Path, *spans: object) -> str:
    with Store(path) as store:
        return store.record("r1").quote(*spans)  # type: ignore[arg-type]


def test_what_is_said_is_cut_otherwise(path: Path) -> None:
    """The content of a statement may be set to several spans; the record stays sound and the row keeps its id."""
    before = _statement(path)
    _set(path, "statements", "content", f"{_at('seven freight trains')} {_at('left the depot')}")
    after = _statement(path)
    assert after.id == before.id
    assert _words(path, *after.content) == "seven freight trains … left the depot"
    assert problems(path) == []


def test_a_span_survives_another_model(path: Path) -> None:
    """Read again by another model, the trigger is where it was put; undone, where the model has it."""
    made = _set(path, "events", "trigger", _at("shelling"))
    with Store(path) as store:
        assert store.record("r1").quote(store.record("r1").events[0].trigger) == "shelling"
    build(path, [report("r1", TEXT, outlet="Bugle", published="2024-05-01")], read_by=pipeline("2"))
    assert _words(path, _event(path).trigger) == "shelling"
    with Store(path, "w") as store:
        Ledger(store).fixer().undo(made)
    assert _words(path, _event(path).trigger) == "accused"
    assert problems(path) == []


def test_participants_are_whom_the_words_name(path: Path) -> None:
    """A participant set by its words is the actor these words name; one that was there keeps what is known of it."""
    _set(path, "events", "recipients", f"{_at('Anna Berg')} {_at('Kyiv')} {_at('northern grain port')}")
    with Store(path) as store:
        record = store.record("r1")
        known = [(record.quote(each.span), each.actor and record.actor(each.actor)) for each in _event(path).recipients]
    assert [(words, actor.name if actor else None) for words, actor in known] == [
        ("Kyiv", "Kyiv"),
        ("northern grain port", None),
        ("Anna Berg", "Anna Berg"),
    ]
    assert _event(path).recipients[0].country == "UKR"


def test_an_event_is_given_a_place_by_its_words(path: Path) -> None:
    """Other words for the place take its name and country away; none take the place away."""
    _set(path, "events", "where", _at("northern grain port"))
    place = _event(path).place
    assert place is not None
    assert (_words(path, place.span), place.name, place.country) == ("northern grain port", None, None)
    _set(path, "events", "place", "Port of Odesa")
    assert getattr(_event(path).place, "name", None) == "Port of Odesa"
    _set(path, "events", "where", "")
    assert _event(path).place is None


@pytest.mark.parametrize(
    ("table", "field", "value", "message"),
    [
        ("events", "trigger", "", "expected one span"),
        ("events", "trigger", "1,4 9,12", "expected one span"),
        ("events", "trigger", "7,7", "expected START,END"),
        ("events", "trigger", "9999,10003", "a text of"),
        ("events", "trigger", "from here", "expected START,END"),
        ("statements", "content", "", "a span or more"),
        ("statements", "content", "1,9 5,12", "overlap"),
        ("statements", "cue", "6,7", "nothing but space"),
    ],
)
def test_words_that_are_none_are_refused(path: Path, table: str, field: str, value: str, message: str) -> None:
    """Spans that are none are refused with what was expected, and the log stays as it is."""
    with pytest.raises(CorrectionError, match=message):
        _set(path, table, field, value)
    with Store(path) as store:
        assert store.sql("SELECT count(*) FROM corrections").rows == ((0,),)


def test_words_are_found_again_in_a_text_made_anew() -> None:
    """Where the text was made anew, the words are looked for; twice there, or not at all, they are not guessed."""
    from onrecord.ledger.corrections.spans import placed_spans

    value = json.dumps([{"start": 3, "end": 7, "quote": "port"}])
    (span,) = placed_spans("The old port closed.", "events", "trigger", value)
    assert (span.start, span.end) == (8, 12)
    for text in ("A port is a port.", "No harbour."):
        with pytest.raises(CorrectionError, match="expected once"):
            placed_spans(text, "events", "trigger", value)
