"""
How the documentation is built: `make site`, or `python -m sphinx -W docs build/site`.

    docs/*.md -> Sphinx with MyST -> build/site/index.html

Nothing is fetched: no inventories of other projects, no fonts, no script from elsewhere. Pages are written to read well
as plain files, so what they hold for readers of the files is turned here into what Sphinx knows: links to pages of the
project that lie outside this folder, and anchors in HTML. Docstrings are plain text with `names` in backticks and
indented examples; they are turned into reStructuredText without asking their authors to know it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

__all__ = ["as_restructured_text", "setup"]

ROOT = Path(__file__).resolve().parent.parent

project = "onrecord"
version = release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["howto/files", "_build"]
source_suffix = {".md": "markdown"}
templates_path: list[str] = []

html_theme = "furo"
html_title = "onrecord"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 88

OUTSIDE = {
    "../README.md": "index.md",
    "../ARCHITECTURE.md": "architecture.md",
    "../CHANGELOG.md": "changes.md",
    "../examples/README.md": "examples.md",
    "../models/reader/MODEL_CARD.md": "model-card.md",
}
"""Pages of the project that a page of the site includes, by their links from this folder."""

_PATTERN = re.compile(r"^([\w/-]*\*)\n", re.M)
"""Pages of a table of contents that need not be there: those of parts that may be left out."""
_HTML_ANCHOR = re.compile(r'^<a id="([\w-]+)"></a>$', re.M)


def setup(app: Any) -> None:
    """Hang what is below into Sphinx."""
    app.connect("source-read", _read_page)
    app.connect("autodoc-process-docstring", _read_docstring)


def _read_page(app: Any, name: str, source: list[str]) -> None:
    above = "../" * name.count("/")
    text = _HTML_ANCHOR.sub(r"(\1)=", source[0])
    text = _PATTERN.sub(lambda pattern: pattern[0] if any(app.srcdir.glob(f"{pattern[1]}.md")) else "", text)
    for link, page in OUTSIDE.items():
        text = text.replace(f"]({above}{link}", f"]({above}{page}")
    source[0] = text


def _read_docstring(app: Any, what: str, name: str, about: Any, options: Any, lines: list[str]) -> None:  # noqa: ARG001
    lines[:] = as_restructured_text(lines)


def as_restructured_text(lines: Sequence[str]) -> list[str]:
    """
    Return a docstring of this project as reStructuredText.

    `Names` become literals, stars and bars are no markup, and indented lines are examples to be shown as they are.
    """
    return list(_written(lines))


def _written(lines: Sequence[str]) -> Iterator[str]:
    for kind, stretch in groupby(lines, key=lambda line: "example" if line.startswith("  ") else bool(line.strip())):
        if kind == "example":
            yield from ("", "::", "", *stretch, "")
        else:
            yield from (_escaped(line) for line in stretch)


def _escaped(line: str) -> str:
    parts = re.split(r"(`[^`]+`)", line)
    return "".join(
        f"`{part}`" if part.startswith("`") else re.sub(r"([*|\\]|(?<=\w)_(?=\W|$))", r"\\\1", part) for part in parts
    )
