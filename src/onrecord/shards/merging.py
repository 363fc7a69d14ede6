"""
Shards into one record: what a single build of the same inputs would have written, whoever made them and when.

    merge("shards/", "news.record")   ->   Summary(seen=1000000, read=…, unchanged=…, skipped=…)

Shards are stored in the order of the input, whatever order they were made in; what the record
holds already is passed over, so a merge that was killed goes on, and one after more reports
adds these. The ledger is brought up to date along the way: each report is held against those
it shares a blocking key with, so its cost follows what is new. Its tables then go into the
folder too, so that claims can be asked for beside the rows they rest on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from onrecord.assembly import ledger_meanwhile
from onrecord.bookkeeping import bring_up_to_date
from onrecord.errors import ShardError
from onrecord.pipeline import Summary, store_outcomes
from onrecord.records import Failure
from onrecord.shards.folder import Marker, ShardFolder
from onrecord.shards.ledger_tables import write_ledger
from onrecord.shards.tables import outcomes_in
from onrecord.store import Input, PreparedRecord, Store

__all__ = ["merge"]

Outcome = tuple[Input, PreparedRecord | Failure]
_GROUP_REPORTS = 16
"""Stored at once."""


def merge(
    folders: str | Path | Iterable[str | Path],
    store: str | Path,
    *,
    ledger: bool = True,
    partial: bool = False,
    progress: Callable[[Summary], None] = lambda _: None,
    ledger_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Summary:
    """
    Put the shards of one folder or more into the record file at `store`; return what was done.

    Raises ShardError where a shard of a plan is not there, which `partial` allows,
    where one is damaged, and where the folders were made with different pipelines.
    """
    paths = [folders] if isinstance(folders, str | Path) else list(folders)
    opened = [ShardFolder(path) for path in paths]
    versions = {folder.description()["pipeline"] for folder in opened}
    if len(versions) != 1:
        raise ShardError(f"the shards were made with different pipelines ({'; '.join(sorted(versions))}); build anew")
    shards = [each for folder in opened for each in _markers(folder, partial=partial)]
    with Store(store, "w") as target:
        target.begin(versions.pop())
        fresh = _Fresh(target, shards)
        stored = ledger_meanwhile(target) if ledger else lambda _: None
        done = store_outcomes(
            target, _groups(fresh.outcomes()), lambda so_far: progress(fresh.added_to(so_far)), stored
        )
        target.finish()
        if ledger:
            bring_up_to_date(target, progress=ledger_progress)
            for folder in opened:
                write_ledger(target, folder)
        return fresh.added_to(done)


def _markers(folder: ShardFolder, *, partial: bool) -> Iterator[tuple[ShardFolder, Marker]]:
    """Yield the shards of the plan of a folder that are done."""
    missing = []
    for shard in folder.plan():
        marker = folder.marker(shard.key)
        if marker is None:
            missing.append(shard.key)
        else:
            yield folder, marker
    if missing and not partial:
        raise ShardError(
            f"{folder.path}: {len(missing)} shards are not made yet (such as {missing[0]}); run the build of shards "
            "again, or merge what there is with --partial"
        )


def _groups(outcomes: Iterator[Outcome]) -> Iterator[Iterator[Outcome]]:
    """Yield outcomes some at a time, each taken when it is asked for: a later one may be a twin of an earlier one."""
    for first in outcomes:
        yield chain([first], islice(outcomes, _GROUP_REPORTS - 1))


class _Fresh:
    """The outcomes of shards on their way in: those that the record holds are counted and passed over."""

    def __init__(self, store: Store, shards: Iterable[tuple[ShardFolder, Marker]]) -> None:
        self._store, self._shards = store, shards
        self._summary = Summary()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the inputs that are new, with what became of them, shard by shard."""
        for folder, marker in self._shards:
            folder.checked(marker)
            for file, _, _ in marker.files:
                if file.startswith("outcomes/"):
                    for entry, outcome in outcomes_in(folder.path / file):
                        if self._is_new(entry):
                            yield entry, outcome

    def _is_new(self, entry: Input) -> bool:
        known = self._store.known(entry) if entry.fingerprint else None
        before = self._summary
        self._summary = replace(
            before,
            seen=before.seen + 1,
            unchanged=before.unchanged + (known == "stored"),
            skipped=before.skipped + (known == "skipped"),
        )
        return known is None

    def added_to(self, done: Summary) -> Summary:
        """Return the counts of both: what was passed over and what was stored."""
        return replace(self._summary, read=done.read, skipped=self._summary.skipped + done.skipped)
