"""One browser and a few open rooms for all tests that look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.looking import ARGUMENTS, axe_source, chromium, opened
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from onrecord import build

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packages it."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium found: install it (Debian: apt-get install chromium), or name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def axe() -> str:
    """The accessibility checker."""
    return axe_source()


@pytest.fixture(scope="package")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example reports, read by the shipped reader."""
    path = tmp_path_factory.mktemp("browser") / "examples.record"
    build([REPORTS], path)
    return path


@pytest.fixture(scope="package")
def room(examples: Path) -> Iterator[str]:
    """The address of a room with the example reports; tests that change it take a copy."""
    with opened(examples) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser without anything kept from before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that browser."""
    return context.new_page()
