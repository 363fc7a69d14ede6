"""
Plan the shards of some inputs and make those that are not there yet, by whatever engine.

    build_shards(["news/"], "shards/")                     the cores of this machine
    build_shards(["news/"], "shards/", part=(3, 10))       the third of ten machines on one file system
    build_shards(["news/"], "shards/", engine=ray_engine.run)

Every shard that is done stays done. One that cannot be made is listed, and the others go on.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from onrecord.assembly import worker_count
from onrecord.errors import SettingsError, ShardError, SkipReason
from onrecord.intake import find_reports
from onrecord.pipeline import Pipeline, Pool, Recipe, prepared
from onrecord.records import Failure, RawReport
from onrecord.settings import Settings
from onrecord.shards.folder import Marker, ShardFolder
from onrecord.shards.job import run_shard
from onrecord.shards.plan import CHANGED, Shard, inputs_of, plan_shards
from onrecord.store import PreparedRecord

__all__ = ["Engine", "ShardSummary", "build_shards", "run_here"]

_DEFAULT = "onrecord.assembly:default_pipeline"
SHARD_REPORTS = 500
"""Reports of a shard, about: some minutes of work on a core, some megabytes of Parquet."""

Engine = Callable[[ShardFolder, Iterable[Shard], Recipe], Iterator[tuple[Shard, Marker | ShardError]]]
"""Makes shards, in any order, and yields each with its marker or what was wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardSummary:
    """What a build of shards did."""

    shards: int = 0
    """Shards of the plan, or of this machine's part of it."""
    made: int = 0
    kept: int = 0
    """Done before."""
    retired: int = 0
    """Of an earlier plan, and deleted."""
    read: int = 0
    """Reports read by this run."""
    skipped: int = 0
    """Inputs left out by this run."""
    faults: tuple[str, ...] = ()
    """What was wrong with the shards that could not be made."""


def build_shards(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    published: str | None = None,
    settings: Settings | None = None,
    recipe: Recipe | None = None,
    shard_reports: int = SHARD_REPORTS,
    part: tuple[int, int] = (1, 1),
    replacing: bool = False,
    engine: Engine | None = None,
    progress: Callable[[ShardSummary], None] = lambda _: None,
) -> ShardSummary:
    """
    Make the shards of all reports under the paths in a folder; return what was done.

    The folder holds the shards of the inputs that are named, so all of them are
    named every time; with `replacing` those of others are deleted, else that is
    a SettingsError. `part` (k, n) makes every n-th shard only, the k-th of each n.
    """
    recipe = recipe or Recipe(assemble=_DEFAULT, settings=settings or Settings(), published=published)
    opened, listed = ShardFolder(folder), [str(path) for path in paths]
    for path in listed:
        if not (Path(path).is_file() or Path(path).is_dir()):
            raise SettingsError(f"{path} is neither a file nor a folder; shards are made of files that can be reopened")
    keys = _plan(opened, listed, recipe, shard_reports, replacing=replacing)
    retired = opened.retire(set(keys)) if part[0] == 1 else 0
    mine = keys[part[0] - 1 :: part[1]]
    waiting = [key for key in mine if opened.marker(key) is None]
    summary = ShardSummary(shards=len(mine), kept=len(mine) - len(waiting), retired=retired)
    progress(summary)
    wanted = set(waiting)
    todo = (shard for shard in opened.plan() if shard.key in wanted)
    for _, done in (engine or run_here)(opened, todo, recipe) if waiting else ():
        if isinstance(done, ShardError):
            summary = replace(summary, faults=(*summary.faults, str(done)))
        else:
            read, skipped = summary.read + done.read, summary.skipped + done.skipped
            summary = replace(summary, made=summary.made + 1, read=read, skipped=skipped)
        progress(summary)
    return summary


def run_here(
    folder: ShardFolder, shards: Iterable[Shard], recipe: Recipe
) -> Iterator[tuple[Shard, Marker | ShardError]]:
    """Make shards with the processes of this machine, one after the other; the reports of the next are read already."""
    listed: list[Shard] = []

    def inputs() -> Iterator[RawReport | Failure]:
        for shard in shards:
            listed.append(shard)
            yield from _of_length(inputs_of(shard, recipe.settings.limits, recipe.settings.columns), shard)

    with _Reading(recipe) as reading:
        outcomes = reading.outcomes(inputs())
        for first in outcomes:
            shard = listed.pop(0)
            try:
                yield shard, run_shard(folder, shard, chain([first], outcomes))
            except ShardError as error:
                yield shard, error


class _Reading:
    """The processes of this machine, or this one where it is alone."""

    def __init__(self, recipe: Recipe) -> None:
        workers = worker_count(recipe.settings)
        self._pool = Pool(recipe, workers) if workers > 1 else None
        self._pipeline: Pipeline | None = None if self._pool else recipe.pipeline()

    def __enter__(self) -> "_Reading":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pool:
            self._pool.close()

    def outcomes(
        self, raws: Iterator[RawReport | Failure]
    ) -> Generator[tuple[RawReport | Failure, PreparedRecord | Failure], None, None]:
        """Yield what becomes of each input, in order."""
        if self._pool:
            yield from self._pool.outcomes(raws)
        elif self._pipeline:
            for raw in raws:
                yield raw, prepared(self._pipeline, [raw])[0]


def _of_length(inputs: Iterator[RawReport | Failure], shard: Shard) -> Iterator[RawReport | Failure]:
    """Yield one input for each item of a shard, so that the next shard begins where it should."""
    count = 0
    for raw in inputs:
        count += 1
        yield raw
    for item in shard.items[count:]:  # a changed file ends the reading of its items
        yield Failure(
            path=item.file, stage=CHANGED, reason=SkipReason.UNREADABLE, message="not read, for a fault before it"
        )


def _plan(opened: ShardFolder, paths: list[str], recipe: Recipe, shard_reports: int, *, replacing: bool) -> list[str]:
    """Write the plan and what the shards are made with; return the keys in order."""
    version = recipe.pipeline().version
    before = {item.file for shard in opened.plan() for item in shard.items if item.file}
    keys: dict[str, None] = {}
    found = find_reports(paths, limits=recipe.settings.limits, columns=recipe.settings.columns)
    with opened.planning() as fresh, fresh.open("w", encoding="ascii") as lines:
        for shard in plan_shards(found, recipe, version, reports=shard_reports):
            before.difference_update(item.file for item in shard.items)
            if shard.key not in keys:
                lines.write(shard.to_line() + "\n")
            keys[shard.key] = None
        if before and not replacing:
            raise SettingsError(
                f"{opened.path} holds shards of {len(before)} inputs that are not among those named (such as "
                f"{min(before)}); name all inputs, take another folder, or let them go with --replace"
            )
    opened.describe(version, recipe)
    return list(keys)
