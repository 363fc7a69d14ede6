"""
One worker as the build sees it: a child process, asked and answered through its pipes.

    worker.read([raw, raw], Answers.ROWS)   ->   [(False, b'{"report": …}'), (True, b'{"path": …}')], or WorkerEnded
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from onrecord import errors
from onrecord.errors import OnrecordError
from onrecord.pipeline.answers import Answer, Answers
from onrecord.pipeline.frames import raws_to_frame, read_frame, split_body, write_frame
from onrecord.pipeline.recipe import Recipe
from onrecord.records import RawReport

__all__ = ["WorkerEnded", "WorkerProcess"]


class WorkerEnded(Exception):  # noqa: N818  # it is an event, and no error of the caller's
    """The process ended in the middle of a batch; the message says how."""


class WorkerProcess:
    """A child process that reads; `read` may be called by one thread at a time, `end` by any."""

    def __init__(self, recipe: Recipe) -> None:
        """Start it, and let it load its model."""
        self._seconds = recipe.settings.report_seconds
        self._is_ready = self._was_slow = False
        path = os.pathsep.join(each or str(Path.cwd()) for each in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "onrecord.pipeline.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Small matrices are not worth threads: numpy's would only wait in a loop.
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            # Ctrl-C is for the build, which then ends this process; on Windows the worker itself does not listen.
            process_group=0 if os.name == "posix" else None,
        )
        assert self._process.stdin is not None  # noqa: S101  # asked for above
        assert self._process.stdout is not None  # noqa: S101
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._recipe = recipe

    def read(self, raws: Sequence[RawReport], answers: Answers) -> list[Answer]:
        """
        Return the answer for each raw report, in order and in the form asked for.

        Raises `WorkerEnded` where the process dies of them or takes too long, and
        the error that kept it from starting.
        """
        if not self._is_ready:
            self._begin()
        watch = Timer(self._seconds * len(raws), self._stop_slow)
        watch.daemon = True
        watch.start()
        try:
            head, bodies = raws_to_frame(raws)
            write_frame(self._requests, {**head, "answers": answers.value}, bodies)
            answer = read_frame(self._answers)
        except (BrokenPipeError, ValueError):  # it died before it read all, or was ended meanwhile
            answer = None
        finally:
            watch.cancel()
        if answer is None:
            raise WorkerEnded(self._how_it_ended())
        head, body = answer
        return list(zip(head["failed"], split_body(body, head["sizes"]), strict=True))

    @property
    def lives(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._answers.close()
        try:
            self._requests.close()
        except BrokenPipeError:  # part of a frame was still on its way to it
            return

    def _begin(self) -> None:
        """Hand over the recipe and wait until the model is loaded."""
        try:
            write_frame(self._requests, self._recipe.to_json())
            answer = read_frame(self._answers)
        except (BrokenPipeError, ValueError):
            answer = None
        if answer is None:
            how = self._how_it_ended()
            raise OnrecordError(f"a process that should read could not start: {how}; what it said stands above")
        if "error" in answer[0]:
            raise getattr(errors, answer[0]["error"], OnrecordError)(answer[0]["message"])
        self._is_ready = True

    def _stop_slow(self) -> None:
        self._was_slow = True
        self._process.kill()

    def _how_it_ended(self) -> str:
        code = self._process.wait()
        if self._was_slow:
            return f"it took longer than {self._seconds} seconds (report_seconds)"
        return f"it was killed by signal {-code}" if code < 0 else f"it ended with exit code {code}"
