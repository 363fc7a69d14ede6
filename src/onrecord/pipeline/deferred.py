"""
A stage that is made when there is something for it to do.

    Deferred("read", reader_version(), Reader.load)     its name and version are known, its model is not loaded

A build whose processes read needs the version of its pipeline, to tell what is stored already, and none of the
hundred megabytes that reading takes.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from onrecord.pipeline.stages import Stage

__all__ = ["Deferred"]


class Deferred:
    """A stage by its name and version; what it is made by has to give a stage of the same."""

    def __init__(self, name: str, version: str, make: Callable[[], Stage[Any, Any]]) -> None:
        self.name = name
        self.version = version
        self._make = make
        self._made: Stage[Any, Any] | None = None
        self._making = Lock()

    def __call__(self, items: Sequence[Any], /) -> Sequence[Any]:
        """Run the stage, made now if it was not before; raises what making it raises."""
        return self.ready()(items)

    def ready(self) -> Stage[Any, Any]:
        """Make the stage if it is not made yet, and return it; calls may come from several threads."""
        with self._making:
            if self._made is None:
                self._made = self._make()
                assert (self._made.name, self._made.version) == (self.name, self.version)  # noqa: S101  # ours alone
            return self._made
