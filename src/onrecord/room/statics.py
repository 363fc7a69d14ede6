"""
Style sheets and scripts, held in memory: an address is looked up by name and never reaches the file system.

    files()["room.css"].media_type   ->   "text/css"
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["StaticFile", "files"]

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """One file and what a browser is told about it."""

    body: bytes
    media_type: str
    etag: str


@cache
def files() -> dict[str, StaticFile]:
    """Return every file by its name below the folder."""
    found = sorted(path for path in _FOLDER.rglob("*") if path.suffix in _MEDIA_TYPES and path.is_file())
    return {path.relative_to(_FOLDER).as_posix(): _file(path) for path in found}


def _file(path: Path) -> StaticFile:
    body = path.read_bytes()
    return StaticFile(
        body=body, media_type=_MEDIA_TYPES[path.suffix], etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    )
