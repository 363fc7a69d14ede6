"""
Brings the ledger of a store up to date: reports stored or dropped since, and corrections made since.

    queue: r9 (new), r2 (read again)  ->  their rows out and in again, and what hangs on them formed anew

A batch of reports is one transaction. What is written depends on the reports and the
log of corrections alone, not on the order of batches: a run that is killed leaves the
ledger of the reports up to there, and the next one goes on.
"""

from collections.abc import Callable, Sequence

from onrecord.bookkeeping.claims import Touched, form_claims
from onrecord.bookkeeping.corrections import apply_to_report, log_of, settle, ties
from onrecord.bookkeeping.namings import drop_unused, regroup_actors
from onrecord.bookkeeping.sameness import LOWEST_LINE, TakenIn, link_rows, regroup, take_in_rows
from onrecord.bookkeeping.texts import find_copies, regroup_families, take_in_text
from onrecord.cycles import no_looking_for_cycles
from onrecord.ledger.corrections import Correction, in_force
from onrecord.ledger.matching import forget
from onrecord.memory import give_back
from onrecord.records import Record
from onrecord.store import Store
from onrecord.store.ledger import LedgerTables

__all__ = ["bring_up_to_date"]

_BATCH_REPORTS = 64
"""Reports of one transaction: a kill costs so many at most, and memory holds their records."""


def bring_up_to_date(
    store: Store,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    batch_reports: int = _BATCH_REPORTS,
) -> int:
    """
    Take what changed into the ledger; return how many reports that were.

    `progress` is called after each batch with the reports done and those there
    are. The store must be open for writing.
    """
    done = 0
    while True:
        with store.ledger() as tables:
            queued = tables.rows.queued()
            if not queued:
                settle(tables, log_of(tables))
                return done
            batch = queued[:batch_reports]
            with no_looking_for_cycles():
                _take(tables, batch)
            tables.rows.unqueue(batch)
        forget()
        give_back()
        done += len(batch)
        progress(done, done + len(queued) - len(batch))


def _take(tables: LedgerTables, reports: Sequence[str]) -> None:
    """Take reports out of the ledger and, where they are stored, in again."""
    log = log_of(tables)
    held = in_force(log)
    touched = Touched()
    loose, around = _take_out(tables, reports, touched)
    records, taken = _take_in(tables, reports, held)
    for record in records:
        find_copies(tables, record)
    settled = regroup_families(tables, around | {record.report.id for record in records})
    touched.claims |= tables.claims.of_reports(settled | around)
    for record in records:
        touched.claims |= tables.claims.of_reports(tables.copies.supersession_partners(record.report.id))
    settle(tables, log)
    tied = ties(tables, held)
    ends = link_rows(tables, taken, tied)
    changed = regroup(
        tables, {*taken.rows["naming"], *taken.rows["event"], *taken.rows["statement"], *loose, *ends}, tied
    )
    actors = regroup_actors(tables, {*taken.rows["actor"], *ends}, loose | changed.rows, tied)
    fresh = taken.of_reports
    touched.rows |= {row for row in changed.rows if not row.startswith("n")} | actors.rows | set(fresh)
    touched.groups |= changed.groups | actors.groups | set(tables.rows.groups_of(fresh).values())
    touched.claims |= tables.claims.of_speakers(actors.rows)
    worlds = [group for group in touched.groups if group.startswith("w")]
    touched.groups = {group for group in touched.groups if group[0] in "gt"}
    tables.claims.drop_groups(touched.groups)
    tables.claims.drop_groups(worlds)
    tables.claims.put_world_actors(worlds)
    form_claims(tables, touched, tied.claims, taken.tellings)


def _take_out(tables: LedgerTables, reports: Sequence[str], touched: Touched) -> tuple[set[str], set[str]]:
    """Delete what the ledger holds of the reports; return the rows and reports that were tied to them."""
    loose: set[str] = set()
    around: set[str] = set()
    namings: set[str] = set()
    for report in reports:
        rows = tables.rows.of_report(report)
        if rows:
            ids = {row.row for row in rows}
            loose |= tables.rows.linked(ids, line=LOWEST_LINE)
            touched.rows |= {row.row for row in rows if row.kind != "actor"}
            touched.groups |= {row.member_of for row in rows}
            namings |= {row.naming for row in rows if row.naming}
            tables.rows.drop(ids)
        touched.claims |= tables.claims.of_reports([report])
        around |= tables.copies.partners([report]) | tables.copies.supersession_partners(report)
        tables.copies.drop(report)
        tables.log.drop_outcomes(report)
    loose |= namings | drop_unused(tables, namings, line=LOWEST_LINE)
    loose -= touched.rows
    return loose, around - set(reports)


def _take_in(tables: LedgerTables, reports: Sequence[str], held: Sequence[Correction]) -> tuple[list[Record], TakenIn]:
    records = []
    for report in reports:
        original = tables.log.original(report)
        if original is not None:
            record = apply_to_report(tables, original, held)
            take_in_text(tables, record)
            records.append(record)
    return records, take_in_rows(tables, records)
