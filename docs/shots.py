"""
Make the pictures of README.md: the reading room on the example reports, as a browser shows it.

    python docs/shots.py            docs/img/report.png, docs/img/claim.png, docs/img/timeline.png
    python docs/shots.py FOLDER     the same into another folder

The record is built of examples/reports by the shipped reader and opened as a user opens it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from onrecord import Store, build

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1200, "height": 760}
CLAIM = "SELECT id FROM claims WHERE standing = 'disputed' ORDER BY accounts DESC, id LIMIT 1"
REPORT = "SELECT report FROM claims WHERE standing = 'disputed' ORDER BY accounts DESC, id LIMIT 1"
ROW = (
    "SELECT events.id FROM events JOIN event_statements ON event = events.id AND relation = 'stated_by' "
    "WHERE report = ? ORDER BY events.start LIMIT 1 OFFSET 1"
)


def main() -> int:
    """Make the pictures; 1 where there is no browser to make them with."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print(
            "no Chromium found: install it (Debian: apt-get install chromium), or name it in CHROMIUM", file=sys.stderr
        )
        return 1
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "news.record"
        build([ROOT / "examples" / "reports"], path)
        with Store(path) as store:
            claim, report = (str(store.sql(question).rows[0][0]) for question in (CLAIM, REPORT))
            row = str(store.sql(ROW, (report,)).rows[0][0])
        pictures = {"report": f"/reports/{report}#{row}", "claim": f"/claims/{claim}", "timeline": "/timeline"}
        with _opened(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-lcd-text"])
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            for name, place in pictures.items():
                page.goto("about:blank")
                page.goto(address + place, wait_until="networkidle")
                page.evaluate("window.scrollTo(0, 0)")
                target = folder / f"{name}.png"
                page.screenshot(path=target)
                print(f"{target}: {target.stat().st_size:,} bytes")
            browser.close()
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "onrecord", "open", str(path), "--no-browser", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as room:  # noqa: S603  # our own command
        try:
            if room.stdout is None:
                raise RuntimeError("the room has no output to read its address from")
            yield room.stdout.readline().strip().rstrip("/")
        finally:
            room.terminate()


if __name__ == "__main__":
    sys.exit(main())
