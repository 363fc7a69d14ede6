"""Which rows and texts go out, for every format there is."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from newsroom import build, report
from record_strategies import records

from onrecord.bookkeeping import Ledger, bring_up_to_date
from onrecord.exports import FORMATS, Selection, Target, Texts
from onrecord.records import Record
from onrecord.store import Store

from .exported import lines, texts, write

FORMAT = pytest.mark.parametrize("name", FORMATS)
LONG = "The delegation stayed in town over the weekend and left for the coast by train on Monday."


def _needs(name: str) -> None:
    if FORMATS[name].extra == "spacy":
        pytest.importorskip("spacy", reason="spaCy is not installed")


def _files(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()}
    return {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}


def _holds(folder: Path, words: str) -> bool:
    return any(words.encode() in body for body in _files(folder).values())


@pytest.fixture
def confirmed(tmp_path: Path) -> Iterator[Store]:
    """A record of three reports, of which one event is confirmed."""
    path = tmp_path / "news.record"
    raws = [
        report("r1", "Moscow accused Kyiv of shelling the port.", LONG, outlet="Bugle", published="2024-05-01"),
        report("r2", "Pyongyang accused Seoul of spying.", LONG, outlet="Courier", published="2024-05-02"),
        report("r3", "Anna Berg said that the depot was empty.", LONG, published="2024-05-03"),
    ]
    build(path, raws)
    with Store(path, "w") as store:
        (event,) = store.record("r2").events
        Ledger(store).fixer(author="A. Editor").confirm(event.id)
        bring_up_to_date(store)
    with Store(path) as store:
        yield store


@FORMAT
def test_only_confirmed_rows_go_out(confirmed: Store, tmp_path: Path, name: str) -> None:
    """With confirmed rows only, the confirmed event is there and nothing of the others is."""
    _needs(name)
    out = tmp_path / "out" / "export"
    write(confirmed, name, out, confirmed=True, full_text=FORMATS[name].texts is Texts.NEEDED)
    body = b"\n".join(content for file, content in _files(out).items() if not file.endswith("left-out.json"))
    assert not [words for words in (b"Kyiv", b"Berg", b"Bugle", b"r3.jsonl") if words in body]


@FORMAT
def test_texts_stay_unless_asked_for(confirmed: Store, tmp_path: Path, name: str) -> None:
    """A sentence that holds no row goes out with whole texts only, and some formats never carry it."""
    _needs(name)
    kind = FORMATS[name]
    if kind.texts not in (Texts.NEEDED, Texts.WHOLE):
        write(confirmed, name, tmp_path / "quotes" / "export")
        assert not _holds(tmp_path / "quotes", LONG)
    write(confirmed, name, tmp_path / "whole" / "export", full_text=True)
    carries = kind.texts in (Texts.QUOTES, Texts.EXCERPTS, Texts.NEEDED, Texts.WHOLE)
    if name not in ("parquet", "huggingface", "docbin"):  # packed: their own tests read the texts back
        assert _holds(tmp_path / "whole", LONG) == carries


@FORMAT
def test_a_second_export_is_the_same(examples: Store, tmp_path: Path, name: str) -> None:
    """Two exports of one record are equal byte for byte."""
    _needs(name)
    for folder in "ab":
        write(examples, name, tmp_path / folder / "export", full_text=FORMATS[name].texts is Texts.NEEDED)
    assert _files(tmp_path / "a" / "export") == _files(tmp_path / "b" / "export")
    assert not list(tmp_path.rglob(".export*"))


@FORMAT
def test_what_is_left_out_is_said(examples: Store, tmp_path: Path, name: str) -> None:
    """Beside each export of a format that holds less than the record stands what it cannot hold."""
    _needs(name)
    out = tmp_path / "export"
    written = write(examples, name, out, full_text=FORMATS[name].texts is Texts.NEEDED)
    beside = out / "left-out.json" if out.is_dir() else tmp_path / "export.left-out.json"
    assert beside.exists() == bool(FORMATS[name].left_out)
    if beside.exists():
        said = json.loads(beside.read_text("utf-8"))
        assert said["cannot_hold"] == list(FORMATS[name].left_out)
        assert said["rows_left_out"] == {what: count for what, count in written.left_out.items() if count}
        assert said["record"] == "examples.record"


def test_an_old_list_of_what_was_left_out_goes(examples: Store, tmp_path: Path) -> None:
    """A format that holds all takes away what an earlier export said it left out."""
    beside = tmp_path / "a.jsonl.left-out.json"
    beside.write_text("{}")
    write(examples, "jsonl", tmp_path / "a.jsonl")
    assert not beside.exists()


def test_a_shown_event_keeps_the_statements_it_rests_on(examples: Store) -> None:
    """Under a least score no event loses who says or denies it, and no statement what it stands in."""
    seen = 0
    for record in Selection(store=examples, min_score=0.9).records():
        kept = {statement.id for statement in record.statements}
        assert all(event.score >= 0.9 for event in record.events)
        for event in record.events:
            assert {*event.stated_by, *event.denied_by} <= kept
            seen += 1
        assert {each.parent for each in record.statements if each.parent} <= kept
    every = sum(len(record.events) for record in examples.records())
    assert 0 < seen < every


def test_a_stopped_export_leaves_the_old_file(examples: Store, tmp_path: Path) -> None:
    """A file is there whole or not at all."""
    out = tmp_path / "a.txt"
    out.write_text("old")
    with pytest.raises(UnicodeEncodeError), Target(out).binary() as stream:
        stream.write("new \ud800".encode())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert out.read_text() == "old"


@settings(max_examples=12)
@given(records())
def test_any_record_goes_out_in_any_format(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    """Whatever a text holds, every format is written, and spans of excerpts cut what the record quotes."""
    folder = tmp_path_factory.mktemp("any")
    with Store(folder / "any.record", "w") as store:
        store.begin("strategies 1")
        store.add(record)
        store.finish()
        bring_up_to_date(store)
        for name, kind in FORMATS.items():
            if kind.extra != "spacy":
                write(store, name, folder / name, full_text=True)
        for task in lines(folder / "prodigy"):
            assert texts(store)[task["meta"]["report"]] == task["text"]
