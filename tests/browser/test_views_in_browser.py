"""Timeline, map and network in a browser: months by dragging and by key, filters, zoom, the way back."""

import re

from playwright.sync_api import Page, expect


def test_months_are_chosen_by_dragging(page: Page, room: str) -> None:
    """A drag across the strip narrows the view to those months, in the address too, and Back undoes it."""
    page.goto(f"{room}/timeline")
    strip = page.locator("#strip").bounding_box()
    assert strip is not None
    middle = strip["y"] + strip["height"] / 2
    page.mouse.move(strip["x"] + strip["width"] * 0.02, middle)
    page.mouse.down()
    page.mouse.move(strip["x"] + strip["width"] * 0.3, middle, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/timeline\?since=\d{4}-\d{2}&until=\d{4}-\d{2}$"))
    expect(page.locator(".window")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(f"{room}/timeline")
    expect(page.locator(".window")).to_have_count(0)


def test_months_are_chosen_by_key_in_all_three_views(page: Page, room: str) -> None:
    """The same keys move the months of every view, and a view hands them on to the next."""
    page.goto(f"{room}/timeline?since=2022-11&until=2022-11")
    page.keyboard.press("]")
    expect(page).to_have_url(f"{room}/timeline?since=2022-12&until=2022-12")
    page.keyboard.press("}")
    expect(page).to_have_url(f"{room}/timeline?since=2022-12&until=2023-01")
    for key, view in (("m", "map"), ("n", "network")):
        page.keyboard.press(key)
        expect(page).to_have_url(f"{room}/{view}?since=2022-12&until=2023-01")
        page.wait_for_load_state()  # the address is the new one before the page listens to keys
    page.keyboard.press("0")
    expect(page).to_have_url(f"{room}/network")


def test_a_filter_narrows_without_a_new_page(page: Page, room: str) -> None:
    """A filter that is chosen stands in the address, and the filters stay open with what was chosen."""
    page.goto(f"{room}/network")
    page.evaluate("window.stays = true")
    page.keyboard.press("f")
    expect(page.locator("#filters [name=actor]")).to_be_focused()
    page.locator("#filters [name=quad]").select_option("3")
    expect(page).to_have_url(f"{room}/network?quad=3")
    expect(page.locator("#filters [name=quad]")).to_be_visible()
    expect(page.locator("#filters [name=quad]")).to_have_value("3")
    assert page.evaluate("window.stays")


def test_the_map_goes_closer_by_button_and_key(page: Page, room: str) -> None:
    """Plus, minus and arrows change the part that is shown; a dot keeps its size on the screen."""
    page.goto(f"{room}/map")
    drawing = page.locator("#map")
    before = drawing.get_attribute("viewBox")
    dot = page.locator("#map .dot").last
    size = (dot.bounding_box() or {})["width"]
    drawing.focus()
    page.keyboard.press("+")
    closer = drawing.get_attribute("viewBox")
    assert closer != before
    assert abs((dot.bounding_box() or {})["width"] - size) < 1
    page.keyboard.press("ArrowLeft")
    assert drawing.get_attribute("viewBox") != closer
    page.get_by_role("button", name="marked places").click()
    assert drawing.get_attribute("viewBox") == page.evaluate(
        "document.getElementById('map').dataset.marked.split(' ').map((each) => Number(each).toFixed(1)).join(' ')"
    )


def test_a_name_shows_its_lines_alone(page: Page, room: str) -> None:
    """A name of the network that is reached by Tab keeps its lines and those it is tied to; the others fade."""
    page.goto(f"{room}/network")
    page.locator(".node").first.focus()
    expect(page.locator("#network.one")).to_have_count(1)
    assert 0 < page.locator(".tie.near").count() < page.locator(".tie[data-doer]").count()
    page.locator("#view h1").click()
    expect(page.locator("#network.one")).to_have_count(0)


def test_nothing_moves_after_the_first_paint(page: Page, room: str) -> None:
    """The views are drawn on the server: the browser sees no layout shift."""
    for view in ("timeline", "map", "network"):
        page.goto(f"{room}/{view}")
        shift = page.evaluate(
            """() => new Promise((done) => {
                let shift = 0;
                new PerformanceObserver((list) => { for (const each of list.getEntries()) shift += each.value; })
                    .observe({ type: "layout-shift", buffered: true });
                setTimeout(() => done(shift), 200);
            })"""
        )
        # On a busy machine a line may settle by a pixel; what people see as a shift begins at a hundred times that.
        assert shift < 0.001
