"""What the page of a claim says, on records that a scripted pipeline made."""

from pathlib import Path
from typing import Any

import pytest
from casefile import cases
from hypothesis import given, settings
from newsroom import build, newsrooms, report

from onrecord.records import RawReport
from onrecord.room.facts.accounts import Entry, Side
from onrecord.room.facts.claim import ClaimFacts, claim_facts, claim_rows
from onrecord.store import ClaimFilters, Store


def lines(side: Side) -> list[tuple[int, Entry]]:
    """Return the lines of a side with the number of their source."""
    return [(source.number, entry) for source in side.sources for entry in source.entries]


def facts_of(store: Store, sentence: str) -> ClaimFacts:
    """Return the claim whose page begins with that sentence."""
    found = [claim_facts(store, claim.id) for claim in store.claims.find(ClaimFilters())]
    (only,) = [facts for facts in found if facts is not None and facts.sentence == sentence]
    return only


@pytest.mark.parametrize("case", cases("claim_pages"))
def test_a_page_shows_sides_sources_and_why(case: dict[str, Any], tmp_path: Path) -> None:
    """Sides, folded copies, sources, reasons, differing details and history are those of the reports."""
    raws = [
        report(each["id"], *each["sentences"], outlet=each.get("outlet"), published=each.get("published"))
        for each in case["reports"]
    ]
    build(tmp_path / "news.record", raws)
    with Store(tmp_path / "news.record") as store:
        facts = facts_of(store, case["sentence"])
    shown = {
        side.name: [
            {
                key: value
                for key, value in (
                    ("source", number),
                    ("speaker", entry.speaker),
                    ("verb", entry.verb),
                    ("folded", entry.folded_words),
                    ("uncounted", entry.uncounted),
                )
                if value is not None
            }
            for number, entry in lines(side)
        ]
        for side in facts.sides
    }
    assert shown == case["sides"]
    assert facts.behind == case["behind"]
    assert list(facts.independence) == case["independence"]
    assert {field.name: [each.shown for each in field.values] for field in facts.differing} == case["differing"]
    assert [note for point in facts.history.points for note in point.notes] == case["notes"]


@settings(max_examples=15)
@given(newsrooms())
def test_every_account_stands_on_its_side_once(tmp_path_factory: Any, raws: list[RawReport]) -> None:
    """All accounts of a claim are shown or folded, each once, and every sentence shown is that of its report."""
    path = tmp_path_factory.mktemp("room") / "news.record"
    build(path, raws)
    with Store(path) as store:
        texts = {report.id: report.text for report in store.reports()}
        for claim in store.claims.find(ClaimFilters()):
            facts = claim_facts(store, claim.id)
            assert facts is not None
            entries = [entry for side in facts.sides for _number, entry in lines(side)]
            ordinals = [n for entry in entries for n in (entry.ordinal, *(each.ordinal for each in entry.folded))]
            assert sorted(ordinals) == list(range(claim.accounts))
            assert sum(side.accounts for side in facts.sides) == claim.accounts
            for entry in entries:
                assert entry.passage is not None
                passage = entry.passage
                assert passage.text == texts[passage.report][passage.start : passage.end]
                assert "".join(text for text, _marked in passage.pieces()) == passage.text
            assert len(claim_rows(store, claim.id)) == claim.accounts


def test_a_long_claim_is_shown_in_parts(tmp_path: Path) -> None:
    """A claim of many accounts is cut into pages that hold each line once."""
    sentence = "Moscow accused Kyiv of shelling the northern grain port."
    raws = [
        report(f"r{n}", f"The {n}th ferry left late.", sentence, outlet=f"Outlet {n}", published="2024-05-01")
        for n in range(9)
    ]
    build(tmp_path / "news.record", raws)
    with Store(tmp_path / "news.record") as store:
        (claim, *_) = store.claims.find(ClaimFilters(min_reports=9))
        pages = [claim_facts(store, claim.id, page=n, size=4) for n in (1, 2, 3, 4)]
    seen = [[entry.outlet for side in page.sides for _, entry in lines(side)] for page in pages if page is not None]
    assert [len(each) for each in seen] == [4, 4, 1, 1]
    assert len({outlet for each in seen for outlet in each}) == 9
    assert pages[0] is not None
    assert pages[0].pages == 3


@pytest.mark.parametrize("kind", ["row", "group", "claim"])
def test_a_claim_is_found_by_what_belongs_to_it(kind: str, tmp_path: Path) -> None:
    """The id of one of its events, of the event across reports and its own lead to one page."""
    build(tmp_path / "news.record", [report("r1", "Moscow accused Kyiv of shelling the port.", outlet="Bugle")])
    with Store(tmp_path / "news.record") as store:
        ((claim, group),) = store.sql("SELECT claim, id FROM event_groups").rows
        ((row,),) = store.sql("SELECT id FROM events").rows
        facts = claim_facts(store, {"row": row, "group": group, "claim": claim}[kind])
        assert facts is not None
        assert facts.id == claim
        assert facts.event == group


def test_a_statement_leads_to_what_it_is_an_account_of(tmp_path: Path) -> None:
    """A denial has the claim that it denies, though the claim is made of an event."""
    text = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had shelled the port."
    build(tmp_path / "news.record", [report("r1", text, outlet="Bugle")])
    with Store(tmp_path / "news.record") as store:
        ((claim,),) = store.sql("SELECT claim FROM event_groups").rows
        ((denial,),) = store.sql("SELECT id FROM statements WHERE act = 'deny'").rows
        facts = claim_facts(store, denial)
    assert facts is not None
    assert facts.id == claim


def test_an_unknown_claim_is_none(tmp_path: Path) -> None:
    """There are no facts of a claim that the record does not hold."""
    build(tmp_path / "news.record", [report("r1", "Nothing is claimed here.")])
    with Store(tmp_path / "news.record") as store:
        assert claim_facts(store, "c123") is None
