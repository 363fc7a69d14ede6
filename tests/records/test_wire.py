"""Records as JSON and back."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from record_strategies import records
from scripted import raw_text, scripted_pipeline

from onrecord.errors import ReportError, SkipReason
from onrecord.records import Record
from onrecord.records.schema import record_schema
from onrecord.records.wire import record_from_json, record_from_line, record_to_json, record_to_line

CASES = [
    json.loads(line) for line in Path(__file__).parent.parent.joinpath("cases/wire.jsonl").read_text().splitlines()
]
bounded = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def small_record() -> Record:
    text = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."
    (record,) = scripted_pipeline()([raw_text("a.txt", text)])
    assert isinstance(record, Record)
    return record


@bounded
@given(records())
def test_complete_json_brings_back_the_record(record: Record) -> None:
    """Every record comes back from its complete JSON as it was, whatever its text holds."""
    assert record_from_line(record_to_line(record, complete=True)) == record


@bounded
@given(records())
def test_json_obeys_the_published_schema(record: Record) -> None:
    """The JSON of every record obeys the JSON Schema that is made from the same classes."""
    jsonschema.validate(record_to_json(record, complete=True), record_schema())


@bounded
@given(records())
def test_a_line_is_one_line_of_ascii(record: Record) -> None:
    """A record takes one line of ASCII, so that lone surrogates and line separators pass every pipe."""
    line = record_to_line(record)
    assert line.isascii()
    assert "\n" not in line


def test_summary_of_the_origin_has_no_runs() -> None:
    """Without `complete` the origin names digest, type, encoding and size, and no map of bytes."""
    origin = record_to_json(small_record())["report"]["origin"]
    assert sorted(origin) == ["encoding", "media_type", "sha256", "size_bytes"]


def test_keys_are_those_of_the_format_page() -> None:
    """The keys of each part are those of the published format, in its order, before any that were added."""
    shown = record_to_json(small_record())
    assert list(shown) == ["format", "model", "report", "sentences", "mentions", "actors", "statements", "events"]
    assert {"id", "span", "head", "kind", "actor"} <= set(shown["mentions"][0])
    assert {"id", "name", "kind", "country", "sectors", "office", "rank", "wikidata", "mentions"} <= set(
        shown["actors"][0]
    )
    assert {"source", "cue", "content", "source_kind", "form", "act", "speaker", "addressee", "date", "parent"} <= set(
        shown["statements"][0]
    )
    assert list(shown["events"][0])[:5] == ["id", "type", "mode", "contexts", "quad"]
    assert {"span", "actor", "country", "sector"} <= set(shown["events"][0]["actors"][0])


def test_later_fields_are_passed_over() -> None:
    """A key that a later version of the format adds is no error."""
    record = small_record()
    shown = {**record_to_json(record, complete=True), "claims": [], "zones": None}
    shown["events"][0]["mood"] = "grim"
    assert record_from_json(shown) == record


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_bad_json_is_named(case: dict[str, object]) -> None:
    """What is wrong with JSON is said with its path, what was found and what was expected."""
    shown = record_to_json(small_record(), complete=True)
    *path, last = case["path"]
    target = shown
    for part in path:
        target = target[part]
    if case.get("drop"):
        del target[last]
    else:
        target[last] = case["value"]
    with pytest.raises(ReportError) as caught:
        record_from_json(shown)
    assert case["message"] in str(caught.value)
    assert caught.value.reason is SkipReason.MALFORMED


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '{"format": "onrecord/2"}'])
def test_other_lines_are_refused(line: str) -> None:
    """A line that is not JSON, not an object or of another format is refused."""
    with pytest.raises(ReportError, match=r"not JSON|onrecord/1"):
        record_from_line(line)


def test_published_schema_is_in_step() -> None:
    """The JSON Schema in the documentation is the one the code makes."""
    published = Path(__file__).parents[2] / "docs" / "record.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == record_schema()
