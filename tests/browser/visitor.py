"""A person at a browser, in the words a journey is told in. Every page they come to is held to WCAG 2.2 A and AA."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from sightline.stories.partnership import PASSWORD

NARROWEST = 320  # px: what a page of 1280 px is at 400 % (WCAG 1.4.10)
Look = Callable[[Page], None]


class Visitor:
    """One person in one browser. `look` is what is asked of each page they come to."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page, self._look = page, look

    # Going about

    def goes_to(self, path: str) -> Visitor:
        self.page.goto(path)
        return self.looks()

    def looks(self) -> Visitor:
        """At the page they are on: accessible, and no wider than the screen, nor than the narrowest one."""
        self._look(self.page)
        return self

    def signs_in_as(self, username: str, password: str = PASSWORD) -> Visitor:
        if not self.page.url.endswith("/sign-in/") and "/sign-in/" not in self.page.url:
            self.page.goto("/sign-in/")
        self.looks()
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.presses("Sign in")
        return self

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None, exact: bool = False) -> Visitor:
        """A link, by the words it is read out with; some links look like buttons, and are read out as such."""
        place = within or self.page
        links = place.get_by_role("link", name=name, exact=exact)
        links.or_(place.locator("a[role=button]").filter(has_text=name)).first.click()
        return self.looks()

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Visitor:
        (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
        return self.looks()

    # Writing

    def writes(self, label: str, words: str, *, within: Locator | None = None) -> Visitor:
        self.field(label, within).fill(words)
        return self

    def chooses(self, label: str, option: str | re.Pattern[str], *, within: Locator | None = None) -> Visitor:
        """An answer of a group of radio buttons or boxes, or of a list."""
        group = (within or self.page).get_by_role("group", name=re.compile(rf"^\s*{re.escape(label)}"))
        if group.count():
            exact = isinstance(option, str)
            box = group.first.get_by_label(option, exact=exact) if exact else group.first.get_by_label(option)
            box.first.check()
        else:
            self.field(label, within).select_option(label=option if isinstance(option, str) else None)
        return self

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """A field by its label, with or without "(optional)" after it."""
        return (within or self.page).get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$")).first

    # Seeing

    def sees(self, words: str | re.Pattern[str]) -> Visitor:
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()
        return self

    def sees_nothing_of(self, *secrets: str) -> Visitor:
        """Not on the page, nor anywhere in what was sent for it."""
        source = self.page.content()
        assert not [secret for secret in secrets if secret.casefold() in source.casefold()]
        return self

    def is_told(self, words: str | re.Pattern[str]) -> Visitor:
        """What the page says of itself after something was done: a notice, an alert, a status."""
        told = self.page.locator("[role=status], [role=alert], .govuk-error-summary").filter(has_text=words)
        expect(told.first).to_be_visible()
        return self

    @property
    def prompts(self) -> Locator:
        return self.page.locator("article.sl-prompt")

    def prompt(self, check: str) -> Locator:
        """The card that asks, by the name of its check; it may be folded away among those answered."""
        name = re.compile(rf"^\s*{re.escape(check)}\s*$")
        return self.prompts.filter(has=self.page.locator(".sl-prompt__heading", has_text=name))

    def prompt_link(self, words: str | re.Pattern[str]) -> str:
        """The address behind what a prompt says to do."""
        return self.prompts.locator("a[role=button]").filter(has_text=words).first.get_attribute("href") or ""

    def path(self) -> str:
        """Where they are, without the address of the server."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)


def fits(page: Page, width: int) -> None:
    """Nothing reaches past the edge of a screen of this width."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": width, "height": before["height"]})
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(before)
    assert wider <= 0, f"{page.url} is {wider} px wider than a screen of {width} px."


def pages_of(pdf: bytes) -> int:
    """How many sheets a PDF prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
