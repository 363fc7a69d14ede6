"""Events in the columns of ACLED, POLECAT, PLOVER and GDELT."""

import re
from pathlib import Path

import pytest
from casefile import cases

from onrecord.exports import Selection
from onrecord.exports.acled import COLUMNS as ACLED
from onrecord.exports.acled import categories
from onrecord.exports.cells import unguarded
from onrecord.exports.gdelt import COLUMNS as GDELT
from onrecord.exports.intensities import intensity
from onrecord.exports.polecat import COLUMNS as POLECAT
from onrecord.records import EventType
from onrecord.store import Store

from .exported import lines, rows, texts, write

ACLED_NAMES = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
POLECAT_NAMES = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
GDELT_NAMES = (
    "GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
).split()


def test_columns_begin_as_the_codebooks_have_them() -> None:
    """The first columns are those of ACLED, POLECAT and GDELT's mentions, in their order; ours follow."""
    for columns, names in ((ACLED, ACLED_NAMES), (POLECAT, POLECAT_NAMES), (GDELT, GDELT_NAMES)):
        assert [name for name, _ in columns][: len(names)] == names
        assert len({name for name, _ in columns}) == len(columns)


def test_acled_rows_are_events_that_happened(store: Store, tmp_path: Path) -> None:
    """An event across reports is one row at most, held certain or probable; its words stand in the note."""
    written = write(store, "acled", tmp_path / "a.csv")
    found = rows(tmp_path / "a.csv")
    groups = [row["event_id_cnty"] for row in found]
    assert len(groups) == len(set(groups)) == written.counts["events"] > 0
    every = {group for (group,) in store.sql("SELECT id FROM event_groups").rows}
    assert len(every) == len(found) + sum(written.left_out.values())
    known = {record.report.id: record.report.text for record in store.records()}
    for row in found:
        assert row["factuality"] in ("CT+", "PR+")
        words = known[unguarded(row["report"])][int(row["start"]) : int(row["end"])]
        assert words in unguarded(row["notes"])
        if row["latitude"]:
            assert row["geo_precision"] in ("1", "3")


def test_acled_leaves_empty_what_it_does_not_know(examples: Store, tmp_path: Path) -> None:
    """A month is no day, a country is no point, and no number of dead is not zero."""
    write(examples, "acled", tmp_path / "a.csv")
    for row in rows(tmp_path / "a.csv"):
        assert bool(row["event_date"]) == bool(row["time_precision"])
        assert len(row["event_date"]) in (0, 10)
        assert not (row["country"] and not row["geo_precision"] and row["latitude"])
        assert row["fatalities"] == "" or int(row["fatalities"]) >= 0
        assert row["iso"] == row["region"] == row["timestamp"] == ""


@pytest.mark.parametrize("case", cases("acled_categories"))
def test_acled_categories(case: dict[str, object]) -> None:
    """A PLOVER type and mode decides ACLED's categories, or leaves them open."""
    assert list(categories(EventType(str(case["type"])), str(case["mode"]))) == case["acled"]


def test_polecat_has_each_pair_of_each_event(store: Store, tmp_path: Path) -> None:
    """There is a row for each pair of actor and recipient, and the words of each side stand in the report."""
    write(store, "polecat", tmp_path / "p.tsv")
    found, known = rows(tmp_path / "p.tsv", "\t"), {each.report.id: each.report.text for each in store.records()}
    pairs = [
        max(len(event.actors), 1) * max(len(event.recipients), 1)
        for record in store.records()
        for event in record.events
    ]
    assert len(found) == sum(pairs) > 0
    for row in found:
        text = known[unguarded(row["Report"])]
        words = text[int(row["Start"]) : int(row["End"])]
        assert words in unguarded(row["Event Text"])
        assert unguarded(row["Actor Name Raw"]) in text
        assert unguarded(row["Recipient Name Raw"]) in text
        assert row["Event Type"] in {each.value for each in EventType}
        if row["Event Date"]:
            assert row["Event Date"] == row["Date Start"] == row["Date End"]


def test_plover_lines_slice_again(store: Store, tmp_path: Path) -> None:
    """Each line has what the manual requires but what is unknown, and its words are what its offsets cut."""
    write(store, "plover", tmp_path / "p.jsonl")
    known, found = texts(store), lines(tmp_path / "p.jsonl")
    assert len(found) == sum(len(record.events) for record in store.records()) > 0
    for fields in found:
        text = known[fields["cite_info"]["corpus"]]
        assert [text[fields["text_info"]["start"] : fields["text_info"]["end"]]] == fields["event_text"]
        assert fields["event_text"][0] in fields["text"]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", fields[name]) for name in ("date", "enddate") if name in fields)
        assert set(fields["event"]) <= {each.value for each in EventType}
        assert fields["quad_code"] in (1, 2, 3, 4)
        assert ("negation" in fields.get("mode", [])) == any(
            sign in fields["comment"] for sign in ("CT-", "PR-", "PS-")
        )
    long = {record.report.id for record in store.records() if len(record.sentences) > 1}
    assert not [each for each in found if (key := each["cite_info"]["corpus"]) in long and each["text"] == known[key]]
    write(store, "plover", tmp_path / "p.jsonl", full_text=True)
    assert all(fields["text"] == known[fields["cite_info"]["corpus"]] for fields in lines(tmp_path / "p.jsonl"))


def test_gdelt_mentions_point_at_the_text(store: Store, tmp_path: Path) -> None:
    """Each telling is a row with the offsets of its words; rows of one event share its id."""
    write(store, "gdelt-mentions", tmp_path / "m.tsv")
    known = {record.report.id: record for record in store.records()}
    found = rows(tmp_path / "m.tsv", "\t")
    assert found
    for row in found:
        record = known[unguarded(row["ReportID"])]
        (event,) = [each for each in record.events if each.id == row["EventID"]]
        assert (int(row["ActionCharOffset"]), int(row["ActionCharEnd"])) == (event.trigger.start, event.trigger.end)
        assert int(row["MentionDocLen"]) == len(record.report.text)
        offset = int(row["Actor1CharOffset"])
        assert offset == (event.actors[0].span.start if event.actors else -1)
    standings = {
        event: standing.event_group
        for report in known
        for event, standing in Selection(store=store).standings(report).items()
    }
    assert {row["EventID"]: row["GlobalEventID"] for row in found} == standings


def test_intensities_are_those_of_the_manual() -> None:
    """A mode has its own number, else that of the type; where the manual contradicts itself there is none."""
    assert intensity(EventType.ASSAULT, "drone") == -9.5
    assert intensity(EventType.ASSAULT, None) == -9.0
    assert intensity(EventType.PROTEST, "vandalize") == -5.0
    assert intensity(EventType.ACCUSE, None) is None
    assert {intensity(each, None) is None for each in EventType if each is not EventType.ACCUSE} == {False}
