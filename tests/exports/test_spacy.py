"""spaCy: documents that read back, and the component in a pipeline."""

import json
from collections import Counter
from pathlib import Path

import pytest
from scripted import scripted_pipeline

from onrecord.store import Store

from .exported import labelled, texts, write

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")

from spacy import displacy  # noqa: E402
from spacy.tokens import DocBin  # noqa: E402

from onrecord.spacy_pipe import OnrecordPipe, as_displacy  # noqa: E402

TEXT = "\U0001f600 Moscow accused Kyiv of shelling the port.\r\nKyiv denied that e\u0301clat hit it."


@pytest.mark.parametrize("full_text", [False, True], ids=["excerpts", "whole"])
def test_documents_read_back(store: Store, tmp_path: Path, full_text: bool) -> None:
    """Texts are those of the reports, and spans cover what the record quotes."""
    write(store, "docbin", tmp_path / "d.spacy", full_text=full_text)
    vocab = spacy.blank("en").vocab
    found: Counter[tuple[str, str]] = Counter()
    for doc in DocBin().from_disk(tmp_path / "d.spacy").get_docs(vocab):
        about = doc.user_data["onrecord"]
        assert texts(store)[about["report"]][about["start"] : about["end"]] == doc.text
        keys = set()
        for group in ("mentions", "statements", "events"):
            for span in doc.spans[group]:
                found[span.label_, span.text] += 1
                keys.add(span.id_)
        assert {end for tail, head, _ in about["links"] for end in (tail, head)} <= keys
    assert found <= labelled(store)
    assert labelled(store, mentions=full_text) <= found


def test_a_folder_of_documents(examples: Store, tmp_path: Path) -> None:
    """A name without the suffix is a folder of files, with all documents and what was left out."""
    written = write(examples, "docbin", tmp_path / "corpus")
    files = sorted((tmp_path / "corpus").glob("*.spacy"))
    assert sum(len(DocBin().from_disk(path)) for path in files) == written.counts["documents"]
    assert json.loads((tmp_path / "corpus" / "left-out.json").read_text("utf-8"))["format"] == "docbin"


def test_the_component_marks_documents() -> None:
    """Span groups hold what is found, each span its row and its very characters, the document its record."""
    pipe = OnrecordPipe(scripted_pipeline())
    nlp = spacy.blank("en")
    first, second = pipe.pipe(nlp.pipe([TEXT, "Nobody spoke."]))
    assert first._.onrecord.report.text == TEXT == first.text
    assert [(span.text, span.label_) for span in first.spans["statements"]] == [
        ("Kyiv", "source"),
        ("denied", "cue"),
        ("e\u0301clat hit it", "content"),
    ]
    (event,) = first._.onrecord.events
    for span in first.spans["events"]:
        start, end = span._.exact
        assert TEXT[start:end] in span.text
        assert span._.row == event.id
    assert second._.onrecord.events == ()
    assert not second.spans["events"]


def test_marked_documents_can_be_stored() -> None:
    """A document that was stored and read back, as between processes, has its record, rows and very characters."""
    nlp = spacy.blank("en")
    (doc,) = OnrecordPipe(scripted_pipeline()).pipe([nlp(TEXT)])
    binary = DocBin(docs=[doc], store_user_data=True)
    (again,) = DocBin(store_user_data=True).from_bytes(binary.to_bytes()).get_docs(nlp.vocab)
    assert again._.onrecord == doc._.onrecord
    for one, other in zip(again.spans["events"], doc.spans["events"], strict=True):
        assert (one.text, one._.row, one._.exact) == (other.text, other._.row, other._.exact)


def test_a_document_that_cannot_be_read_says_why() -> None:
    """It keeps no record, and the documents beside it are read."""
    pipe = OnrecordPipe(scripted_pipeline())
    docs = list(pipe.pipe(spacy.blank("en").pipe(["UNREADABLE", TEXT])))
    assert docs[0]._.onrecord is None
    assert "UNREADABLE" in docs[0]._.onrecord_failure
    assert docs[1]._.onrecord is not None


def test_the_component_has_its_name(tmp_path: Path) -> None:
    """A pipeline finds it by its name, reads with the shipped model, and is saved and loaded with its settings."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2024-05-02"})
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    doc = again("Sergei Lavrov said on Monday that Russia had withdrawn its troops from the island.")
    assert again.pipe_names == ["onrecord"]
    assert doc._.onrecord.report.published.start == "2024-05-02"
    assert "said" in [span.text for span in doc.spans["statements"]]


def test_displacy_shows_any_record(store: Store) -> None:
    """The very characters of each span stand in what displaCy draws, for records that spaCy never saw."""
    for record in store.records():
        for group in ("mentions", "statements", "events"):
            shown = as_displacy(record, group, title="T")
            for span in shown["spans"]:
                first, last = shown["tokens"][span["start_token"]], shown["tokens"][span["end_token"] - 1]
                words = record.report.text[span["start"] : span["end"]]
                assert words.startswith(first)
                assert words.endswith(last)
    page = displacy.render(as_displacy(record, "events"), style="span", manual=True, jupyter=False)
    assert "<div" in page
