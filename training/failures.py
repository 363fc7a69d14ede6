"""
What the reader is known to get wrong, shown by reading sentences of our own.

    wanted: what the army believed is a statement inside the envoy's      found: one statement, cue "said"

Each example says how to tell that it is read rightly, so that a list of failures never outlives them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.reading import Reader
from onrecord.records import EventType, Origin, Reading, Report, ReportId, Span, Zone, ZoneKind, text_digest

__all__ = ["EXAMPLES", "Example", "shown_failures"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own, what a person would mark, and whether a reading has it."""

    what: str
    text: str
    wanted: str
    is_right: Callable[[Reading], bool]


def _denied(reading: Reading) -> bool:
    return any(event.denied_by for event in reading.events)


EXAMPLES = (
    Example(
        "Statements inside statements are found less often than those around them.",
        "“The mayor promised us that the police knew the road was safe,” she said.",
        "three statements, one inside the other",
        lambda reading: len(reading.statements) >= 3 and any(s.parent for s in reading.statements),
    ),
    Example(
        "A denial far from what it denies is not linked to it.",
        "Larkmoor accused its neighbour of shelling the port. Ferries were cancelled and schools closed. Three days "
        "later, after a meeting of the council, the neighbour's ministry called the report baseless.",
        "the shelling denied by the ministry",
        _denied,
    ),
    Example(
        "Questions are read at face value.",
        "Did the army shell the port?",
        "the shelling uncommitted (Uu), not certain",
        lambda reading: all(event.factuality == "Uu" for event in reading.events),
    ),
    Example(
        "Irony is read at face value.",
        "So generous was the governor that he arrested only half of the reporters who had come to praise him.",
        "no SUPPORT: nobody praised anybody",
        lambda reading: all(event.type != EventType.SUPPORT for event in reading.events),
    ),
    Example(
        "A source that stands a paragraph away is missed.",
        "The minister spoke for an hour.\n\nThe harbour would stay shut. Fishermen would be paid. No ship would pass.",
        "three contents of the minister",
        lambda reading: len({span for s in reading.statements for span in s.content}) >= 3,
    ),
    Example(
        "One verb with two objects is one event.",
        "Police arrested two editors in Larkmoor and a printer in Vessen.",
        "two arrests, in two places",
        lambda reading: sum(event.type == EventType.COERCE for event in reading.events) >= 2,
    ),
    Example(
        "What did not happen is taken to have happened where the negation stands far off.",
        "At no point during the three weeks of talks, officials stressed, had the army withdrawn from the valley.",
        "the withdrawal certainly not (CT-)",
        lambda reading: any(event.factuality == "CT-" for event in reading.events),
    ),
    Example(
        "Headlines without a verb carry events that are missed.",
        "Ceasefire hopes fade as valley burns",
        "an event or two, uncommitted and certain",
        lambda reading: bool(reading.events),
    ),
)


def shown_failures(reader: Reader, examples: Sequence[Example] = EXAMPLES) -> list[str]:
    """Return a Markdown item per example, with what the reader finds in it now."""
    items = []
    for example in examples:
        (reading,) = reader([_report(example.text)])
        verdict = " *(read rightly by this model)*" if example.is_right(reading) else ""
        shown = example.text.replace("\n\n", " / ")
        items.append(f"- {example.what}{verdict}\n  *{shown}*\n  Wanted: {example.wanted}. Found: {_found(reading)}.")
    return items


def _found(reading: Reading) -> str:
    """Say in a line what a reading holds."""
    text = reading.report.text
    statements = [
        f"{' '.join(span.slice(text) for span in s.source) or 'nobody'} “{' '.join(c.slice(text) for c in s.cue)}”"
        for s in reading.statements
    ]
    events = [
        f"{e.type} “{e.trigger.slice(text)}” {e.factuality}{' (denied)' if e.denied_by else ''}" for e in reading.events
    ]
    said = "statements: " + ", ".join(statements) if statements else "no statement"
    return f"{said}; " + ("events: " + ", ".join(events) if events else "no event")


def _report(text: str) -> Report:
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    return Report(id=ReportId("card"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)
