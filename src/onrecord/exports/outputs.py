"""
Where an export goes: standard output, a file, or a folder of files.

    Target(Path("events.geojson"))     one file
    Target(Path("vault"))              a folder: each file of it is opened by its name
    Target(None)                       standard output

A file is written beside its place and moved there when it is whole, so that a run that is stopped leaves the old file
or none, never half of one.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord.errors import StoreError

__all__ = ["Target", "write_lines"]


@dataclass(frozen=True, slots=True)
class Target:
    """The place of an export; None is standard output."""

    path: Path | None

    def within(self, *names: str) -> "Target":
        """Return the place of a file of this folder."""
        if self.path is None:
            raise StoreError("this format is a folder of files; expected -o FOLDER, not standard output")
        return Target(self.path.joinpath(*names))

    @contextmanager
    def text(self) -> Iterator[IO[str]]:
        """Open for text in UTF-8; lone surrogates, which UTF-8 has no bytes for, pass through as they are stored."""
        if self.path is None:
            yield sys.stdout
            return
        with (
            self._fresh(self.path) as fresh,
            fresh.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream,
        ):
            yield stream

    @contextmanager
    def binary(self) -> Iterator[IO[bytes]]:
        """Open for bytes."""
        if self.path is None:
            yield sys.stdout.buffer
            return
        with self._fresh(self.path) as fresh, fresh.open("wb") as stream:
            yield stream

    @contextmanager
    def _fresh(self, path: Path) -> Iterator[Path]:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise StoreError(f"{path} is a folder; expected the name of a file to write")
            handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror}; name another place") from error
        os.close(handle)
        fresh = Path(name)
        try:
            yield fresh
            fresh.chmod(0o666 & ~_umask())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def write_lines(stream: IO[str], lines: Iterable[str]) -> int:
    """Write lines one by one; return how many."""
    count = 0
    for line in lines:
        stream.write(line + "\n")
        count += 1
    return count


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
