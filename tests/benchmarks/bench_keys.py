"""Clicks and key presses of the five commonest entries, from *My children* to saved, counted by the browser itself.

    .venv/bin/python -m tests.benchmarks.bench_keys [FOLDER OF A DEMONSTRATION]

Each entry is written twice in Chromium at 375 px: by tapping and typing, and by keyboard alone. A listener counts what
arrives in the page: every click, every key. Choosing from a list is two taps (the phone's own picker: open, choose) of
which no page is told, so they are added. *Words* are the letters of what is written, the same in any system; the rest
is what this one asks of a hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser import serving
from tests.browser.chromium import ARGUMENTS, chromium_path

CHILD = "Robin Fennimore"
COUNTING = """
addEventListener('click', event => { if (event.isTrusted && event.detail) bump('clicks') }, true)
addEventListener('keydown', event => { if (event.isTrusted) bump('keys') }, true)
function bump (what) { sessionStorage.setItem(what, 1 + Number(sessionStorage.getItem(what) || 0)) }
"""
MOST_TABS = 150


@dataclass(frozen=True)
class Answer:
    """One question answered; `how`: type, or pick (of radios or a list, by how a line begins); `number`: which."""

    label: str
    value: str
    how: str = "type"
    number: int = 0


@dataclass(frozen=True)
class Entry:
    """An entry as a worker would write it on the day: short, and with what a stranger would need."""

    name: str
    answers: tuple[Answer, ...]


ENTRIES = (
    Entry(
        "A visit",
        (
            Answer("Seen?", "Yes", "pick"),
            Answer("Seen alone?", "Yes", "pick"),
            Answer("The child’s own words", "I like it when Gran is here."),
            Answer("What else happened", "Both boys in school clothes. Mother spoke of the new flat."),
        ),
    ),
    Entry(
        "A contact or call",
        (
            Answer("With whom?", "Kerry", "pick"),
            Answer("How?", "Phone call", "pick"),
            Answer("What was said?", "Told her of the new appointment. She will bring him."),
        ),
    ),
    Entry(
        "An appointment",
        (
            Answer("With which service?", "Dental clinic"),
            Answer("When was it, or when will it be?", "yesterday"),
            Answer("What came of it?", "Was not brought", "pick"),
            Answer("In the family’s own words", "The letter went to the old flat."),
            Answer("What happens next?", "New letter, and a call the day before."),
        ),
    ),
    Entry(
        "A mark or injury",
        (
            Answer("What was it?", "Bruise", "pick"),
            Answer("Which part of the body?", "Cheek", "pick"),
            Answer("Its colour, in words", "Blue"),
            Answer("In their own words", "He fell on a toy."),
        ),
    ),
    Entry(
        "An account to check",
        (
            Answer("What was said?", "He has moved out."),
            Answer("Who said it?", "Kerry", "pick"),
            Answer("What is it about?", "Who lives", "pick"),
        ),
    ),
)


def words_of(entry: Entry) -> int:
    return sum(len(one.value) for one in entry.answers if one.how == "type")


def field(page: Page, one: Answer) -> Locator:
    """The field, or the radio to pick."""
    group = page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(one.label)}")).filter(visible=True)
    if one.how == "pick" and group.get_by_role("radio").count():
        return group.nth(one.number).get_by_role("radio", name=re.compile(rf"^\s*{re.escape(one.value)}")).first
    boxes = page.locator("main").get_by_label(re.compile(rf"^\s*{re.escape(one.label)}")).filter(visible=True)
    return boxes.nth(one.number)


def by_hand(page: Page, entry: Entry) -> int:
    """Tapped and typed; returns the taps no page is told of."""
    untold = 0
    page.get_by_role("link", name=CHILD).first.click()
    page.locator("a.dk-act__button").click()
    page.locator(".dk-choice a").filter(has_text=entry.name).click()
    for one in entry.answers:
        target = field(page, one)
        if one.how == "type":
            target.click()
            page.keyboard.type(one.value)
        elif target.get_attribute("type") == "radio":
            target.check()
        else:
            target.select_option(index=_line(target, one.value))
            untold += 2
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#saved").wait_for()
    return untold


def _line(box: Locator, begins: str) -> int:
    texts = [text.strip() for text in box.locator("option").all_inner_texts()]
    return next(number for number, text in enumerate(texts) if text.startswith(begins))


def by_keyboard(page: Page, entry: Entry) -> int:
    """With no pointer: Tab, arrows, Space, Enter and the words."""
    _open(page, page.get_by_role("link", name=CHILD).first)
    _open(page, page.locator("a.dk-act__button"))
    _open(page, page.locator(".dk-choice a").filter(has_text=entry.name))
    for one in entry.answers:
        target = field(page, one)
        _reach(page, target)
        if target.get_attribute("type") == "radio":
            _choose(page, target)
        else:  # a list goes to the line that begins with what is typed
            page.keyboard.type(one.value)
    _reach(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    page.locator("#saved").wait_for()
    return 0


def _open(page: Page, link: Locator) -> None:
    _reach(page, link)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def _reach(page: Page, target: Locator) -> None:
    """Tab until it, or the group of radios it belongs to, has the focus; the link past the navigation is taken."""
    for _ in range(MOST_TABS):
        if target.evaluate(
            "one => one === document.activeElement || (one.type === 'radio' && document.activeElement.type === 'radio' "
            "&& one.name === document.activeElement.name)"
        ):
            return
        skips = page.evaluate("document.activeElement.classList.contains('govuk-skip-link')")
        page.keyboard.press("Enter" if skips else "Tab")
    raise AssertionError(f"not reached by keyboard: {target}")


def _choose(page: Page, target: Locator) -> None:
    if target.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Space")
    for _ in range(20):
        if target.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("not chosen")


@contextmanager
def a_page(browser: Browser, live: serving.Live) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 812}, locale="en-GB", base_url=live.base_url)
    context.add_cookies([{"name": "sightline", "value": live.session("practitioner"), "url": live.base_url}])
    context.add_init_script(COUNTING)
    yield context.new_page()
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else serving.make()
    serving.sign_everybody_in(folder)
    print("| entry | taps | keys | of these words | by keyboard alone: keys | of these words |")
    print("|---|---|---|---|---|---|")
    with serving.serve(folder) as live, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        for entry in ENTRIES:
            found = []
            for how in (by_hand, by_keyboard):
                with a_page(browser, live) as page:
                    page.goto("/")
                    page.evaluate("sessionStorage.clear()")
                    untold = how(page, entry)
                    counts = [
                        int(page.evaluate(f"sessionStorage.getItem('{what}') || 0")) for what in ("clicks", "keys")
                    ]
                    found.append((counts[0] + untold, counts[1]))
            (taps, typed), (_none, alone) = found
            words = words_of(entry)
            print(f"| {entry.name.lower()} | {taps} | {typed} | {words} | {alone} | {words} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
