"""
How another process makes the pipeline of this one: by name, never by sending objects.

    Recipe(assemble="onrecord.assembly:default_pipeline", settings=Settings(), published="2024-05-02")

What travels is one JSON object, so it is the same for a process beside this one and for one
on another machine.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from onrecord.errors import SettingsError
from onrecord.pipeline.stages import Pipeline
from onrecord.settings import Settings

__all__ = ["Recipe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A function that makes a pipeline, by name, and what it is called with."""

    assemble: str
    """`module:function`; it takes the settings and the day of publication, and returns a pipeline."""
    settings: Settings = field(default_factory=Settings)
    published: str | None = None

    @classmethod
    def of(
        cls, assemble: Callable[[Settings, str | None], Pipeline], settings: Settings, published: str | None
    ) -> "Recipe | None":
        """Return the recipe of a function; None for one that other processes cannot find by name."""
        module, name = getattr(assemble, "__module__", None), getattr(assemble, "__qualname__", "<")
        if module in (None, "__main__") or not name.isidentifier():
            return None
        return cls(assemble=f"{module}:{name}", settings=settings, published=published)

    def pipeline(self) -> Pipeline:
        """Make the pipeline; each process that reads has one thread."""
        module, _, name = self.assemble.partition(":")
        assemble = getattr(import_module(module), name, None)
        if assemble is None:
            raise SettingsError(f"there is no {name!r} in {module}; expected a function that makes a pipeline")
        made: Pipeline = assemble(replace(self.settings, threads=1), self.published)
        return made

    def to_json(self) -> dict[str, Any]:
        """Return the recipe as a JSON object."""
        return {"assemble": self.assemble, "settings": self.settings.shown(), "published": self.published}

    @classmethod
    def from_json(cls, shown: dict[str, Any]) -> "Recipe":
        """Return the recipe of a JSON object."""
        settings = Settings.from_shown(shown["settings"])
        return cls(assemble=shown["assemble"], settings=settings, published=shown["published"])
