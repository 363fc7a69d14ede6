"""
The same shards on a Ray cluster: what to do where travels, texts do not.

    build_shards(["news/"], "shards/", engine=ray_engine("ray://head:10001"))

One actor for each worker keeps one reading process with the model loaded once. An actor gets the line
of the plan that names its shard's files, reads these from the file system that all machines
share, and writes the shard there; its marker comes back. No actor has more than two shards
waiting: while the files of one are written, the next is read. An actor that dies is started again by Ray
and its shards are made again; a report
that kills the reading process costs itself, as it does on one machine.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from threading import Lock
from typing import Any

import ray

from onrecord.assembly import worker_count
from onrecord.errors import ShardError
from onrecord.pipeline import Pool, Recipe
from onrecord.shards.building import Engine
from onrecord.shards.folder import Marker, ShardFolder
from onrecord.shards.job import gathered, written
from onrecord.shards.plan import Shard, inputs_of

__all__ = ["ray_engine"]

_WAITING = 2
"""Shards that an actor has: one it makes and one to go on with."""
_RETRIES = 3
"""Actors that a shard may outlive before it is listed as not made."""


class _ShardMaker:
    """The actor: a pool of one process, so that native code which fails does not take the actor along."""

    def __init__(self, folder: str, recipe: dict[str, Any]) -> None:
        self._folder, self._recipe = ShardFolder(folder), Recipe.from_json(recipe)
        self._pool, self._reading = Pool(self._recipe, 1), Lock()

    def make(self, line: str) -> Marker | str:
        """Make a shard and return its marker, or what was wrong with it."""
        shard = Shard.from_line(line)
        try:
            settings = self._recipe.settings
            with self._reading:
                inputs = inputs_of(shard, settings.limits, settings.columns)
                tables = gathered(shard, self._pool.outcomes(inputs))
            return written(self._folder, shard, tables)
        except ShardError as error:
            return str(error)


def ray_engine(address: str | None = None) -> Engine:
    """Return an engine that runs on the cluster at the address, or on a local one that it starts and stops."""

    def run(
        folder: ShardFolder, shards: Iterable[Shard], recipe: Recipe
    ) -> Iterator[tuple[Shard, Marker | ShardError]]:
        workers = worker_count(recipe.settings)
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would report how it is used to its makers
        os.environ.setdefault("RAY_worker_niceness", "0")  # and starts actors at 15: whatever else runs would go first
        if not ray.is_initialized():
            local = {} if address else {"num_cpus": workers, "include_dashboard": False}
            ray.init(address=address, log_to_driver=False, **local)
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_RETRIES, max_concurrency=_WAITING)(
            _ShardMaker
        )
        made = [actor.remote(str(folder.path.resolve()), recipe.to_json()) for _ in range(workers)]
        waiting: dict[Any, tuple[Shard, Any]] = {}
        todo = iter(shards)
        try:
            for free, shard in zip(islice(cycle(made), _WAITING * workers), todo, strict=False):
                waiting[free.make.remote(shard.to_line())] = shard, free
            while waiting:
                (ready,), _ = ray.wait(list(waiting), num_returns=1)
                shard, free = waiting.pop(ready)
                yield shard, _outcome(shard, ready)
                for following in islice(todo, 1):
                    waiting[free.make.remote(following.to_line())] = following, free
        finally:
            for each in made:
                ray.kill(each)

    return run


def _outcome(shard: Shard, ready: Any) -> Marker | ShardError:
    try:
        made = ray.get(ready)
    except ray.exceptions.RayActorError as error:
        return ShardError(f"shard {shard.key}: what made it ended {_RETRIES + 1} times: {error}")
    return ShardError(made) if isinstance(made, str) else made
