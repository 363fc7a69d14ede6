"""Matching: which actors, events, statements and reports of different reports are the same."""

from onrecord.ledger.matching.actors import (
    actor_keys,
    actor_link,
    actor_links,
    group_actors,
    link_namings,
    naming_of,
)
from onrecord.ledger.matching.events import (
    event_link,
    event_links,
    event_reasons,
    event_scores,
    group_events,
    keys_of,
    link_events,
)
from onrecord.ledger.matching.kept import forget
from onrecord.ledger.matching.links import CANDIDATE, Link
from onrecord.ledger.matching.prepared import event_rows, packed_rows, unpacked_rows
from onrecord.ledger.matching.reports import group_reports, link_reports, report_keys, report_link, report_links
from onrecord.ledger.matching.statements import (
    Relation,
    StatementLink,
    group_statements,
    link_statements,
    statement_keys,
    statement_link,
    statement_links,
)
from onrecord.ledger.matching.views import (
    ActorView,
    EventView,
    Party,
    ReportView,
    StatementView,
    actor_views,
    event_views,
    report_view,
    statement_views,
    story_of,
)

__all__ = [
    "CANDIDATE",
    "ActorView",
    "EventView",
    "Link",
    "Party",
    "Relation",
    "ReportView",
    "StatementLink",
    "StatementView",
    "actor_keys",
    "actor_link",
    "actor_links",
    "actor_views",
    "event_link",
    "event_links",
    "event_reasons",
    "event_rows",
    "event_scores",
    "event_views",
    "forget",
    "group_actors",
    "group_events",
    "group_reports",
    "group_statements",
    "keys_of",
    "link_events",
    "link_namings",
    "link_reports",
    "link_statements",
    "naming_of",
    "packed_rows",
    "report_keys",
    "report_link",
    "report_links",
    "report_view",
    "statement_keys",
    "statement_link",
    "statement_links",
    "statement_views",
    "story_of",
    "unpacked_rows",
]
