"""What a picture shows, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.portal import Portal
from tests.journeys.demo import Demo

Act = Callable[["Visit"], None]
PATIENCE_MS = 60_000
LIST = "/integrations/{}/objects"
OBJECT = "/integrations/{}/objects/{}/{}"


@dataclass(frozen=True)
class Visit:
    """A page at the demo's first page, which is the list."""

    page: Page
    demo: Demo
    host: Portal
    command: Callable[..., str]  # the command line of the demo's machine

    def list(self, query: str = "") -> None:
        self.go(f"integrations/1/objects{query}")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.demo.ready['url']}{path}")

    def wait(self, there: str) -> None:
        self.page.wait_for_selector(there, timeout=PATIENCE_MS)

    def ask(self, method: str, path: str, content: Any) -> Any:
        return self.demo.api.request(method, path, json=content).raise_for_status().json()

    def faults(self, *faults: dict[str, Any]) -> None:
        """At the stand-in, from now on; none: all is well."""
        self.demo.stand_in.put("/faults", json=faults).raise_for_status()


@dataclass(frozen=True)
class Screen:
    page: str  # its address, with {} for what differs
    title: str
    words: str
    act: Act
    height: int = 640
    part: str = ""  # the only element that the picture shows
    who: str = "admin"  # viewer; nobody: signed out
    phone: bool = False
    read_only: bool = False


def at(path: str) -> Act:
    return lambda visit: visit.go(path)


def opened(kind: str, key: str, tab: str) -> Act:
    return at(f"integrations/1/objects/{kind}/{key}?tab={tab}")
