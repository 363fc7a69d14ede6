"""
A process that reads for another one: a recipe comes in, then batches; rows or records, and failures, go out.

    python -m onrecord.pipeline.worker     started by `onrecord.pipeline.pool`, never by people

It loads the model once and reads with one thread. It ends when its input does, so none is left
over when the build is killed. A fault of this software ends it with a traceback: the build then
knows which batch it was, and goes on without that report.
"""

import gc
import os
import signal
import sys
from itertools import count
from typing import IO

from onrecord.errors import OnrecordError
from onrecord.memory import give_back
from onrecord.pipeline.answers import Answers
from onrecord.pipeline.frames import raws_from_frame, read_frame, write_frame
from onrecord.pipeline.recipe import Recipe

__all__ = ["serve"]

_TIDIED = 16
"""Batches after which memory is looked through and given back: seldom enough to cost nothing to speak of."""
_BEHIND = 5
"""How far readers stand back for the one process that stores what they read: where it waits, all wait at the end."""


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more: first the recipe, then batches of raw reports."""
    first = read_frame(requests)
    if first is None:
        return
    try:
        pipeline = Recipe.from_json(first[0]).pipeline()
        pipeline.ready()
        gc.freeze()  # tables and models are never garbage: no search need look through them
        gc.disable()  # hardly anything of a report hangs together in a circle; what does goes now and then
    except OnrecordError as error:
        write_frame(answers, {"error": type(error).__name__, "message": str(error)})
        return
    write_frame(answers, {"ready": pipeline.version})
    for number in count(1):
        if (request := read_frame(requests)) is None:
            return
        given = Answers(request[0]["answers"]).of(pipeline, raws_from_frame(*request))
        head = {"failed": [failed for failed, _ in given], "sizes": [len(line) for _, line in given]}
        write_frame(answers, head, b"".join(line for _, line in given))
        if number % _TIDIED == 0:
            gc.collect()
            give_back()


def main() -> None:
    """Serve on standard input and output; whatever else is printed goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build hears of it too, and ends this process
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_BEHIND)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers)
        answers.close()
    except BrokenPipeError:
        os._exit(0)  # the build is gone: there is nobody to tell, and what is buffered has nowhere to go


if __name__ == "__main__":
    main()
