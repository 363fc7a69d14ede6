"""What is drawn on the server: bars along time, the circle, the outlines of countries."""

import hashlib
import re
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import EventType
from onrecord.room.charts import WIDTH as CHART_WIDTH
from onrecord.room.charts import chart
from onrecord.room.circle import order, seats
from onrecord.room.countries import country_middle, country_name
from onrecord.room.deeds import QUADS, deed, deeds, types_of
from onrecord.room.outlines import WIDTH, outlines, project
from onrecord.store.room.timeline import Bin

VENDORED = {"countries-110m.json": "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"}
"""SHA-256 of what is handed on from others: world-atlas 2.0.2."""

months = st.builds(lambda year, month: f"{year:04}-{month:02}", st.integers(1900, 2040), st.integers(1, 12))


def bin_of(when: str, *quads: int) -> Bin:
    """Return a month or day with its four counts."""
    names = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    return Bin(when=when, **dict(zip(names, quads, strict=True)))


def test_the_outlines_are_those_of_natural_earth() -> None:
    """The vendored file is the one whose digest is written here."""
    folder = files("onrecord.room.outlines")
    assert {name: hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() for name in VENDORED} == VENDORED


def test_no_line_runs_across_the_map() -> None:
    """No step of an outline is longer than a tenth of the map: nothing jumps over the edge."""
    for outline in outlines().values():
        for ring in outline.path.split("Z")[:-1]:
            assert re.fullmatch(r"M-?\d+ -?\d+l(-?\d+ -?\d+ ?)+", ring)
            steps = [int(number) for number in ring.partition("l")[2].split()]
            assert max(abs(step) for step in steps) < WIDTH / 10


def box(country: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of an outline."""
    xs, ys = [], []
    for ring in outlines()[country].path.split("Z")[:-1]:
        start, _, steps = ring[1:].partition("l")
        x, y = map(int, start.split())
        numbers = [int(number) for number in steps.split()]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            xs.append(x := x + across)
            ys.append(y := y + down)
    return min(xs), min(ys), max(xs), max(ys)


def test_countries_lie_where_they_are() -> None:
    """The middle of nearly every country falls into the box of its outline; every code has a name."""
    astray = []
    for code in outlines():
        left, top, right, bottom = box(code)
        middle = country_middle(code)
        x, y = project(*middle) if middle else (-1.0, -1.0)
        if not (left <= x <= right and top <= y <= bottom):
            astray.append(code)
    assert len(astray) <= 6, astray  # the smallest, of which an islet or a corner is drawn
    assert all(country_name(code) != code for code in outlines())
    assert country_name("QQQ") == "QQQ"


def test_crimea_is_drawn_where_the_gazetteer_places_its_towns() -> None:
    """Simferopol lies in the outline of the country that the gazetteer gives for it."""
    x, y = project(34.1, 44.96)
    rings = [ring for ring in outlines()["UKR"].path.split("Z") if ring]
    starts = [tuple(map(int, ring[1:].partition("l")[0].split())) for ring in rings]
    assert any(abs(start[0] - x) < 15 and abs(start[1] - y) < 10 for start in starts)


@given(st.dictionaries(months, st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=1, max_size=30))
def test_bars_hold_every_event(counts: dict[str, list[int]]) -> None:
    """Bars stay inside the drawing, in order, and together count every event, by month or by year."""
    bins = [bin_of(when, *quads) for when, quads in sorted(counts.items())]
    drawn = chart(bins, bins[0].when, bins[-1].when, height=60, lanes=True)
    assert sum(bar.count for bar in drawn.bars) == sum(each.total for each in bins)
    assert all(0 <= bar.x <= bar.x + bar.width <= CHART_WIDTH + 1 for bar in drawn.bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= drawn.height + 0.01 for bar in drawn.bars)
    assert len(drawn.ticks) <= 13
    assert drawn.unit == ("month" if len(drawn.whens[0]) == 7 else "year")
    assert drawn.window(None, None) == (0.0, CHART_WIDTH) or abs(drawn.window(None, None)[1] - CHART_WIDTH) < 1e-6


def test_a_chosen_stretch_is_marked_on_the_axis() -> None:
    """The window of three months of twelve is a quarter of the axis, and where they stand."""
    bins = [bin_of("2023-01", 1, 0, 0, 0), bin_of("2023-12", 0, 1, 0, 0)]
    drawn = chart(bins, "2023-01", "2023-12", height=60, lanes=False)
    assert drawn.window("2023-04", "2023-06") == (250.0, 250.0)
    assert drawn.window("2031-01", None) == (0.0, 0.0)


@given(st.integers(1, 30), st.data())
def test_everybody_has_a_seat(count: int, data: st.DataObject) -> None:
    """The order around the circle is all the names, the same each time, and seats stand apart."""
    names = [f"w{n}" for n in range(count)]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    ties = data.draw(st.dictionaries(pairs, st.integers(1, 9), max_size=40)) if count > 1 else {}
    found = order(names, ties)
    assert sorted(found) == sorted(names)
    assert found == order(names, ties)
    assert len({(seat.x, seat.y) for seat in seats(count)}) == count


def test_those_tied_sit_side_by_side() -> None:
    """Two pairs that have nothing to do with each other are not seated in turns."""
    around = order(["a", "b", "c", "d"], {("a", "c"): 5, ("b", "d"): 5})
    distance = (around.index("a") - around.index("c")) % 4
    assert distance in (1, 3)


def test_every_event_type_has_a_verb_and_a_class() -> None:
    """All sixteen event types are named, each in one of the four classes."""
    assert all(deed(each.value) != each.value for each in EventType)
    assert sorted(name for number in QUADS for name in types_of(number)) == sorted(each.value for each in EventType)
    assert deeds([("CONSULT", 3), ("ACCUSE", 12)]) == "accuses 12, meets 3"
