"""
PDF files with text in them: read by a process of their own, within limits of time and memory.

    statement.pdf  ->  RawReport(given text, one fact per line: "pdf:page 1 box 72.0 780.1 210.4 794.0 …")

PDFium is fast and, as every reader of PDF, now and then hangs or falls over a file that
is damaged or made for it. Such a file costs itself: the process is ended, and the next
file gets a new one. Needs the extra `formats`.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Any

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import STAGE, failure
from onrecord.intake.pdf_layout import PdfLine, pdf_text
from onrecord.records import Failure, Given, RawReport

__all__ = ["PdfReader"]

_LINE_BYTES = 32 * 1024 * 1024
"""Longest answer about one page."""


class PdfReader:
    """Reads PDF files one after the other; its process is started when first needed."""

    def __init__(
        self, limits: Limits, *, command: tuple[str, ...] = (sys.executable, "-m", "onrecord.intake.pdf_worker")
    ) -> None:
        """Set up; `command` is what answers, given the limit of memory as its last argument."""
        self._limits = limits
        self._command = (*command, str(limits.max_pdf_memory_bytes))
        self._worker: subprocess.Popen[bytes] | None = None

    def read(self, body: bytes, path: str) -> Iterator[RawReport | Failure]:
        """Yield the report that a file holds, or why it holds none, and which of its pages could not be read."""
        missing: list[int] = []
        try:
            text = pdf_text(self._lines(body, missing))
            if not text.text.strip():
                raise _no_text(missing)
        except ReportError as error:
            yield Failure.of(error, path=path, stage=STAGE, sha256=hashlib.sha256(body).hexdigest())
            return
        given = Given(text=text.text)
        yield RawReport(path=path, body=body, media_type=FileKind.PDF.value, given=given, facts=text.facts)
        if missing:
            listed = ", ".join(map(str, missing[:20])) + (", …" if len(missing) > 20 else "")
            message = f"these pages are damaged: {listed}; the others were read. Fetch the file again"
            yield failure(f"{path}!/pages", SkipReason.MALFORMED, message)

    def close(self) -> None:
        """End the process, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    _close(pipe)

    def _lines(self, body: bytes, missing: list[int]) -> list[PdfLine]:
        """Ask the process; ReportError where the answer is an error, or does not come."""
        if importlib.util.find_spec("pypdfium2") is None:
            raise ReportError("a PDF file; to read it: pip install onrecord[formats]", SkipReason.UNSUPPORTED)
        worker = self._started()
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            worker.kill()

        clock = threading.Timer(self._limits.max_pdf_seconds, end)
        clock.daemon = True
        clock.start()
        try:
            return list(_asked(worker, body, self._limits.max_file_bytes, missing))
        except (OSError, EOFError) as error:
            self.close()
            if is_late.is_set():
                limit = self._limits.max_pdf_seconds
                message = (
                    f"not read within {limit} seconds (max_pdf_seconds); print it to a new PDF, or raise the limit"
                )
                raise ReportError(message, SkipReason.TOO_SLOW) from error
            message = "the PDF reader fell over it or ran out of memory (max_pdf_memory_bytes); print it to a new PDF"
            raise ReportError(message, SkipReason.MALFORMED) from error
        except ReportError:
            # What is left of the answer would be taken for the next one.
            self.close()
            raise
        finally:
            clock.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker = subprocess.Popen(  # noqa: S603 - our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._worker


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        # The process is gone, and with it what it had not yet taken.
        return


def _asked(worker: subprocess.Popen[bytes], body: bytes, most: int, missing: list[int]) -> Iterator[PdfLine]:
    """Yield the lines, note missing pages; EOFError or OSError where the process ends before its answer does."""
    if worker.stdin is None or worker.stdout is None:
        raise EOFError
    worker.stdin.write(len(body).to_bytes(8, "big"))
    worker.stdin.write(body)
    worker.stdin.flush()
    length = 0
    while True:
        line = worker.stdout.readline(_LINE_BYTES)
        if not line.endswith(b"\n"):
            raise EOFError
        said: dict[str, Any] = json.loads(line)
        if "error" in said:
            raise _error(said)
        if "end" in said:
            return
        if "missing" in said:
            missing.append(said["page"])
        for text, first, count, box, size, is_divided in said["lines"]:
            length += len(text)
            if length > most:
                raise ReportError(f"its text is longer than {most} characters (max_file_bytes)", SkipReason.TOO_LARGE)
            yield PdfLine(
                page=said["page"],
                text=text,
                first_character=first,
                characters=count,
                box=tuple(box),
                size=size,
                is_divided=is_divided,
            )


def _no_text(missing: Sequence[int]) -> ReportError:
    if missing:
        return ReportError("none of its pages can be read; fetch the PDF again", SkipReason.MALFORMED)
    message = "no text in it, only pictures of pages; make a text of them first, for instance with ocrmypdf"
    return ReportError(message, SkipReason.NO_TEXT)


def _error(said: dict[str, Any]) -> ReportError:
    if said["error"] == "encrypted":
        return ReportError("the PDF is locked with a password; save a copy without it", SkipReason.ENCRYPTED)
    message = f"not a PDF that can be read ({said.get('message', 'damaged')}); fetch it again, or print it to a new PDF"
    return ReportError(message, SkipReason.MALFORMED)
