"""Records to export: the examples as the shipped reader reads them, and texts that offsets break on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import build, report

from onrecord import build as build_record
from onrecord.store import Store

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
ODD = (
    report(
        "r1",
        f"\U0001f600 Moscow accused Kyiv of shelling {FAMILY} the e\u0301clat\r\nport at \U0001d11e night.",
        "Kyiv denied that \U0001f3d7\ufe0f it had done\r\n\tso.",
        outlet="=HYPERLINK(1)",
        published="2024-05-01",
        title="Port \U0001f600 hit | [really] #1",
        url="https://example.org/a(b)?q={x}#top",
    ),
    report(
        "r/2 \u202e*",
        "Anna Berg said that =1+1 was \x07 red \u6f22\u5b57 ]]> & <b>bold</b>.",
        "Pyongyang accused Moscow of hiding `seven` trains.",
        "Moscow denied that it was hiding \ud83d trains.",
    ),
    report("r3", "\U0001f600 Moscow accused Kyiv of shelling the port.", outlet="Bugle", published="2024-05-02"),
)


@pytest.fixture(scope="session")
def examples_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example reports."""
    path = tmp_path_factory.mktemp("examples") / "examples.record"
    build_record([EXAMPLES], path)
    return path


@pytest.fixture(scope="session")
def odd_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of emoji, combining marks, CR LF, controls, a lone surrogate, formulas and markup."""
    path = tmp_path_factory.mktemp("odd") / "odd.record"
    build(path, ODD)
    return path


@pytest.fixture
def examples(examples_path: Path) -> Iterator[Store]:
    with Store(examples_path) as store:
        yield store


@pytest.fixture
def odd(odd_path: Path) -> Iterator[Store]:
    with Store(odd_path) as store:
        yield store


@pytest.fixture(params=["examples", "odd"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each of the two records."""
    with Store(request.getfixturevalue(f"{request.param}_path")) as opened:
        yield opened
