"""
Fill the blocks of the documentation that show what the software prints.

    python docs/render.py [--check]

A block stands between a marker that names its command and an end marker:

    <!-- run: onrecord find --help -->
    <!-- transcript: onrecord build examples/reports -o examples.record -->
    <!-- end -->

`run` blocks print the same everywhere, so `--check` fails where one is out of step.
`transcript` blocks hold times and figures of the model at hand: they are renewed, not
checked. Commands run one after the other in an empty folder that holds a copy of
`examples` and, as `files`, of `docs/howto/files`; `ID` stands for the last id that a block
above has shown. The guides (tutorial and how-tos) have such a folder to themselves and are
filled together, since one may go on from what another has made.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["GUIDES", "PAGES", "render", "with_copies"]

ROOT = Path(__file__).resolve().parent.parent
_TASKS = ("correct", "pdfs", "hand-over", "many", "own-tables", "own-gold")
GUIDES = (ROOT / "docs" / "tutorial.md", *(ROOT / "docs" / "howto" / f"{task}.md" for task in _TASKS))
PAGES = (ROOT / "README.md", ROOT / "docs" / "commands.md", ROOT / "docs" / "schema.md", *GUIDES)
WIDTH = "100"
BLOCK = re.compile(
    r"(?P<begin><!-- (?P<kind>run|transcript): (?P<command>.+?) -->\n)(?P<shown>.*?)(?P<end><!-- end -->)", re.S
)
ROW_ID = re.compile(r'(?:^|"id": ")([cers][a-z2-7]{12})\b', re.M)
"""Of an event, a statement, a claim or a report, at the beginning of a line or as the id of a row in JSON."""


def render(page: str, folder: Path, *, kinds: Sequence[str] = ("run", "transcript")) -> str:
    """Return the page with the blocks of these kinds filled by running their commands in the folder, in order."""
    shown_ids: list[str] = []

    def filled(block: re.Match[str]) -> str:
        if block["kind"] not in kinds:
            return block[0]
        command = re.sub(r"\bID\b", shown_ids[-1] if shown_ids else "ID", block["command"])
        printed = _printed(command, folder)
        shown_ids.extend(ROW_ID.findall(printed)[:1])
        return f"{block['begin']}```console\n$ {command}\n{printed}```\n{block['end']}"

    return BLOCK.sub(filled, page)


def with_copies(folder: Path) -> Path:
    """Put what the pages work on into an empty folder and return it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "docs" / "howto" / "files", folder / "files")
    return folder


def _printed(command: str, folder: Path) -> str:
    """Run one command as a reader of the page would and return what the terminal shows; SystemExit where it fails."""
    done = subprocess.run(  # noqa: S602 - the commands stand in our own pages
        command,
        shell=True,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"docs: {command} ended with {done.returncode}:\n{done.stdout}")
    shown = done.stdout.replace(f"{ROOT}{os.sep}", "…/")  # where the project lies is nobody's affair
    lines = [line.rstrip() for line in shown.splitlines()]
    return f"{text}\n" if (text := "\n".join(lines).strip("\n")) else ""


def _environment() -> Mapping[str, str]:
    """Return an environment in which this interpreter's `onrecord` comes first and output has a fixed width."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return os.environ | {"PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Renew the pages, or check them."""
    parser = argparse.ArgumentParser(prog="python docs/render.py", description="Fill the blocks that show output.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is out of step")
    parser.add_argument("pages", nargs="*", type=Path, default=PAGES)
    options = parser.parse_args(arguments)
    pages = [page.resolve() for page in options.pages]
    for together in ([page for page in pages if page not in GUIDES], [page for page in pages if page in GUIDES]):
        with tempfile.TemporaryDirectory() as name:
            folder = with_copies(Path(name))
            for page in together:
                _renew(page, folder, only_check=options.check)


def _renew(page: Path, folder: Path, *, only_check: bool) -> None:
    """Renew one page, or raise SystemExit where its checked blocks are out of step."""
    before = page.read_text(encoding="utf-8")
    after = render(before, folder, kinds=("run",) if only_check else ("run", "transcript"))
    if not only_check:
        page.write_text(after, encoding="utf-8")
    elif after.split() != before.split():  # where lines break is click's affair
        raise SystemExit(f"{page.name} is out of step: run `make docs`")


if __name__ == "__main__":
    main()
