"""
A record as one JSON object, format `onrecord/1`, and back.

    {"format": "onrecord/1", "model": "reader-…", "report": {"id": "…", "text": "…", …},
     "sentences": [[0, 63]], "mentions": […], "actors": […], "statements": […], "events": […]}

Outside JSON is checked here and nowhere else: a value of the wrong type, an
offset outside the text, an id that points nowhere is a `ReportError` that names
the path, what was found and what was expected.
"""

import json
from typing import Any

from onrecord.errors import ReportError, SkipReason
from onrecord.records.codec import Json, decode, encode
from onrecord.records.faults import record_faults
from onrecord.records.reading import Record

__all__ = ["FORMAT", "record_from_json", "record_from_line", "record_to_json", "record_to_line"]

FORMAT = "onrecord/1"

# Keys of a report in the order of the published page; what it does not name follows.
_REPORT_KEYS = (
    *("id", "sha256", "text", "title", "url", "path", "outlet", "byline", "dateline", "credit"),
    *("published", "language", "zones", "facts", "origin"),
)


def record_to_json(record: Record, *, complete: bool = False) -> dict[str, Any]:
    """
    Return the JSON object of a record.

    `complete` adds `report.origin.runs`, the map from every character to the
    bytes of the file, as `[text_start, length, raw_start, width]` each. Without
    it the origin is a summary: digest, media type, encoding and size.
    """
    whole: Any = encode(record)
    report = {key: whole["report"][key] for key in _REPORT_KEYS}
    runs = report["origin"].pop("runs")
    if complete:
        report["origin"]["runs"] = [[run["text_start"], run["length"], run["raw_start"], run["width"]] for run in runs]
    events = [_with_quad(shown, event.quad) for shown, event in zip(whole["events"], record.events, strict=True)]
    rows = {table: whole[table] for table in ("sentences", "mentions", "actors", "statements")}
    return {"format": FORMAT, "model": record.model, "report": report, **rows, "events": events}


def record_from_json(value: Json, *, trusted: bool = False) -> Record:
    """
    Return the record of a JSON object; `ReportError` where it is not one, or not sound.

    One that is `trusted`, since this program has just written it, is not looked through for faults.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        found = value.get("format") if isinstance(value, dict) else type(value).__name__
        raise ReportError(f"$.format: found {found!r}; expected {FORMAT!r}", SkipReason.MALFORMED)
    record: Record = decode(Record, {**value, "report": _with_run_keys(value.get("report"))})
    for fault in () if trusted else record_faults(record):
        raise ReportError(f"$.{fault}", SkipReason.MALFORMED)
    return record


def record_to_line(record: Record, *, complete: bool = False) -> str:
    """Return the record as one line of ASCII JSON, without the line feed; lone surrogates survive."""
    shown = record_to_json(record, complete=complete)
    return json.dumps(shown, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def record_from_line(line: str | bytes, *, trusted: bool = False) -> Record:
    """Return the record that stands on one line of JSON; as `record_from_json`."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise ReportError(f"$: not JSON: {error}; expected one object a line", SkipReason.MALFORMED) from error
    return record_from_json(value, trusted=trusted)


def _with_quad(event: dict[str, Any], quad: int) -> dict[str, Any]:
    names = ("id", "type", "mode", "contexts")
    # Types of the user's own are a key of those who have some: nobody else's lines change.
    rest = {key: value for key, value in event.items() if key not in names and (key != "own_types" or value)}
    return {**{name: event[name] for name in names}, "quad": quad, **rest}


def _with_run_keys(report: object) -> object:
    """Return the report with each run as the object that the dataclass describes."""
    origin = report.get("origin") if isinstance(report, dict) else None
    runs = origin.get("runs") if isinstance(origin, dict) else None
    if not isinstance(report, dict) or not isinstance(origin, dict) or not isinstance(runs, list):
        return report
    names = ("text_start", "length", "raw_start", "width")
    keyed = []
    for n, run in enumerate(runs):
        if not isinstance(run, list) or len(run) != len(names):
            where = f"$.report.origin.runs[{n}]"
            raise ReportError(f"{where}: found {run!r}; expected [{', '.join(names)}]", SkipReason.MALFORMED)
        keyed.append(dict(zip(names, run, strict=True)))
    return {**report, "origin": {**origin, "runs": keyed}}
