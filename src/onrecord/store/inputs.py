"""
What went into a record: every file, archive member and JSON line, by path and digest.

    Input(path="export.jsonl:12", container="export.jsonl", sha256="9f…", fingerprint="41…")

The fingerprint covers the bytes and everything else the reading depends on, so an
input whose fingerprint is stored under the same pipeline need not be read again.
"""

import hashlib
import re
from dataclasses import astuple, dataclass, replace

from onrecord.records import Failure, RawReport

__all__ = ["Input"]

_LINE = re.compile(
    r"(.*\.(?:jsonl|ndjson|json|csv|tsv|tab|parquet|xml|rss|atom|rdf)(?:\.(?:gz|bz2|xz|zst))?):\d+\Z", re.DOTALL | re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a build."""

    path: str
    sha256: str | None = None
    """Of the bytes; None where they could not be had."""
    fingerprint: str | None = None
    """Of the bytes, the media type and what was given along; None where the bytes could not be had."""
    container: str | None = None
    """The file that holds this input among others; a run that sees it again drops what it no longer holds."""

    @classmethod
    def of(cls, raw: RawReport) -> "Input":
        """Return the input that a raw report is."""
        sha256 = hashlib.sha256(raw.body).hexdigest()
        # The text given by a JSON line is part of its bytes already; that of a PDF or of a column was chosen.
        text = None if raw.media_type == "application/json" else raw.given.text
        given = "\x1f".join(str(each) for each in astuple(replace(raw.given, text=text)))
        whole = f"{sha256}\x1f{raw.media_type}\x1f{given}".encode("utf-8", "surrogatepass")
        path = raw.path
        if _is_standard_input(path):
            # Two streams are two inputs, whatever line they stand on.
            path = f"{path} ({sha256[:12]})"
        return cls(
            path=path,
            sha256=sha256,
            fingerprint=hashlib.sha256(whole).hexdigest(),
            container=None if path != raw.path else _container(path),
        )

    @classmethod
    def of_failure(cls, failure: Failure) -> "Input":
        """Return the input that could not be read."""
        return cls(path=failure.path, sha256=failure.sha256, container=_container(failure.path))


def _is_standard_input(path: str) -> bool:
    return path == "-" or path.startswith(("-:", "-!/"))


def _container(path: str) -> str | None:
    if "!/" in path:
        return path.partition("!/")[0]
    line = _LINE.match(path)
    return line[1] if line else None
