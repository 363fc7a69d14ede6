"""
Processes that read beside each other, since one interpreter decodes on one core at a time.

    with Pool(recipe, workers=4) as pool:
        for raw, outcome in pool.outcomes(raws):     # in the order of the input, whoever was first
            ...

Each worker is a process of its own with one model and one thread; batches go to it through a
pipe, and it takes the next when it has answered. What waits is bounded, by number and by
bytes. A worker that dies takes its batch with it: the reports of the batch are read once
more, each alone, and one that ends its worker again becomes a Failure.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from onrecord.errors import ReportError, SkipReason
from onrecord.pipeline.answers import Answer, Answers
from onrecord.pipeline.frames import failure_from_json, failure_to_json
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.worker_process import WorkerEnded, WorkerProcess
from onrecord.records import Failure, RawReport, Record
from onrecord.records.wire import record_from_line
from onrecord.store import Input, PreparedRecord, prepared_from_json

__all__ = ["Pool"]

_BATCH_REPORTS = 4
"""Reports of one hand-out: reading 16 at a time is 1 % faster than 4, and 4 leave less to do alone at the end."""
_BATCH_BYTES = 256 * 1024
"""A batch is closed at so many bytes of input."""
_AHEAD_REPORTS = 32
"""Reports for each worker that are read ahead or wait to be stored: several seconds of work."""
_AHEAD_BYTES = 8 * 1024 * 1024
"""The same in bytes of input."""

_GROUP_REPORTS = 16
"""Reports that are given out without waiting between them: the store keeps them at once."""


@dataclass(slots=True)
class _Place:
    """One input on its way through, in the order of the input."""

    raw: RawReport | Failure
    answer: Answer | None = None

    @property
    def size_bytes(self) -> int:
        """Bytes of the input."""
        return len(self.raw.body) if isinstance(self.raw, RawReport) else 0

    @property
    def is_done(self) -> bool:
        """Whether it is known what becomes of it."""
        return self.answer is not None or isinstance(self.raw, Failure)

    def outcome(self) -> bytes | Failure:
        """Return what became of it, a failure or the JSON of what was asked for; asked of places that are done."""
        if isinstance(self.raw, Failure) or self.answer is None:
            assert isinstance(self.raw, Failure)  # noqa: S101  # asked of done places only
            return self.raw
        failed, line = self.answer
        return failure_from_json(line) if failed else line


class Pool:
    """Worker processes; a context manager that ends them."""

    def __init__(self, recipe: Recipe, workers: int) -> None:
        """Have so many processes at most; each starts when there is a batch for it."""
        self._recipe = recipe
        self._workers = workers
        self._closed = False
        self._lock = Lock()
        """Held while a worker is put in the place of another, or all are ended."""
        self._handed_out: SimpleQueue[tuple[Answers, list[_Place]] | None] = SimpleQueue()
        self._answered: SimpleQueue[tuple[list[_Place], Sequence[Answer] | BaseException]] = SimpleQueue()
        self._running: dict[int, WorkerProcess] = {}
        self._threads = [Thread(target=self._serve, args=(n,), daemon=True) for n in range(workers)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for _ in self._threads:
            self._handed_out.put(None)
        with self._lock:
            self._closed = True
            for worker in self._running.values():
                worker.end()
        for thread in self._threads:
            thread.join(timeout=5.0)

    def outcomes(
        self, raws: Iterable[RawReport | Failure]
    ) -> Generator[tuple[RawReport | Failure, PreparedRecord | Failure], None, None]:
        """
        Yield each input with its prepared record, or the failure that took its place, in order.

        Inputs are taken from the iterable as there is room for them, by the caller's own
        thread. Raises what kept a worker from starting.
        """
        with closing(self.groups(raws)) as groups:
            for group in groups:
                yield from group

    def groups(
        self, raws: Iterable[RawReport | Failure]
    ) -> Generator[Iterator[tuple[RawReport | Failure, PreparedRecord | Failure]], None, None]:
        """Yield the same in groups: nothing is waited for inside one, which has to be taken before the next."""
        for group in self._groups(raws, Answers.ROWS):
            yield ((raw, each if isinstance(each, Failure) else prepared_from_json(each)) for raw, each in group)

    def records(self, raws: Iterable[RawReport | Failure]) -> Generator[Record | Failure, None, None]:
        """Yield the record of each input, or the failure that took its place, in order; else as `outcomes`."""
        for group in self._groups(raws, Answers.RECORDS):
            for _, outcome in group:
                yield outcome if isinstance(outcome, Failure) else record_from_line(outcome, trusted=True)

    def _groups(
        self, raws: Iterable[RawReport | Failure], answers: Answers
    ) -> Iterator[Iterator[tuple[RawReport | Failure, bytes | Failure]]]:
        source, places, ended = iter(raws), deque[_Place](), False
        most, most_bytes = _AHEAD_REPORTS * self._workers, _AHEAD_BYTES * self._workers
        chunk = most // 4
        while True:
            while not ended and len(places) <= most - chunk and _bytes_of(places) < most_bytes:
                fresh = _taken(source, chunk, most_bytes // 4)
                ended = not fresh
                places += fresh
                # The last few go out one by one, so that no worker waits long for another at the end.
                few = len(fresh) < chunk and _bytes_of(fresh) < most_bytes // 4
                self._hand_out(fresh, answers, 1 if few else _BATCH_REPORTS)
            if not places:
                return
            while not (places[0].is_done and self._answered.empty()):
                self._take_answer()
            yield _done(places)

    def _hand_out(self, fresh: Sequence[_Place], answers: Answers, most: int) -> None:
        """Queue batches of like length, `most` at most, longest first: they would keep everybody waiting at the end."""
        batch: list[_Place] = []
        for place in sorted(fresh, key=lambda each: -each.size_bytes):
            if place.is_done:
                continue
            if batch and (len(batch) >= most or _bytes_of(batch) + place.size_bytes > _BATCH_BYTES):
                self._handed_out.put((answers, batch))
                batch = []
            batch.append(place)
        if batch:
            self._handed_out.put((answers, batch))

    def _take_answer(self) -> None:
        batch, answers = self._answered.get()
        if isinstance(answers, BaseException):
            raise answers
        for place, answer in zip(batch, answers, strict=True):
            place.answer = answer

    def _serve(self, number: int) -> None:
        """Hand batches to one worker and take its answers, in a thread of its own."""
        while (handed := self._handed_out.get()) is not None:
            wanted, batch = handed
            try:
                answers: Sequence[Answer] | BaseException = self._read(number, [place.raw for place in batch], wanted)
            except BaseException as error:  # raised again by the thread that asked
                answers = error
            self._answered.put((batch, answers))
            if isinstance(answers, BaseException):
                return

    def _read(self, number: int, batch: Sequence[RawReport | Failure], wanted: Answers) -> list[Answer]:
        """Read a batch; where its worker dies of it, each report once more and alone."""
        raws = [raw for raw in batch if isinstance(raw, RawReport)]
        try:
            return self._worker(number).read(raws, wanted)
        except WorkerEnded:
            return [self._read_alone(number, raw, wanted) for raw in raws]

    def _read_alone(self, number: int, raw: RawReport, wanted: Answers) -> Answer:
        """Read a report whose batch ended a worker; a Failure where it ends this one too."""
        worker = self._worker(number)
        try:
            (answer,) = worker.read([raw], wanted)
        except WorkerEnded as ended:
            message = (
                f"the process that read it ended twice: {ended}; the report is left out; "
                "try it alone, and report the fault: onrecord read FILE --threads 1"
            )
            error = ReportError(message, SkipReason.UNREADABLE)
            failure = Failure.of(error, path=raw.path, stage="read", sha256=Input.of(raw).sha256)
            return True, failure_to_json(failure)
        return answer

    def _worker(self, number: int) -> WorkerProcess:
        """Return a worker that lives, started where there was none or it ended."""
        with self._lock:
            if self._closed:
                raise WorkerEnded("the pool was closed")
            worker = self._running.get(number)
            if worker is None or not worker.lives:
                if worker is not None:
                    worker.end()
                worker = self._running[number] = WorkerProcess(self._recipe)
            return worker


def _done(places: deque[_Place]) -> Iterator[tuple[RawReport | Failure, bytes | Failure]]:
    """Take the places in front that are done, one by one, so many at most."""
    for _ in range(_GROUP_REPORTS):
        if not (places and places[0].is_done):
            return
        place = places.popleft()
        yield place.raw, place.outcome()


def _taken(source: Iterator[RawReport | Failure], most: int, most_bytes: int) -> list[_Place]:
    """Take some inputs: so many at most, and no more once they hold so many bytes."""
    places: list[_Place] = []
    size_bytes = 0
    for raw in islice(source, most):
        places.append(_Place(raw))
        size_bytes += places[-1].size_bytes
        if size_bytes >= most_bytes:
            break
    return places


def _bytes_of(places: Iterable[_Place]) -> int:
    return sum(place.size_bytes for place in places)
