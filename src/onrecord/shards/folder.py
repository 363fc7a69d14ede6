"""
A folder of shards: where what lies, and how a shard gets there whole or not at all.

    shards/onrecord-shards.json                        pipeline, recipe, format
    shards/plan.jsonl                                  one line for each shard, in the order of the input
    shards/done/5f0c….json                             the marker: this shard is whole, and these are its files
    shards/tables/events/month=2024-05/5f0c….parquet   rows, as in the store
    shards/outcomes/5f0c….parquet                      what `merge` stores, input by input

Files are written under another name and moved into place, the marker last. What is done twice
gives the same bytes twice, so two machines at one shard do no harm.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import ShardError
from onrecord.pipeline import Recipe
from onrecord.shards.plan import Shard

__all__ = ["Marker", "ShardFolder"]

FORMAT = "onrecord-shards/1"
_PLANNING, _MAKING = ".plan.", ".making-"
_LITTER_SECONDS = 24 * 3600
"""What a killed run has left is swept up when it is a day old: none that runs takes so long over one shard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What a finished shard holds."""

    key: str
    read: int
    skipped: int
    files: tuple[tuple[str, str, int], ...]
    """Path from the folder, SHA-256 and size in bytes of each file."""


class ShardFolder:
    """The files of a folder of shards."""

    def __init__(self, path: str | Path) -> None:
        """Name the folder; nothing is made or read yet."""
        self.path = Path(path)

    # What the shards are made with.

    def describe(self, version: str, recipe: Recipe) -> None:
        """Write down the pipeline and its recipe."""
        self.path.mkdir(parents=True, exist_ok=True)
        head = {"format": FORMAT, "pipeline": version, "recipe": recipe.to_json()}
        self._write(self.path / "onrecord-shards.json", json.dumps(head, indent=1) + "\n")

    def description(self) -> dict[str, Any]:
        """Return what `describe` wrote; ShardError where this is no folder of shards."""
        try:
            shown: dict[str, Any] = json.loads((self.path / "onrecord-shards.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{self.path} is no folder of shards; make one with: onrecord build FOLDER --shards {self.path}"
            raise ShardError(message) from error
        if shown.get("format") != FORMAT:
            raise ShardError(f"{self.path}: found format {shown.get('format')!r}; expected {FORMAT!r}")
        return shown

    # The plan.

    @contextmanager
    def planning(self) -> Iterator[Path]:
        """Give the path of a new plan, which takes the place of the old one where all goes well."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._sweep()
        fresh = self.path / f"{_PLANNING}{os.getpid()}"
        try:
            yield fresh
            fresh.replace(self.path / "plan.jsonl")
        finally:
            fresh.unlink(missing_ok=True)

    def plan(self) -> Iterator[Shard]:
        """Yield the shards of the plan, in the order of the input; none where there is no plan yet."""
        path = self.path / "plan.jsonl"
        if path.exists():
            with path.open(encoding="ascii") as lines:
                yield from map(Shard.from_line, lines)

    # Shards that are done.

    def marker(self, key: str) -> Marker | None:
        """Return the marker of a shard whose files are all there; None where it has to be made."""
        path = self.path / "done" / f"{key}.json"
        try:
            shown = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        files = tuple((file, sha256, size) for file, sha256, size in shown.pop("files"))
        for file, _, size_bytes in files:
            if not (self.path / file).is_file() or (self.path / file).stat().st_size != size_bytes:
                return None
        return Marker(**shown, files=files)

    def checked(self, marker: Marker) -> Marker:
        """Return the marker where every file has its digest; ShardError for one that has another."""
        for file, sha256, _ in marker.files:
            if hashlib.sha256((self.path / file).read_bytes()).hexdigest() != sha256:
                message = f"{self.path / file} is damaged: its digest is not {sha256[:12]}…; delete it and build again"
                raise ShardError(message)
        return marker

    def publish(self, key: str, written: Path, files: Iterable[str], *, read: int, skipped: int) -> Marker:
        """Move the files of a shard from where they were written into place, then write its marker."""
        listed = []
        for file in sorted(files):
            body = (written / file).read_bytes()
            listed.append((file, hashlib.sha256(body).hexdigest(), len(body)))
            (self.path / file).parent.mkdir(parents=True, exist_ok=True)
            (written / file).replace(self.path / file)
        marker = Marker(key=key, read=read, skipped=skipped, files=tuple(listed))
        (self.path / "done").mkdir(exist_ok=True)
        shown = {"key": key, "read": read, "skipped": skipped, "files": [list(each) for each in listed]}
        self._write(self.path / "done" / f"{key}.json", json.dumps(shown, indent=1) + "\n")
        return marker

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """Give an empty folder on the same file system, gone afterwards."""
        self.path.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self.path))
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def retire(self, kept: set[str]) -> int:
        """Delete the shards whose keys are not kept, markers first; return how many there were."""
        gone = [path for path in sorted((self.path / "done").glob("*.json")) if path.stem not in kept]
        for path in gone:
            files = json.loads(path.read_text(encoding="utf-8"))["files"]
            path.unlink()
            for file, _, _ in files:
                (self.path / file).unlink(missing_ok=True)
        return len(gone)

    def _sweep(self) -> None:
        for path in (*self.path.glob(f"{_PLANNING}*"), *self.path.glob(f"{_MAKING}*")):
            if time.time() - path.stat().st_mtime > _LITTER_SECONDS:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def _write(self, path: Path, text: str) -> None:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
