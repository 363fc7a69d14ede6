"""
A build: what a store does not hold yet is read, by this process or by many, and stored in the order of the input.

    raw reports -> [known? pass over] -> read, by batches or in a pool -> stored one by one

Whoever reads, and in whatever order reading ends, the store sees the same records in the same
order: a build with eight processes writes what a build with one does.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice

from onrecord.cycles import no_looking_for_cycles
from onrecord.errors import ReportError
from onrecord.pipeline.pool import Pool
from onrecord.pipeline.stages import Pipeline, batches, prepared
from onrecord.records import Failure, RawReport
from onrecord.store import Input, PreparedRecord, Store

__all__ = ["SMALL_REPORTS", "Stored", "Summary", "build_store", "store_outcomes"]

SMALL_REPORTS = 32
"""So many new reports are read in this process; starting others pays from about there (a second each)."""

Outcome = tuple[Input, PreparedRecord | Failure]
"""An input and what became of it."""
Stored = Callable[[int], None]
"""Told after each report how many records were stored since the run began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did."""

    seen: int = 0
    """Inputs found."""
    read: int = 0
    """Read and stored by this run."""
    unchanged: int = 0
    """Stored by an earlier run, or the same bytes as another input: not read again."""
    skipped: int = 0
    """Left out, by this run or an earlier one."""


def build_store(
    store: Store,
    pipeline: Pipeline,
    raws: Iterable[RawReport | Failure],
    *,
    batch_reports: int = 16,
    progress: Callable[[Summary], None] = lambda _: None,
    pool: Callable[[], Pool] | None = None,
    stored: Stored = lambda _: None,
) -> Summary:
    """
    Read what the store does not hold yet, and store it, one report at a time.

    `progress` is called often with what was done so far: all of that is stored.
    A run that was interrupted goes on where it stopped. With `pool`, processes
    read where there is enough to read; it is called when that is known. `stored`
    is called between two reports, when other work on the store may be done.
    """
    store.begin(pipeline.version)
    counted = _Counted(store, raws)

    def outcomes() -> Generator[Iterator[Outcome], None, None]:
        fresh = counted.fresh()
        first = list(islice(fresh, SMALL_REPORTS)) if pool else []
        rest = chain(first, fresh)
        if pool is None or len(first) < SMALL_REPORTS:
            for batch in batches(rest, batch_reports):
                yield zip(map(_input_of, batch), prepared(pipeline, batch), strict=True)
            return
        with pool() as opened, closing(opened.groups(rest)) as found:
            for group in found:
                yield ((_input_of(raw), outcome) for raw, outcome in group)

    with closing(outcomes()) as found:
        summary = store_outcomes(store, found, lambda so_far: progress(counted.added_to(so_far)), stored)
    store.finish()
    summary = counted.added_to(summary)
    progress(summary)
    return summary


def store_outcomes(
    store: Store,
    groups: Iterable[Iterable[Outcome]],
    progress: Callable[[Summary], None] = lambda _: None,
    stored: Stored = lambda _: None,
) -> Summary:
    """
    Store what became of each input, in order, within a run that was begun; return what was read and skipped.

    A group is kept at once, which costs a quarter of keeping each by itself; it is told of after that. Nobody else
    can write meanwhile, so what a group yields should be at hand.
    """
    read = skipped = 0
    for group in groups:
        kept: list[bool] = []
        with store.together(), no_looking_for_cycles():
            kept += (_store_one(store, entry, outcome) for entry, outcome in group)
        for is_record in kept:
            read, skipped = read + is_record, skipped + (not is_record)
            if is_record:
                stored(read)
            progress(Summary(read=read, skipped=skipped))
    return Summary(read=read, skipped=skipped)


def _store_one(store: Store, entry: Input, outcome: PreparedRecord | Failure) -> bool:
    """Store what became of an input; return whether that is a record."""
    if isinstance(outcome, Failure):
        store.fail(outcome, entry)
        return False
    try:
        store.add_prepared(outcome, entry)
    except ReportError as error:
        store.fail(Failure.of(error, path=entry.path, stage="store", sha256=entry.sha256), entry)
        return False
    return True


class _Counted:
    """The inputs of a build on their way in: those that are known are counted and passed over."""

    def __init__(self, store: Store, raws: Iterable[RawReport | Failure]) -> None:
        self._store, self._raws = store, raws
        self._summary = Summary()

    def fresh(self) -> Iterator[RawReport | Failure]:
        """Yield what has to be read, and what could not be had."""
        for raw in self._raws:
            known = self._store.known(Input.of(raw)) if isinstance(raw, RawReport) else None
            before = self._summary
            self._summary = replace(
                before,
                seen=before.seen + 1,
                unchanged=before.unchanged + (known == "stored"),
                skipped=before.skipped + (known == "skipped"),
            )
            if known is None:
                yield raw

    def added_to(self, done: Summary) -> Summary:
        """Return the counts of both: what was passed over and what was done."""
        return replace(self._summary, read=done.read, skipped=self._summary.skipped + done.skipped)


def _input_of(raw: RawReport | Failure) -> Input:
    return Input.of(raw) if isinstance(raw, RawReport) else Input.of_failure(raw)
