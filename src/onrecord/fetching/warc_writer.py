"""
Answers into a web archive: one gzip member per record, so that a run that is stopped loses nothing it had.

    pages.warc.gz     warcinfo, then one response per page and per redirect on the way

Format: ISO 28500:2017 (WARC/1.1). The body is kept as it was sent, but for the chunks
it was sent in; headers that no longer hold are kept under `X-Crawl-…`, as Common Crawl does.
"""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from onrecord.errors import StoreError
from onrecord.fetching.network import Answer

__all__ = ["WarcWriter"]

_MOVED = frozenset({"transfer-encoding", "content-length"})


class WarcWriter:
    """A web archive that grows; used with `with`."""

    def __init__(
        self,
        path: Path,
        *,
        agent: str,
        now: datetime,
        append: bool = False,
        new_id: Callable[[], uuid.UUID] = uuid.uuid4,
    ) -> None:
        """Open an archive; StoreError where it cannot be written, or is there already and `append` is not set."""
        self._new_id = new_id
        try:
            self._file: BinaryIO = path.open("ab" if append else "xb")
        except FileExistsError as error:
            raise StoreError(f"{path} is there already; name another file, or add to it with --append") from error
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
        about = f"software: {agent}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
        self._write({"WARC-Type": "warcinfo", "WARC-Filename": path.name}, "application/warc-fields", about, now)

    def __enter__(self) -> "WarcWriter":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, answer: Answer) -> None:
        """Write one answer."""
        fields = {
            "WARC-Type": "response",
            "WARC-Target-URI": answer.address.url,
            "WARC-IP-Address": answer.number,
            "WARC-Payload-Digest": _digest(answer.body),
        }
        self._write(fields, "application/http; msgtype=response", _head(answer) + answer.body, answer.asked)

    def _write(self, fields: dict[str, str], content_type: str, block: bytes, when: datetime) -> None:
        lines = {
            **fields,
            "WARC-Date": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Record-ID": f"<urn:uuid:{self._new_id()}>",
            "WARC-Block-Digest": _digest(block),
            "Content-Type": content_type,
            "Content-Length": str(len(block)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        record = b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"
        self._file.write(gzip.compress(record, mtime=0))
        self._file.flush()


def _head(answer: Answer) -> bytes:
    reason = " ".join(answer.reason.split())
    lines = [f"HTTP/1.1 {answer.status} {reason}".rstrip()]
    for name, value in answer.headers:
        moved = f"X-Crawl-{name}" if name.lower() in _MOVED else name
        lines.append(f"{moved}: {' '.join(value.split())}")
    lines.append(f"Content-Length: {len(answer.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _digest(block: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(block).digest()).decode("ascii").rstrip("=")
