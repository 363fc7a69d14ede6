"""
A shard as a job: its inputs are read and its files appear, or nothing does.

    run_shard(folder, shard, read)   ->   Marker(key="5f0c…", read=498, skipped=2, files=(…))

It depends on the shard alone and may be killed, run again and run in two places at once.
"""

from collections.abc import Iterable

from onrecord.errors import ShardError
from onrecord.records import Failure, RawReport
from onrecord.shards.folder import Marker, ShardFolder
from onrecord.shards.plan import CHANGED, Shard
from onrecord.shards.tables import ShardTables
from onrecord.store import Input, PreparedRecord

__all__ = ["gathered", "run_shard", "written"]


def run_shard(
    folder: ShardFolder, shard: Shard, outcomes: Iterable[tuple[RawReport | Failure, PreparedRecord | Failure]]
) -> Marker:
    """
    Write the files of a shard from what became of its inputs; return its marker.

    Takes one outcome for each item of the shard. Raises ShardError, with nothing
    written, where an input is not what was planned any more.
    """
    return written(folder, shard, gathered(shard, outcomes))


def gathered(shard: Shard, outcomes: Iterable[tuple[RawReport | Failure, PreparedRecord | Failure]]) -> ShardTables:
    """Return the rows of a shard from what became of its inputs; ShardError as for `run_shard`."""
    tables = ShardTables()
    changed = []
    for _, (raw, outcome) in zip(shard.items, outcomes, strict=False):
        if isinstance(raw, Failure) and raw.stage == CHANGED:
            changed.append(raw)
        else:
            tables.add(Input.of(raw) if isinstance(raw, RawReport) else Input.of_failure(raw), outcome)
    if changed:
        raise ShardError(f"shard {shard.key}: {changed[0].path}: {changed[0].message}")
    return tables


def written(folder: ShardFolder, shard: Shard, tables: ShardTables) -> Marker:
    """Write the files of a shard from its rows; return its marker."""
    with folder.workshop() as workshop:
        files = list(tables.write(shard.key, workshop))
        return folder.publish(shard.key, workshop, files, read=tables.read, skipped=tables.skipped)
