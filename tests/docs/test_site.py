"""The site is built of docs/ without a warning, whole, and without anything from elsewhere."""

import importlib.util
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import onrecord

ROOT = Path(__file__).resolve().parents[2]
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
"""Elements that make a browser fetch, and where they say what."""


class Page(HTMLParser):
    """What a page of the site links to, loads, and offers as targets."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.targets: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links, files and ids of an element."""
        given = {name: value or "" for name, value in attrs}
        self.targets.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if LOADING.get(tag) in given and given.get("rel") not in ("canonical", "index", "search", "next", "prev"):
            self.loaded.append(given[LOADING[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make site` builds it."""
    for package in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(package)
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(out / "trees")]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(out / "html")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out / "html"


def test_the_site_is_built_without_a_warning_and_every_page_is_in_it(site: Path) -> None:
    """Each Markdown file under docs is a page, and the front page leads to it."""
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not (site / page).is_file()} == set()
    linked = {Path(link.split("#")[0]) for link in Page(site / "index.html").links}
    assert pages - linked - {Path("index.html")} == set()


def test_every_link_leads_somewhere(site: Path) -> None:
    """Links inside the site name a file that is there and a place in it; others are whole web addresses."""
    pages = {path: Page(path) for path in site.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https", (path, link)
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            offered = pages[target].targets if target in pages else set()
            if not target.is_file() or (parts.fragment and target in pages and unquote(parts.fragment) not in offered):
                broken.append((path.name, link))
    assert broken == []


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """Scripts, styles, pictures and fonts of every page lie beside it."""
    for path in site.rglob("*.html"):
        for address in Page(path).loaded:
            parts = urlsplit(address)
            assert parts.scheme in ("", "data"), (path, address)
            assert not parts.netloc, (path, address)
            assert parts.scheme or (path.parent / unquote(parts.path)).is_file(), (path, address)
    for path in site.rglob("*.css"):
        fetched = re.findall(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')]+)", path.read_text(encoding="utf-8"))
        assert fetched == []


def test_docstrings_become_restructured_text() -> None:
    """Names in backticks become literals, stars and trailing underscores stay, indented lines are shown as they are."""
    spec = importlib.util.spec_from_file_location("conf", ROOT / "docs" / "conf.py")
    assert spec is not None
    assert spec.loader is not None
    conf = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conf)
    docstring = ["`who` of *all*, end_ too.", "", "    a = `b` * 2", "", "More."]
    made = conf.as_restructured_text(docstring)
    assert made == ["``who`` of \\*all\\*, end\\_ too.", "", "", "::", "", "    a = `b` * 2", "", "", "More."]


def test_the_python_face_is_described_whole() -> None:
    """The page of Python names shows every public name once, and nothing that is not public."""
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\.\. auto\w+:: onrecord\.(\w+)$", page, re.M)
    assert sorted([*shown, "Settings"]) == sorted(onrecord.__all__)


def test_the_schema_shown_is_the_one_of_the_code() -> None:
    """docs/record.schema.json is what `onrecord schema --json` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "schema", "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))
