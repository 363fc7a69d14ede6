"""
What a format is: its name, what of the texts it carries, what its offsets count, the module that writes it.

    Format(name="geojson", module="geojson", …).write(Selection(store=store), Target(Path("events.geojson")))

The module is imported when it is asked for, so that a format of an optional library costs nothing until then.
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.store import TABLES

__all__ = ["Format", "Texts"]


class Texts(StrEnum):
    """What of the text of reports a format carries."""

    NONE = "no text of reports"
    QUOTES = "quotations only; the whole text with `--full-text`"
    QUOTES_ALWAYS = "quotations only"
    EXCERPTS = "the sentences that hold a row, each run of them by itself; whole reports with `--full-text`"
    NEEDED = "the whole text, so it asks for `--full-text`"
    WHOLE = "the whole text: it is the record itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format a record goes out in."""

    name: str
    title: str
    """What people call it."""
    for_whom: str
    """One sentence: what is in it and who reads it."""
    module: str
    """Module of this package that writes it."""
    function: str = "write"
    suffixes: tuple[str, ...] = ()
    is_folder: bool = False
    is_tables: bool = False
    """Whether it is a file for each table: a folder, or one table by its name."""
    texts: Texts
    unit: str | None = None
    """What its offsets count; None where it has none."""
    extra: str | None = None
    """The optional part of the package that it needs."""
    checked: str
    """How the tests check what is written."""

    def problem(self, target: Target, *, full_text: bool) -> str | None:
        """Return why it cannot be written there, or so, and what to do; None where it can."""
        path = target.path
        if self.texts is Texts.NEEDED and not full_text:
            return (
                f"{self.name} holds whole reports, and texts only leave a record when they are asked for: "
                "add --full-text, or take a format of excerpts, such as prodigy or label-studio"
            )
        if self.is_folder and path is None:
            return f"{self.name} is a folder of files; expected -o FOLDER, not standard output"
        if self.is_folder and path is not None and path.is_file():
            return f"{self.name} is a folder of files and {path} is a file; expected the name of a folder"
        if self.is_tables:
            return self._no_table(path)
        return None

    def _no_table(self, path: Path | None) -> str | None:
        suffix = f".{self.name}"
        if path is None:
            return f"{self.name} is a file for each table; expected -o FOLDER, or one table such as events{suffix}"
        if path.suffix.lower() == suffix and path.stem not in TABLES:
            known = ", ".join(f"{name}{suffix}" for name in TABLES)
            return f"{path.name} names no table; expected one of {known}, or a folder"
        return None

    def write(self, selection: Selection, target: Target) -> Written:
        """Write the selection to the target and return what was written; `StoreError` where it cannot be."""
        problem = self.problem(target, full_text=selection.full_text)
        if problem is not None:
            raise StoreError(problem)
        written: Written = getattr(self._module(), self.function)(selection, target)
        return written

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Names and meanings of what it writes; empty where the names are those of the record."""
        return self._constant("COLUMNS")

    @property
    def left_out(self) -> tuple[str, ...]:
        """What of a record it has no place for, in sentences."""
        return self._constant("LEFT_OUT")

    def _constant(self, name: str) -> tuple[Any, ...]:
        module = self._module()
        own = getattr(module, f"{name}_OF", {})
        found: tuple[Any, ...] = own.get(self.name, getattr(module, name, ()))
        return found

    def _module(self) -> Any:
        try:
            return import_module(f"onrecord.exports.{self.module}")
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("onrecord"):
                raise
            raise StoreError(
                f"{self.name} needs {error.name}, which is not installed; install it with: "
                f"pip install 'onrecord[{self.extra}]'"
            ) from error
