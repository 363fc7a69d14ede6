"""
What the tests of the room look with: a browser, a room that is open, and what a page is checked for.

    with opened(path) as address:  page.goto(address)  ->  violations(page) == []
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-4.14.1.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
SHOTS = Path(__file__).parent / "shots"
"""Where the tests leave pictures of the pages, for people to look at; git passes it over."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Whatever a page asks for by name is not found: nothing can leave this computer.
ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def probe(name: str) -> str:
    """Return a function that runs in the page: a file of `probes`, without the comment that heads its file."""
    return (Path(__file__).parent / "probes" / f"{name}.js").read_text(encoding="utf-8").partition("\n")[2]


def chromium() -> str | None:
    """Return where Chromium is; None where it is not installed."""
    given = os.environ.get("CHROMIUM")
    return given or next((found for name in _NAMES if (found := shutil.which(name))), None)


def axe_source() -> str:
    """Return the accessibility checker, which is the one we took."""
    source = AXE.read_bytes()
    assert sha256(source).hexdigest() == AXE_SHA256, f"{AXE.name} is not the file that was vendored"
    return source.decode()


@contextmanager
def opened(path: Path) -> Iterator[str]:
    """Open a record as a user does, on a free port; give the address of the room."""
    command = [sys.executable, "-m", "onrecord", "open", str(path), "--no-browser", "--port", "0", "--quiet"]
    room = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert room.stdout is not None
        address = room.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), f"the room did not open: {address!r}"
        yield address.rstrip("/")
    finally:
        room.terminate()
        room.communicate(timeout=20)


@dataclass(frozen=True)
class Watch:
    """What went wrong while a page was looked at."""

    address: str
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> "Watch":
        """Listen to a page from now on."""
        page.on("console", lambda message: self._said(message))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request))
        return self

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:")):
            self.complaints.append(f"asked for {request.url}")


_RUN_AXE = probe("axe")


def violations(page: Page, axe: str) -> list[str]:
    """Return what the accessibility checker finds wrong with a page as it stands."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(_RUN_AXE)
    return found


_FAINT = probe("faint")


def faint(page: Page) -> list[str]:
    """Return text below a contrast of 7:1 with what it stands on, and marks below 4.5:1."""
    found: list[str] = page.evaluate(_FAINT)
    return found


def overflow(page: Page) -> list[str]:
    """Return what makes the page wider than the window."""
    found: list[str] = page.evaluate(probe("overflow"))
    return found


_FOCUSED = probe("focused")


def tab_through(page: Page, most: int = 400) -> tuple[list[str], list[str]]:
    """Press Tab until the focus leaves the page or comes round; return what had it, and what was wrong with that."""
    names: list[str] = []
    wrong: list[str] = []
    seen: set[int] = set()
    for _ in range(most):
        page.keyboard.press("Tab")
        focused: dict[str, Any] | None = page.evaluate(_FOCUSED)
        if focused is None or focused["index"] in seen:
            break
        seen.add(focused["index"])
        names.append(focused["name"])
        if not focused["ring"]:
            wrong.append(f"no ring: {focused['name']}")
        if not focused["inView"]:
            wrong.append(f"out of sight: {focused['name']}")
    return names, wrong
