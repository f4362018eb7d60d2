"""Parts of Syncline in the page of a portal."""

from tests.browser.pictures.screen import Act, Screen, Visit

BOTH_THEMES = """() => {
  document.documentElement.style.colorScheme = "light dark";
  Object.assign(document.querySelector("iframe").style, { border: "0", inlineSize: "100%" });
}"""


def framed(size: str) -> Act:
    def act(visit: Visit) -> None:
        visit.host.open(visit.page, size).locator("#health").wait_for()
        visit.page.evaluate(BOTH_THEMES)

    return act


SCREENS = {
    "badge": Screen("/embed/{}", "A badge", "One line of counts.", framed("badge"), 80),
    "panel": Screen("/embed/{}", "A panel", "What is in error, and the buttons that mend it.", framed("panel"), 480),
    "full": Screen("/embed/{}", "The whole list", "With its filters and details.", framed("full"), 560),
}
