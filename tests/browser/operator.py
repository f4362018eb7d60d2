"""What an operator does at the screen and sees on it."""

import re
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.browser.desk import Desk

RING = "() => document.getElementById('poller').dispatchEvent(new CustomEvent('poll', { bubbles: true }))"
AT_REST = "() => !document.querySelector('#poller.htmx-request, #poller .htmx-request')"
TELL = "addEventListener('securitypolicyviolation', (e) => console.error(`Refused by policy: ${e.violatedDirective}`))"
WRONG = re.compile(
    r"Refused by policy|Content.Security.Policy|SyntaxError|ReferenceError|TypeError(?!: Failed to fetch)"
)


class Operator:
    def __init__(self, page: Page, desk: Desk) -> None:
        self.page, self.desk = page, desk
        self.complaints: list[str] = []
        page.add_init_script(TELL)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if WRONG.search(message.text):
            self.complaints.append(message.text)

    def open(self, path_and_query: str = "") -> None:
        """A part of the list's address, such as `?key=C-` or `/customer/C-1`."""
        self.page.goto(self.desk.grid + path_and_query)
        self.page.wait_for_function(
            "() => customElements.get('poll-driver') && document.querySelector('[data-htmx-powered]')"
        )

    def row(self, key: str) -> Locator:
        return self.page.locator("#rows > tr").filter(has=self.page.get_by_role("link", name=key, exact=True))

    def status(self, key: str) -> Locator:
        return self.row(key).locator(".status")

    def shown(self) -> list[str]:
        return self.page.locator("#rows .key a").all_inner_texts()

    def tick(self, *keys: str) -> None:
        for key in keys:
            self.row(key).get_by_role("checkbox").check()

    def ticked(self) -> list[str]:
        return self.page.locator("#rows > tr:has(:checked) .key a").all_inner_texts()

    def poll(self) -> Response:
        """Ring once, and wait for an answer. While another poll is under way a ring is not heard."""
        self.page.wait_for_function(AT_REST)
        with self.page.expect_response("**/rows?*") as got:
            self.page.evaluate(RING)
        return got.value

    def unchanged_poll(self) -> str:
        """The address of a poll that had nothing to tell, once what moved came to rest."""
        for _ in range(20):
            answer = self.poll()
            if answer.status == 204:
                return answer.url
            self.page.wait_for_timeout(500)
        raise AssertionError("no poll was without a change")

    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def poll_until(self, there: Locator) -> None:
        """A view is drawn at most twice a second: a poll may bring the last drawing once more."""
        for _ in range(10):
            self.poll()
            with suppress(AssertionError):
                return expect(there).to_be_visible(timeout=500)
        return expect(there).to_be_visible(timeout=500)

    def show_until(self, there: Locator) -> None:
        """As often as the list says that something waits to be shown."""
        waits = self.page.locator("#new-rows button")
        for _ in range(10):
            self.poll_until(waits.or_(there).first)
            if waits.is_visible():
                waits.click()
            with suppress(AssertionError):
                return expect(there).to_be_visible(timeout=500)
        return expect(there).to_be_visible(timeout=500)

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toasts toast-line")

    @property
    def drawer(self) -> Locator:
        return self.page.locator("#drawer:not([hidden])")


class Seats:
    """As many operators as a test needs, each in a browser of their own."""

    def __init__(self, browser: Browser, desk: Desk, cookies: Any) -> None:
        self._browser, self._desk, self._cookies = browser, desk, cookies
        self._taken: list[tuple[BrowserContext, Operator]] = []

    def take(self, *, sign_in_url: str = "", **how: Any) -> Operator:
        """Signed in as the administrator, or by a link. `how` is for Playwright's context."""
        kept = {} if sign_in_url else {"storage_state": self._cookies}
        context = self._browser.new_context(viewport={"width": 1440, "height": 900}, **kept, **how)
        operator = Operator(context.new_page(), self._desk)
        self._taken.append((context, operator))
        if sign_in_url:
            operator.page.goto(sign_in_url)
        return operator

    def leave(self) -> None:
        """Close all; nobody may have seen a script fail or the policy refuse something."""
        for context, _ in self._taken:
            context.close()
        assert [line for _, operator in self._taken for line in operator.complaints] == []
