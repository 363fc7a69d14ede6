"""
How soon the reading room answers on a record of 100,000 events.

    python -m evaluation.room_speed [RECORD] [--times 60] [--readers 20] [--seconds 30]

Makes the record where there is none (`evaluation.big_record`), opens it with `onrecord open`, held to two
cores, first anew for each of some searches, which then have nothing prepared. Then each kind of page is
asked for many times: the heaviest of its kind once in four, others at random. Then so many readers, who
look at a page for one to five seconds, ask for pages of all kinds while `onrecord build` writes into the
record. Last, where Chromium and Playwright are there, each kind of page is painted, and what moves after
the first paint is summed as browsers sum it. Times run from sending the request to the last byte of the
answer. Linux only.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from evaluation.big_record import EXAMPLES, make_example_record
from evaluation.room_pages import pages_of

__all__ = ["Times", "measure", "opened"]

CORES = 2
FLOOR_MILLISECONDS = 150
START_SECONDS = 60
LOOK_SECONDS = (1.0, 5.0)
"""A reader looks at a page for so long before the next."""
LARGEST_SHIFT = 0.0
DOWNLOADS = ("actor.csv", "find.csv")
"""Thousands of rows at once: timed, and held to no floor of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long one kind of page took, in milliseconds."""

    first: float
    """The first time it was asked for."""
    p50: float
    p95: float
    most: float
    count: int
    errors: int
    """Answers other than 200."""
    cpu: float | None = None
    """Processor time of the server for one, on average: what is left of the time on a busy machine is waiting."""


@contextlib.contextmanager
def opened(record: Path) -> Iterator[tuple[str, int]]:
    """Open the record in a server held to two cores; give its address and the number of its process."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:CORES])  # the server inherits it
    try:
        command = [sys.executable, "-m", "onrecord", "open", str(record), "--port", "0", "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    finally:
        os.sched_setaffinity(0, before)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"`onrecord open {record}` ended before it gave an address: run it to see why")
        _wait(address)
        yield address.rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def measure(address: str, process: int, pages: Mapping[str, Sequence[str]], times: int) -> dict[str, Times]:
    """Ask for each kind of page so many times, one after the other, and return how long each took."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    chance = random.Random(7)  # noqa: S311  # the same pages each time
    found = {}
    for kind, paths in pages.items():
        taken, wrong, before = [], 0, _cpu_seconds(process)
        for n in range(times):
            path = paths[0] if n % 4 == 0 else chance.choice(paths)
            status, milliseconds = _asked(connection, path)
            taken.append(milliseconds)
            wrong += status != 200
        found[kind] = _times(taken, wrong, (_cpu_seconds(process) - before) * 1000 / times)
    return found


def _cpu_seconds(process: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def first_searches(record: Path, paths: Sequence[str]) -> dict[str, float]:
    """Open the record anew for each search, ask at once, and return how long the answer took, in milliseconds."""
    found = {}
    for path in paths:
        with opened(record) as (address, process):
            connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
            before = _cpu_seconds(process)
            _, found[path] = _asked(connection, path)
            cpu = (_cpu_seconds(process) - before) * 1000
        print(
            f"{path:<44} asked right after opening: {found[path]:>6.0f} ms, {cpu:.0f} ms of processor time", flush=True
        )
    return found


def crowd(address: str, pages: Mapping[str, Sequence[str]], readers: int, end: threading.Event) -> dict[str, Times]:
    """Let so many readers look around until the end, and return how long each kind of page took."""
    taken: dict[str, list[float]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    lock = threading.Lock()

    def reader(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        while not end.wait(chance.uniform(*LOOK_SECONDS)):
            kind = chance.choice(list(pages))
            status, milliseconds = _asked(connection, chance.choice(pages[kind]))
            with lock:
                taken[kind].append(milliseconds)
                wrong[kind] += status != 200

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {kind: _times(taken[kind], wrong[kind]) for kind in pages if taken[kind]}


def _asked(connection: http.client.HTTPConnection, path: str) -> tuple[int, float]:
    """Ask for a page on an open connection; return the status and the milliseconds to the last byte."""
    for attempt in (1, 2):
        began = time.perf_counter()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            connection.close()  # servers close a connection that was idle for long
            if attempt == 2:
                raise
        else:
            return answer.status, (time.perf_counter() - began) * 1000
    raise AssertionError("returned or raised above")


def _times(taken: Sequence[float], wrong: int, cpu: float | None = None) -> Times:
    ranked = sorted(taken)
    at = min(len(ranked) - 1, round(0.95 * (len(ranked) - 1) + 0.49))
    return Times(
        first=taken[0],
        p50=statistics.median(ranked),
        p95=ranked[at],
        most=ranked[-1],
        count=len(ranked),
        errors=wrong,
        cpu=cpu,
    )


def _wait(address: str) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            _asked(http.client.HTTPConnection(urlsplit(address).netloc, timeout=START_SECONDS), "/")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def _write(record: Path, folder: Path, seconds: float, end: threading.Event) -> int:
    """Build reports into the record, batch after batch, for so many seconds; return how many."""
    written, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        batch = folder / f"batch-{written}"
        shutil.copytree(EXAMPLES, batch)
        files = [path for path in sorted(batch.rglob("*")) if path.is_file()]
        for path in files:
            with path.open("ab") as stream:
                stream.write(f"\n<!-- {written} -->\n".encode())
        command = [sys.executable, "-m", "onrecord", "build", str(batch), "-o", str(record), "--quiet"]
        subprocess.run(command, check=False, capture_output=True)
        written += len(files)
    end.set()
    return written


def painted(address: str, pages: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]] | None:
    """Return for each kind of page the first paint in milliseconds and the layout shift; None without a browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    watch = """
        () => new Promise((done) => {
            let shift = 0;
            new PerformanceObserver((list) => { for (const each of list.getEntries()) shift += each.value; })
                .observe({ type: "layout-shift", buffered: true });
            const paint = performance.getEntriesByName("first-contentful-paint")[0];
            setTimeout(() => done([paint ? paint.startTime : -1, shift]), 300);
        })
    """
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for kind, paths in pages.items():
            if not paths[0].partition("?")[0].endswith((".json", ".csv")):
                page.goto(address + paths[0], wait_until="load")
                first, shift = page.evaluate(watch)
                found[kind] = (first, shift)
        browser.close()
    return found


def _table(title: str, found: Mapping[str, Times]) -> bool:
    """Print times, and return whether all stay under the floor and are answered."""
    print(f"\n{title}\n{'page':<22}{'first':>8}{'p50':>8}{'p95':>8}{'most':>8}{'cpu':>8}{'asked':>7}  milliseconds")
    for kind, times in found.items():
        over = "  over the floor" if _is_over(kind, times) else ""
        wrong = f"  {times.errors} not answered" if times.errors else ""
        row = "".join(f"{value:>8.0f}" for value in (times.first, times.p50, times.p95, times.most))
        cpu = f"{'' if times.cpu is None else round(times.cpu):>8}"
        print(f"{kind:<22}{row}{cpu}{times.count:>7}{over}{wrong}", flush=True)
    return not any(_is_over(kind, times) or times.errors for kind, times in found.items())


def _is_over(kind: str, times: Times) -> bool:
    return times.p95 > FLOOR_MILLISECONDS and kind not in DOWNLOADS


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.room_speed", description=__doc__.splitlines()[1])
    parser.add_argument("record", type=Path, nargs="?", help="made where it is not there; written to")
    parser.add_argument("--events", type=int, default=100_000, help="of a record that is made")
    parser.add_argument("--times", type=int, default=60, help="requests for each kind of page")
    parser.add_argument("--readers", type=int, default=20, help="at once, while a build writes; 0 for none")
    parser.add_argument("--seconds", type=float, default=30.0, help="for which they read, at least")
    parser.add_argument("--pages", nargs="*", help="kinds of pages, all by default")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--output", type=Path, help="write the figures there as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where a page is over its floor."""
    given = _arguments(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        record = given.record or folder / "big.record"
        if not record.exists():
            print(f"making a record of {given.events} events at {record}", flush=True)
            make_example_record(record, given.events)
        pages = {kind: paths for kind, paths in pages_of(record).items() if not given.pages or kind in given.pages}
        figures: dict[str, object] = {"first searches": first_searches(record, pages.get("find", []))}
        with opened(record) as (address, process):
            alone = measure(address, process, pages, given.times)
            good = _table(f"one reader, {CORES} cores", alone)
            figures["alone"] = {kind: times.p95 for kind, times in alone.items()}
            if given.readers:
                end = threading.Event()
                written: list[int] = []
                build = threading.Thread(target=lambda: written.append(_write(record, folder, given.seconds, end)))
                build.start()
                together = crowd(address, pages, given.readers, end)
                build.join()
                _table(f"{given.readers} readers while a build wrote {written[0]} reports", together)
                figures["crowd"] = {kind: times.p95 for kind, times in together.items()}
                good = good and not any(times.errors for times in together.values())
            paints = None if given.no_browser else painted(address, pages)
        for kind, (first, shift) in (paints or {}).items():
            print(f"{kind:<22}first paint {first:.0f} ms, layout shift {shift:.4f}")
            good = good and shift <= LARGEST_SHIFT
        figures["shift"] = {kind: shift for kind, (_, shift) in (paints or {}).items()}
        if given.output:
            given.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
