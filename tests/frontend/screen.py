"""What a test does at the screen, in an operator's words."""

import re
from collections.abc import Iterable

from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.frontend.preview import Preview

COUNT_MUTATIONS = """() => {
  window.mutations = 0;
  const see = new MutationObserver((all) => { window.mutations += all.length; });
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  see.observe(document.querySelector("#rows"), everything);
}"""


class Screen:
    def __init__(self, page: Page, preview: Preview) -> None:
        self.page = page
        self.preview = preview
        self.violations: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.violations.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if re.search(
            r"Content Security Policy|Content-Security-Policy|SyntaxError|TypeError(?!: Failed to fetch)", message.text
        ):
            self.violations.append(message.text)

    def open(self, path: str = "/integrations/1/objects") -> None:
        self.page.goto(self.preview.url + path)
        self.page.wait_for_function(
            "() => customElements.get('poll-driver') && document.querySelector('[data-htmx-powered]')"
        )

    def tick(self, ids: Iterable[int]) -> None:
        for one in ids:
            self.page.locator(f"#p-{one}").click()

    def ticked(self) -> list[int]:
        """In the order of the screen."""
        found = self.page.evaluate(
            "() => [...document.querySelectorAll('#rows [name=object]:checked')].map((one) => one.value)"
        )
        return [int(one) for one in found]

    def poll(self) -> Response:
        """Ring once, and wait until the answer is on the screen."""
        with self.page.expect_response("**/rows*") as got:
            self.page.evaluate(
                "() => document.getElementById('poller').dispatchEvent(new CustomEvent('poll', { bubbles: true }))"
            )
        if got.value.status == 200:
            expect(self.page.locator("#rev")).to_have_value(str(self.preview.revision))
        return got.value

    def keys(self) -> list[str]:
        return self.page.locator("#rows .key a").all_inner_texts()
