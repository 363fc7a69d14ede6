"""Formats of annotation tools and standards: every span cut again in the unit that the tool counts in."""

import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import cassis
import pytest

from onrecord.errors import StoreError
from onrecord.exports.offsets import storable, xml_storable
from onrecord.store import Store

from .exported import labelled, lines, texts, utf16_slice, write

FULL = pytest.mark.parametrize("full_text", [False, True], ids=["excerpts", "whole"])


def test_both_selectors_of_a_web_annotation_agree(store: Store, tmp_path: Path) -> None:
    """Position and quotation select the same characters, with what stands before and after."""
    written = write(store, "web-annotation", tmp_path / "a.json")
    collection = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert collection["total"] == len(page["items"]) == written.counts["annotations"] > 0
    by_digest = {f"urn:sha256:{each.report.sha256}": storable(each.report.text) for each in store.records()}
    ids = [annotation["id"] for annotation in page["items"]]
    assert len(ids) == len(set(ids))
    for annotation in page["items"]:
        assert {"id", "type", "target", "body", "motivation"} <= annotation.keys()
        assert annotation["type"] == "Annotation"
        text = by_digest[annotation["target"]["source"]["id"]]
        position, quotation = annotation["target"]["selector"]
        assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end = position["start"], position["end"]
        assert text[start:end] == quotation["exact"] != ""
        assert text[:start].endswith(quotation["prefix"])
        assert text[end:].startswith(quotation["suffix"])
        for body in annotation["body"]:
            assert body["purpose"] in ("classifying", "tagging", "identifying", "linking")
            assert body["purpose"] != "linking" or body["source"] in ids


def test_annotations_carry_every_label(store: Store, tmp_path: Path) -> None:
    """Each mention, part of a statement and part of an event is one annotation."""
    write(store, "web-annotation", tmp_path / "a.json")
    found: Counter[tuple[str, str]] = Counter()
    for annotation in json.loads((tmp_path / "a.json").read_text("utf-8"))["first"]["items"]:
        if annotation["motivation"] == "classifying":
            label = annotation["body"][0]["value"]
            found[label, annotation["target"]["selector"][1]["exact"]] += 1
    assert found == labelled(store)


@FULL
def test_prodigy_tasks_are_whole(store: Store, tmp_path: Path, full_text: bool) -> None:
    """Tokens make up the text, spans are runs of tokens, relations lead from span to span."""
    write(store, "prodigy", tmp_path / "p.jsonl", full_text=full_text)
    known, found = texts(store), Counter[tuple[str, str]]()
    hashes = []
    for task in lines(tmp_path / "p.jsonl"):
        text, tokens = task["text"], task["tokens"]
        assert known[task["meta"]["report"]][task["meta"]["start"] : task["meta"]["end"]] == text
        assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
        assert [token["id"] for token in tokens] == list(range(len(tokens)))
        assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
        for span in task["spans"]:
            assert tokens[span["token_start"]]["start"] == span["start"]
            assert tokens[span["token_end"]]["end"] == span["end"]
            found[span["label"], text[span["start"] : span["end"]]] += 1
        spans = [(span["token_start"], span["token_end"], span["label"]) for span in task["spans"]]
        for relation in task["relations"]:
            for side, token in (("head_span", relation["head"]), ("child_span", relation["child"])):
                end = relation[side]
                assert (end["token_start"], end["token_end"], end["label"]) in spans
                assert token == end["token_end"]
        hashes.append(task["_task_hash"])
    assert len(hashes) == len(set(hashes)) > 0
    _compare(found, store, full_text=full_text)


@FULL
def test_doccano_counts_utf16_units(store: Store, tmp_path: Path, full_text: bool) -> None:
    """Offsets cut each text as JavaScript cuts it, and relations lead from entity to entity."""
    write(store, "doccano", tmp_path / "d.jsonl", full_text=full_text)
    known, found, ids = texts(store), Counter[tuple[str, str]](), []
    for example in lines(tmp_path / "d.jsonl"):
        assert known[example["report"]][example["start"] : example["end"]] == example["text"]
        for entity in example["entities"]:
            assert 0 <= entity["start_offset"] < entity["end_offset"]
            words = utf16_slice(example["text"], entity["start_offset"], entity["end_offset"])
            found[entity["label"], words] += 1
        here = {entity["id"] for entity in example["entities"]}
        assert {each[end] for each in example["relations"] for end in ("from_id", "to_id")} <= here
        ids += [*here, *(relation["id"] for relation in example["relations"])]
    assert len(ids) == len(set(ids)) > 0
    _compare(found, store, full_text=full_text)


@FULL
def test_label_studio_counts_code_points(store: Store, tmp_path: Path, full_text: bool) -> None:
    """Offsets cut the text that stands beside them, and every label is in the configuration."""
    write(store, "label-studio", tmp_path / "t.json", full_text=full_text)
    view = ET.fromstring((tmp_path / "t.json.config.xml").read_text("utf-8"))  # noqa: S314  # our own file
    labels = {each.get("value") for each in view.iter("Label")}
    ties = {each.get("value") for each in view.iter("Relation")}
    assert [each.get("toName") for each in view.iter("Labels")] == [each.get("name") for each in view.iter("Text")]
    found = Counter[tuple[str, str]]()
    for task in json.loads((tmp_path / "t.json").read_text("utf-8")):
        text, results = task["data"]["text"], task["predictions"][0]["result"]
        spans = {each["id"]: each for each in results if each["type"] == "labels"}
        for span in spans.values():
            value = span["value"]
            assert text[value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels
            found[value["labels"][0], value["text"]] += 1
        for tie in (each for each in results if each["type"] == "relation"):
            assert {tie["from_id"], tie["to_id"]} <= spans.keys()
            assert set(tie["labels"]) <= ties
    _compare(found, store, full_text=full_text)


def test_a_cas_covers_the_very_characters(store: Store, tmp_path: Path) -> None:
    """UIMA reads each file, and every annotation covers what the record quotes, in UTF-16 units."""
    write(store, "inception", tmp_path, full_text=True)
    with (tmp_path / "TypeSystem.xml").open("rb") as stream:
        types = cassis.load_typesystem(stream)
    found: Counter[tuple[str, str]] = Counter()
    known = {record.report.id: record for record in store.records()}
    files = sorted(tmp_path.glob("*.xmi"))
    assert len(files) == len(known)
    for path in files:
        with path.open("rb") as stream:
            cas = cassis.load_cas_from_xmi(stream, typesystem=types)
        (report,) = cas.select("webanno.custom.OnrecordReport")
        record = next(each for each in known.values() if xml_storable(each.report.id) == report.report)
        assert cas.sofa_string == xml_storable(record.report.text)
        for span in cas.select("webanno.custom.OnrecordSpan"):
            found[span.label, span.get_covered_text()] += 1
        for link in cas.select("webanno.custom.OnrecordLink"):
            assert link.get_covered_text() == link.Dependent.get_covered_text()
            assert link.Governor.row
        sentences = [each.get_covered_text() for each in cas.select(_of_dkpro("Sentence"))]
        assert sentences == [xml_storable(span.slice(record.report.text)) for span in sorted(record.sentences)]
        assert all(each.get_covered_text().strip() for each in cas.select(_of_dkpro("Token")))
    assert found == Counter({(a, xml_storable(b)): n for (a, b), n in labelled(store).items()})


def test_whole_reports_go_out_on_demand(examples: Store, tmp_path: Path) -> None:
    """A format of whole reports refuses without the option, and says which to take."""
    with pytest.raises(StoreError, match="--full-text"):
        write(examples, "inception", tmp_path / "cas")
    assert not (tmp_path / "cas").exists()


def test_excerpts_are_not_the_whole_text(examples: Store, tmp_path: Path) -> None:
    """Without the option no task holds a whole report, and every statement and event is in one."""
    known = texts(examples)
    write(examples, "prodigy", tmp_path / "p.jsonl")
    tasks = lines(tmp_path / "p.jsonl")
    assert not [task for task in tasks if task["text"] == known[task["meta"]["report"]]]
    shown = {span["row"] for task in tasks for span in task["spans"]}
    rows = {row.id for record in examples.records() for row in (*record.statements, *record.events)}
    assert rows <= shown


def _compare(found: Counter[tuple[str, str]], store: Store, *, full_text: bool) -> None:
    """Whole reports show every mark; excerpts every one but mentions outside of them."""
    assert found <= labelled(store)
    assert labelled(store, mentions=full_text) <= found


def _of_dkpro(name: str) -> Any:
    return f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{name}"
