"""
Each telling of an event in the columns of GDELT 2.0's mentions table, separated by tabs, so that anybody may recount.

    GlobalEventID  EventTimeDate  MentionTimeDate  MentionType  MentionSourceName  MentionIdentifier  SentenceID  …
    g4skbccs3ubcc  20230728       20230729         1            Harbour Courier    https://…          3           …

Rows that share a GlobalEventID tell of one event. Days have eight digits: a record knows no hours.
"""

from collections.abc import Iterator, Sequence

from onrecord.exports.cells import write_table
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.told import Told
from onrecord.records import Participant, Record

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("GlobalEventID", "Id of the event across reports."),
    ("EventTimeDate", "Day of the earliest report of its claim, YYYYMMDD."),
    ("MentionTimeDate", "First day this report may have been published, YYYYMMDD."),
    ("MentionType", "1 where the report has a URL, 2 where it is cited by its title."),
    ("MentionSourceName", "Outlet."),
    ("MentionIdentifier", "URL, else the title, else the path."),
    ("SentenceID", "Number of the sentence, from 1."),
    ("Actor1CharOffset", "Where the first who does it stands, in code points of the text of record; -1 for none."),
    ("Actor2CharOffset", "Where the first to whom it is done stands; -1 for none."),
    ("ActionCharOffset", "Where the words that name the event begin."),
    ("InRawText", "Always 1: offsets point into the text as it was found."),
    ("Confidence", "Probability of the event, 0 to 100."),
    ("MentionDocLen", "Code points of the text of record."),
    ("MentionDocTone", "Always empty: a record knows no tone."),
    ("MentionDocTranslationInfo", "Always empty: nothing is translated."),
    ("Extras", "Always empty."),
    ("EventType", "PLOVER type."),
    ("EventMode", "PLOVER mode."),
    ("QuadClass", "1 to 4."),
    ("Factuality", "FactBank's value from the view of the closest source."),
    ("StatedBy", "Who says so; empty where the outlet does in its own voice."),
    ("DeniedBy", "Who denies it in the same report."),
    ("ActionCharEnd", "One past the words that name the event."),
    ("EventID", "Id of the event in this report."),
    ("ReportID", "Id of the report."),
)
LEFT_OUT = (
    "quotations: rows point at the text by offset",
    "places and days of events; names and countries of actors",
    "statements, claims and copies",
    "GDELT's tone, translation and hours, which a record does not know",
)


def write(selection: Selection, target: Target) -> Written:
    """Write one row for each event of each report."""
    rows = (row for record in selection.records() for row in _rows(record, selection))
    count = write_table(target, [name for name, _ in COLUMNS], rows, delimiter="\t")
    return Written(counts={"mentions": count}, left_out={})


def _rows(record: Record, selection: Selection) -> Iterator[list[object]]:
    report, standings = record.report, selection.standings(record.report.id)
    sentences = {sentence: n for n, sentence in enumerate(record.sentences, 1)}
    for event in record.events:
        told, standing = Told(record, event), standings.get(event.id)
        yield [
            standing.event_group if standing else event.id,
            _digits(standing.first_published if standing else None),
            _digits(report.published.start),
            1 if report.url else 2,
            report.outlet,
            report.url or report.title or report.path,
            sentences.get(told.sentence),
            _offset(event.actors),
            _offset(event.recipients),
            event.trigger.start,
            1,
            round(event.score * 100),
            len(report.text),
            None,
            None,
            None,
            event.type.value,
            event.mode,
            event.quad,
            event.factuality.value,
            "; ".join(told.voices(event.stated_by)),
            "; ".join(told.voices(event.denied_by)),
            event.trigger.end,
            event.id,
            report.id,
        ]


def _offset(participants: Sequence[Participant]) -> int:
    return participants[0].span.start if participants else -1


def _digits(day: str | None) -> str | None:
    return day.replace("-", "") if day else None
