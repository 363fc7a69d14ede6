"""Review and fixing in place as somebody does it: with the keyboard alone, by dragging, and without script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.looking import Watch, opened
from playwright.sync_api import Browser, Page

from onrecord.store import Store


@pytest.fixture
def own(examples: Path, tmp_path: Path) -> Path:
    """A copy of the examples, to change."""
    path = tmp_path / "own.record"
    shutil.copy(examples, path)
    return path


@pytest.fixture
def desk(own: Path) -> Iterator[str]:
    """The address of a room with that copy."""
    with opened(own) as address:
        yield address


def _actions(path: Path) -> list[str]:
    with Store(path) as store:
        return [row[0] for row in store.sql("SELECT action FROM corrections ORDER BY number").rows]


def _introduce(page: Page) -> None:
    """Say who one is, with the keyboard."""
    page.locator("input[name=by]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("A. Editor")
    page.keyboard.press("Tab")
    page.keyboard.type("review of July")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.verdicts, form.fields")


def _press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_review_with_single_keys(desk: str, own: Path, page: Page) -> None:
    """a accepts, x rejects, Space passes over, u undoes and brings the row back, e goes to the fields; no mouse."""
    watch = Watch(desk).on(page)
    page.goto(f"{desk}/review")
    _introduce(page)
    rows = [page.locator("h2.headline").inner_text()]
    for key in ("a", "x", " "):
        _press(page, key)
        rows.append(page.locator("h2.headline").inner_text())
    assert _actions(own) == ["confirm", "reject"]
    assert page.locator("label[for=judged]").inner_text().startswith("2 judged")
    _press(page, "u")
    assert page.locator("h2.headline").inner_text() == rows[1]
    assert _actions(own) == ["confirm", "reject", "undo"]
    _press(page, "e")
    assert "/fix/" in page.url
    _press(page, "b")
    assert "/review" in page.url
    assert watch.complaints == []


def test_space_on_a_button_presses_that_button(desk: str, own: Path, page: Page) -> None:
    """With the focus on Accept, Space accepts: it passes over only from the page itself."""
    page.goto(f"{desk}/review")
    _introduce(page)
    page.locator("button[value=accept]").focus()
    _press(page, " ")
    assert _actions(own) == ["confirm"]


def _event_at(path: Path) -> tuple[str, str, str]:
    """Return an event whose sentence has a word apart from its trigger, its sentence and that word."""
    with Store(path) as store:
        for record in store.records():
            for event in record.events:
                sentence = next((each for each in record.sentences if each.contains(event.trigger)), None)
                if sentence is not None:
                    words = sentence.slice(record.report.text)
                    word = next((w for w in words.split() if w.isalpha() and len(w) > 6 and words.count(w) == 1), None)
                    if word and word != record.quote(event.trigger):
                        return event.id, words, word
    raise AssertionError("no event of the examples stands in a sentence with a long word")


def _drag_over(page: Page, word: str, within: str = "[data-passage]") -> None:
    page.locator(within).first.scroll_into_view_if_needed()
    box = page.evaluate(
        """([word, within]) => {
          const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            const { left, right, top, height } = range.getBoundingClientRect();
            return { left, right, middle: top + height / 2 };
          }
        }""",
        [word, within],
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] + 1, box["middle"], steps=4)
    page.mouse.up()


def test_words_are_corrected_by_dragging(desk: str, own: Path, page: Page) -> None:
    """Dragging over a word fills the field in hand with its place; sent, the record points at that word."""
    event, _sentence, word = _event_at(own)
    watch = Watch(desk).on(page)
    page.goto(f"{desk}/fix/{event}")
    _introduce(page)
    _drag_over(page, word)
    assert page.locator("output[for=f-trigger]").inner_text() == word
    page.get_by_role("button", name="Set what I changed").click()
    page.wait_for_selector(".done")
    assert page.locator("mark.as-trigger").inner_text() == word
    with Store(own) as store:
        _table, _id, report = store.locate(event)
        record = store.record(report)
        assert record.quote(next(each.trigger for each in record.events if each.id == event)) == word
    assert watch.complaints == []


def test_words_are_chosen_with_the_keyboard(desk: str, own: Path, page: Page) -> None:
    """From the passage, arrows go from word to word, Shift and arrows choose, Enter fills the field in hand."""
    event, _sentence, _word = _event_at(own)
    page.goto(f"{desk}/fix/{event}")
    _introduce(page)
    page.locator("#f-trigger").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    start, end = map(int, page.locator("#f-trigger").input_value().split(","))
    with Store(own) as store:
        _table, _id, report = store.locate(event)
        chosen = store.record(report).report.text[start:end]
    assert chosen.strip() == chosen != ""
    assert page.locator("output[for=f-trigger]").inner_text() == chosen


def test_everything_works_without_script(desk: str, own: Path, browser: Browser) -> None:
    """With scripts off, a name is given, a row accepted, a field set and a correction undone."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/review")
    page.locator("input[name=by]").fill("A. Editor")
    page.get_by_role("button", name="Go on").click()
    page.locator("button[value=accept]").click()
    event, _sentence, _word = _event_at(own)
    page.goto(f"{desk}/fix/{event}")
    page.locator("#f-factuality").select_option("PS+")
    page.get_by_role("button", name="Set what I changed").click()
    assert "applied" in page.locator(".done").inner_text()
    page.goto(f"{desk}/corrections")
    page.get_by_role("button", name="Undo correction 2").click()
    assert _actions(own) == ["confirm", "set", "undo"]
    context.close()


def test_words_chosen_in_a_report_become_those_of_a_row(desk: str, own: Path, page: Page) -> None:
    """Words dragged over in a report are offered to the rows near them; one button, and the row points at them."""
    event, _sentence, word = _event_at(own)
    with Store(own) as store:
        _table, _id, report = store.locate(event)
    watch = Watch(desk).on(page)
    page.goto(f"{desk}/review")
    _introduce(page)
    page.goto(f"{desk}/reports/{report}")
    _drag_over(page, word, within=f'.text:has([data-row="{event}"])')
    page.wait_for_selector("#span-fix:not([hidden])")
    page.locator("#span-fix").click()
    page.wait_for_selector(".near")
    page.get_by_role("button", name="trigger of ").first.click()
    page.wait_for_selector(".done")
    with Store(own) as store:
        triggers = [store.record(report).quote(each.trigger) for each in store.record(report).events]
    assert word in triggers
    assert watch.complaints == []
