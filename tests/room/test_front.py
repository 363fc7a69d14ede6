"""The front page: what the record holds, in numbers that lead somewhere."""

import re
from pathlib import Path

from newsroom import build, report
from visiting import visitor

from onrecord.store import Store


def test_the_sentence_counts_what_there_is(tmp_path: Path) -> None:
    """Reports, outlets, different texts, statements and events are those of the record."""
    said = "Moscow accused Kyiv of shelling the northern grain port."
    build(
        tmp_path / "a.record",
        [
            report("r1", said, "Kyiv denied that it had shelled the port.", outlet="Bugle", published="2024-05-02"),
            report("r2", "Anna Berg said that it rained.", outlet="Courier", published="2024-06-09"),
        ],
    )
    with Store(tmp_path / "a.record") as store:
        status = store.status()
    with visitor(tmp_path / "a.record") as visit:
        facts = visit.get("/index.json").json()
        page = visit.get("/").text
    holds = facts["holds"]
    assert (holds["reports"], holds["outlets"], holds["independent"]) == (2, 2, 2)
    assert (holds["statements"], holds["events"]) == (status.statements, status.events)
    assert holds["disputed_claims"] == status.disputed_claims == len(facts["disputed"])
    assert "2 reports" in page
    assert "2 May 2024 to 9 Jun 2024" in page
    assert sum(each["events"] for each in facts["months"]) == status.events


def test_every_number_leads_to_its_rows(tmp_path: Path) -> None:
    """The links of the front page lead to pages that there are."""
    build(tmp_path / "a.record", [report("r1", "Moscow accused Kyiv of hiding it.", published="2024-05-02")])
    with visitor(tmp_path / "a.record") as visit:
        links = set(re.findall(r'href="(/(?:find|reports|static)[^"]*)"', visit.get("/").text))
        assert len(links) > 5
        for link in links:
            assert visit.get(link.replace("&amp;", "&")).status_code == 200, link


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    """Nothing in it: the page says what to do next, and no page fails."""
    Store(tmp_path / "a.record", "w").close()
    with visitor(tmp_path / "a.record") as visit:
        assert "onrecord build FOLDER -o a.record" in visit.get("/").text
        for address in ("/find", "/find.csv", "/find.geojson", "/find?kind=claims&text=a", "/index.csv", "/index.json"):
            assert visit.get(address).status_code == 200


def test_a_date_that_is_a_year_is_in_no_month(tmp_path: Path) -> None:
    """The strip shows months that are known; a year is none."""
    build(
        tmp_path / "a.record",
        [
            report("r1", "Moscow accused Kyiv of hiding it.", published="1990"),
            report("r2", "Kyiv accused Moscow of hiding it.", published="2024-05-02"),
        ],
    )
    with visitor(tmp_path / "a.record") as visit:
        months = visit.get("/index.json").json()["months"]
        assert [each["month"] for each in months] == ["2024-05"]
        assert visit.get("/").status_code == 200
