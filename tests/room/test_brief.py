"""The brief: one file, no script, nothing from elsewhere, every quotation re-sliced from the record."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from brief_reader import ReadBrief, as_shown, read_brief
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SENTENCES, build, newsrooms, report

from onrecord.errors import StoreError
from onrecord.records import RawReport
from onrecord.room.brief import brief_of, html_of
from onrecord.store import ClaimFilters, Store

HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'`&amp;"
NASTY = st.text(st.characters(blacklist_characters=".", blacklist_categories=()), min_size=1, max_size=40)


def check(html: str, texts: dict[str, str]) -> ReadBrief:
    """Check all that must hold of any brief of a record with these texts; return what is in it."""
    html.encode("utf-8")
    found = read_brief(html)
    assert found.open_at_end == []
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base", "svg"} & set(found.tags)
    assert not [each for each in found.attributes if each[1].startswith("on") or each[1] in ("src", "style", "srcset")]
    assert not re.search(r"url\(|@import|https?:", found.style)
    digest = b64encode(hashlib.sha256(found.style.encode()).digest()).decode()
    (policy,) = [value for tag, name, value in found.attributes if tag == "meta" and "default-src" in value]
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy
    assert len(found.ids) == len(set(found.ids))
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    for each in found.quotations:
        assert each.text == as_shown(texts[each.report][each.start : each.end])
    return found


def whole_brief(store: Store) -> str:
    """Return the brief of all claims and events of a record."""
    ids = [claim.id for claim in store.claims.find(ClaimFilters())]
    ids += [row[0] for row in store.sql("SELECT id FROM event_groups ORDER BY id").rows]
    return html_of(brief_of(store, ids))


@settings(max_examples=15)
@given(newsrooms())
def test_every_quotation_is_that_of_the_record(tmp_path_factory: Any, raws: list[RawReport]) -> None:
    """Whatever the reports, each quotation is sliced from the text it names and each reference leads to its place."""
    path = tmp_path_factory.mktemp("brief") / "news.record"
    build(path, raws)
    with Store(path) as store:
        texts = {each.id: each.text for each in store.reports()}
        found = check(whole_brief(store), texts)
    numbers = [link for link in found.links if link.startswith("#ref-")]
    assert len(numbers) == len(found.quotations) > 0
    assert set(numbers) == {f"#{name}" for name in found.references}


@settings(max_examples=25)
@given(NASTY, NASTY)
def test_any_characters_are_quoted_as_they_are(tmp_path_factory: Any, words: str, title: str) -> None:
    """Markup, carriage returns, directions of writing and what HTML has no form for stay inert and in place."""
    path = tmp_path_factory.mktemp("brief") / "news.record"
    text = f"Anna Berg said that the depot {words}. Moscow accused Kyiv of {words} and more."
    build(path, [report("r1", text, title=f"T {title}", outlet=f"Bugle {title}", published="2024-05-01")])
    with Store(path) as store:
        texts = {each.id: each.text for each in store.reports()}
        check(whole_brief(store), texts)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Markup in the outlet, the title, the address and the brief's own title is shown and does nothing."""
    text = f"{SENTENCES[0]} {HOSTILE}"
    raws = [report("r1", text, title=HOSTILE, outlet=HOSTILE, url=f"javascript:{HOSTILE}", published="2024-05-01")]
    build(tmp_path / "news.record", raws)
    with Store(tmp_path / "news.record") as store:
        texts = {each.id: each.text for each in store.reports()}
        (claim, *_) = store.claims.find(ClaimFilters())
        found = check(html_of(brief_of(store, [claim.id], title=HOSTILE)), texts)
    assert HOSTILE in found.text
    assert f"javascript:{HOSTILE}" in found.references["ref-1"]


def test_a_reference_gives_outlet_day_and_place(tmp_path: Path) -> None:
    """A numbered reference tells the outlet, the title, the day, the paragraph and the characters."""
    raws = [
        report(
            "r1",
            f"Port closed.\n{SENTENCES[0]}\n\nIt rained.",
            outlet="Bugle",
            published="2024-05-01",
            url="https://bugle.example/1",
        )
    ]
    build(tmp_path / "news.record", raws)
    with Store(tmp_path / "news.record") as store:
        (claim, *_) = store.claims.find(ClaimFilters())
        brief = brief_of(store, [claim.id])
        found = check(html_of(brief), {each.id: each.text for each in store.reports()})
    (reference,) = brief.references
    end = 13 + len(SENTENCES[0])
    assert reference.place == f"paragraph 1, characters 13 to {end}"
    shown = found.references["ref-1"]
    for words in (
        "Bugle",
        "“Port closed.”",
        "1 May 2024",
        f"paragraph 1, characters 13 to {end}",
        "https://bugle.example/1",
    ):
        assert words in shown
    assert "Port closed." not in "".join(each.text for each in found.quotations)


def test_only_quoted_sentences_are_taken(tmp_path: Path) -> None:
    """A sentence of the report that gives no account of the claim is nowhere in the brief."""
    build(
        tmp_path / "news.record",
        [report("r1", SENTENCES[0], "The tide was low and the gulls were loud.", outlet="Bugle")],
    )
    with Store(tmp_path / "news.record") as store:
        (claim, *_) = store.claims.find(ClaimFilters())
        html = html_of(brief_of(store, [claim.id]))
    assert "gulls" not in html


def test_rows_stand_for_what_they_belong_to(tmp_path: Path) -> None:
    """The id of a report's event is its event, that of a statement its claim, and what is named twice is taken once."""
    build(tmp_path / "news.record", [report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle")])
    with Store(tmp_path / "news.record") as store:
        ((event,),) = store.sql("SELECT id FROM events").rows
        ((group,),) = store.sql("SELECT id FROM event_groups").rows
        ((statement,),) = store.sql("SELECT id FROM statements").rows
        brief = brief_of(store, [event, group, statement, group[:6]])
        assert [item.kind for item in brief.items] == ["event", "claim"]
        assert [item.number for item in brief.items] == [1, 2]
        assert brief.title == "Brief on 1 claim and 1 event"


@pytest.mark.parametrize("table", ["actors", "world_actors", "reports"])
def test_other_rows_are_refused(table: str, tmp_path: Path) -> None:
    """An actor or a report is no claim and no event: the message says what was found and where claims are listed."""
    build(tmp_path / "news.record", [report("r1", SENTENCES[0])])
    with Store(tmp_path / "news.record") as store:
        (row,) = store.sql(f"SELECT id FROM {table} LIMIT 1").rows[0]
        with pytest.raises(StoreError, match=f"claims and events; found {row}, which is in {table}.*onrecord claims"):
            brief_of(store, [row])
