"""Copies: sketches, overlaps, families, shared sentences, credits and notices."""

import random
from typing import Any

import numpy as np
import pytest
from casefile import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cleaning import Cleaner
from onrecord.ledger.copies import (
    NoticeKind,
    Reuse,
    Sketch,
    agencies_of,
    anchors_of,
    compare,
    families,
    notices_of,
    pack,
    read_spans,
    shared_sentences,
    sketch,
    supersedes,
    unpack,
)
from onrecord.ledger.tokens import whole
from onrecord.reading.sentences import split_sentences
from onrecord.records import Given, RawReport, Record, Report

VERBS = "closed opened guarded crossed watched painted mended sold leased fenced".split()
NOUNS = "bridge ford ferry harbour mill tower quarry orchard depot lighthouse chapel granary".split()
NAMES = "Orlan Belin Carsk Dornau Elvik Farum Gelnitz Hov Ister Jarna".split()


def story(seed: int, sentences: int = 20) -> list[str]:
    """Return sentences that are alike in style and share no long run of words with another seed's."""
    rng = random.Random(seed)  # noqa: S311 - example texts
    return [
        f"{rng.choice(NAMES)} {rng.choice(VERBS)} the {rng.choice(NOUNS)} near {rng.choice(NAMES)} after "
        f"{rng.randrange(1000)} people {rng.choice(VERBS)} a {rng.choice(NOUNS)} with {rng.randrange(1000)} lamps."
        for _ in range(sentences)
    ]


def sketched(sentences: list[str]) -> Sketch:
    """Return the sketch of sentences that follow each other."""
    text = " ".join(sentences)
    return sketch(text, whole(text))


def clean(text: str, **fields: str) -> Report:
    """Return the report that cleaning makes of a plain text."""
    raw = RawReport(path="a.txt", body=text.encode(), media_type="text/plain", given=Given(**fields))
    return Cleaner()([raw])[0]


def record_of(report: Report) -> Record:
    """Return a record that has sentences alone."""
    spans = [
        span
        for zone in report.zones
        if zone.kind.is_read
        for span in split_sentences(report.text, zone.span.start, zone.span.end)
    ]
    return Record(report=report, sentences=tuple(spans), mentions=(), actors=(), statements=(), events=(), model="none")


def test_a_cut_is_a_copy_of_the_whole() -> None:
    """A story of which the end is cut off is a copy of it, and wholly contained."""
    whole_story = story(1)
    overlap = compare(sketched(whole_story), sketched(whole_story[:7]))
    assert overlap.reuse is Reuse.COPY
    assert overlap.second_in_first == 1
    assert overlap.first_in_second < 0.5


def test_moved_paragraphs_are_a_copy() -> None:
    """A story whose sentences stand in another order is a copy."""
    moved = story(2)[10:] + story(2)[:10]
    assert compare(sketched(story(2)), sketched(moved)).reuse is Reuse.COPY


def test_a_borrowed_paragraph_is_partial_reuse() -> None:
    """A report that takes over three sentences of another is kept apart from copies."""
    assert compare(sketched(story(3)), sketched(story(4)[:17] + story(3)[:3])).reuse is Reuse.PARTIAL


def test_two_reports_of_their_own_share_nothing() -> None:
    """Two stories in the same words and style are no copies."""
    assert compare(sketched(story(5)), sketched(story(6))).reuse is Reuse.NONE


def test_a_paragraph_of_a_long_digest_is_no_copy_of_it() -> None:
    """A short text inside one ten times as long is a passage of it."""
    assert compare(sketched(story(7, 60)), sketched(story(7, 60)[:4])).reuse is Reuse.PARTIAL


def test_copies_share_an_anchor() -> None:
    """The index brings a story and its cut together."""
    assert set(anchors_of(sketched(story(8)))) & set(anchors_of(sketched(story(8)[:6])))


def test_anchors_fit_an_integer_column() -> None:
    """Anchors are non-negative integers of 63 bits."""
    assert all(0 <= anchor < 2**63 for anchor in anchors_of(sketched(story(9))))


def test_a_text_of_four_words_has_no_sketch() -> None:
    """A text shorter than a run has an empty sketch and is like nothing."""
    short = sketched(["Orlan bridge closed today"])
    assert len(short) == 0
    assert compare(short, short).reuse is Reuse.NONE
    assert anchors_of(short) == ()


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NOUNS), max_size=60), st.lists(st.sampled_from(NOUNS), max_size=60))
def test_overlap_is_symmetric(first: list[str], second: list[str]) -> None:
    """The relation of two texts does not depend on which comes first."""
    ours, theirs = sketched(first), sketched(second)
    there, back = compare(ours, theirs), compare(theirs, ours)
    assert (there.reuse, there.jaccard, there.first_in_second) == (back.reuse, back.jaccard, back.second_in_first)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NOUNS), max_size=60))
def test_sketches_are_packed_and_read_back(words: list[str]) -> None:
    """A sketch read back from its bytes is the sketch."""
    made = sketched(words)
    assert unpack(pack(made)) == made
    assert len(pack(made)) == 8 * len(made)


@pytest.mark.parametrize("packed", [b"1234567", np.array([2, 1], dtype="<u8").tobytes(), bytes(16)])
def test_bytes_that_are_no_sketch_are_refused(packed: bytes) -> None:
    """Bytes of another length, out of order or doubled are not read as a sketch."""
    with pytest.raises(ValueError, match="sketch"):
        unpack(packed)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))), st.randoms())
def test_families_do_not_depend_on_order(pairs: list[tuple[str, str]], rng: random.Random) -> None:
    """Families are the same for any order of pairs and of their sides, and hold every report once."""
    turned = [pair[::-1] if rng.random() < 0.5 else pair for pair in pairs]
    rng.shuffle(turned)
    found = families(pairs)
    assert families(turned) == found
    assert sorted(report for family in found for report in family) == sorted({one for pair in pairs for one in pair})
    assert all(any({first, second} <= set(family) for family in found) for first, second in pairs)


def test_shared_sentences_point_at_both_reports() -> None:
    """The sentences that two copies share are found in both, edited ones too."""
    ours = story(10, 8)
    theirs = [ours[5], ours[2].replace("people", "men"), *story(11, 4)]
    first = record_of(clean("Bridge closed\n\n" + "\n\n".join(ours)))
    second = record_of(clean("Ford opened\n\n" + "\n\n".join(theirs)))
    found = shared_sentences(first, second)
    assert [(p.first.slice(first.report.text), p.second.slice(second.report.text)) for p in found] == [
        (ours[2], theirs[1]),
        (ours[5], theirs[0]),
    ]
    assert found[1].share == 1
    assert found[0].share < 1


@pytest.mark.parametrize("row", cases("credits"))
def test_agencies_that_a_report_names(row: dict[str, Any]) -> None:
    """Each agency is found with its part in the report and the characters that say so."""
    report = clean(row["text"])
    found = [[c.agency, c.role.value, c.span.slice(report.text)] for c in agencies_of(report)]
    assert found == row["credits"]


@pytest.mark.parametrize("row", cases("notices"))
def test_notices_of_correction(row: dict[str, Any]) -> None:
    """A report's word about its own earlier version is found, others' corrections are not."""
    report = clean(row["text"])
    assert [[n.kind.value, n.span.slice(report.text)] for n in notices_of(report)] == row["notices"]


NOTICE = "Correction: An earlier version of this report gave the wrong day."


def versions(outlet: str = "Elvik Post", first_day: str = "2023-08-01") -> tuple[Report, Report]:
    """Return a report and its corrected version."""
    body = "Bridge at Orlan closed\n\n" + "\n\n".join(story(12, 9))
    older = clean(body, outlet="Elvik Post", published=first_day, id="older")
    return older, clean(f"{body}\n\n{NOTICE}", outlet=outlet, published="2023-08-02", id="newer")


def overlap_of(first: Report, second: Report) -> Any:
    """Return how two reports overlap."""
    return compare(sketch(first.text, read_spans(first)), sketch(second.text, read_spans(second)))


def test_a_correction_supersedes_the_version_before() -> None:
    """The corrected version stands in place of the older one, and says so with its notice."""
    older, newer = versions()
    found = supersedes(newer, older, overlap_of(newer, older))
    assert found is not None
    assert (found.newer, found.older, found.kind) == ("newer", "older", NoticeKind.CORRECTION)
    assert found.span.slice(newer.text) == NOTICE
    assert supersedes(older, newer, overlap_of(older, newer)) is None


def test_another_outlets_correction_supersedes_nothing() -> None:
    """A correction in another outlet does not stand in place of this one's report."""
    older, newer = versions(outlet="Carsk Herald")
    assert supersedes(newer, older, overlap_of(newer, older)) is None


def test_an_older_correction_supersedes_nothing() -> None:
    """A notice in the older of two reports does not take back the newer."""
    older, newer = versions(first_day="2023-09-01")
    assert supersedes(newer, older, overlap_of(newer, older)) is None
