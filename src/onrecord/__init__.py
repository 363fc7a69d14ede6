"""
News reports as a record one can question: who did what to whom, and who says so.

    record = onrecord.read("article.html")
    for statement in record.statements:
        print(record.quote(*statement.content), "--", record.quote(*statement.source))

    onrecord.build(["news/"], "news.record")
    with onrecord.Store("news.record") as store:
        for event in store.find_events(onrecord.Filters(denied=True)):
            print(event.who, event.did, event.to_whom, "denied by", event.denied_by)

Names are imported when first used: `import onrecord` alone costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.assembly import build, read, read_many
    from onrecord.bookkeeping import ClaimSheet, Difference, Drift, Fixer, Ledger, differences, open_ledger
    from onrecord.errors import (
        CorrectionError,
        KnowledgeError,
        ModelError,
        OnrecordError,
        ReportError,
        SettingsError,
        SkipReason,
        StoreError,
    )
    from onrecord.pipeline import Pipeline, Stage, Summary
    from onrecord.records import (
        Actor,
        Event,
        EventDate,
        EventPlace,
        Failure,
        Mention,
        Object,
        Participant,
        Published,
        Record,
        Report,
        Span,
        Statement,
        Zone,
    )
    from onrecord.records.wire import record_from_json, record_from_line, record_to_json, record_to_line
    from onrecord.settings import Settings
    from onrecord.store import (
        ClaimFilters,
        Filters,
        FoundAccount,
        FoundClaim,
        FoundEvent,
        FoundStatement,
        Problem,
        Status,
        Store,
        Why,
    )

_HOMES = {
    "onrecord.assembly": ("build", "read", "read_many"),
    "onrecord.bookkeeping": ("ClaimSheet", "Difference", "Drift", "Fixer", "Ledger", "differences", "open_ledger"),
    "onrecord.errors": (
        "CorrectionError",
        *("KnowledgeError", "ModelError", "OnrecordError", "ReportError", "SettingsError", "SkipReason", "StoreError"),
    ),
    "onrecord.pipeline": ("Pipeline", "Stage", "Summary"),
    "onrecord.records": (
        *("Actor", "Event", "EventDate", "EventPlace", "Failure", "Mention", "Object", "Participant", "Published"),
        *("Record", "Report", "Span", "Statement", "Zone"),
    ),
    "onrecord.records.wire": ("record_from_json", "record_from_line", "record_to_json", "record_to_line"),
    "onrecord.settings": ("Settings",),
    "onrecord.store": (
        *("ClaimFilters", "FoundAccount", "FoundClaim"),
        *("Filters", "FoundEvent", "FoundStatement", "Problem", "Status", "Store", "Why"),
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # each name is found by `__getattr__`
    "Actor",
    "ClaimFilters",
    "ClaimSheet",
    "CorrectionError",
    "Difference",
    "Drift",
    "Event",
    "EventDate",
    "EventPlace",
    "Failure",
    "Filters",
    "Fixer",
    "FoundAccount",
    "FoundClaim",
    "FoundEvent",
    "FoundStatement",
    "KnowledgeError",
    "Ledger",
    "Mention",
    "ModelError",
    "Object",
    "OnrecordError",
    "Participant",
    "Pipeline",
    "Problem",
    "Published",
    "Record",
    "Report",
    "ReportError",
    "Settings",
    "SettingsError",
    "SkipReason",
    "Span",
    "Stage",
    "Statement",
    "Status",
    "Store",
    "StoreError",
    "Summary",
    "Why",
    "Zone",
    "build",
    "differences",
    "open_ledger",
    "read",
    "read_many",
    "record_from_json",
    "record_from_line",
    "record_to_json",
    "record_to_line",
]


def __getattr__(name: str) -> object:
    """Import a public name from the module it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
