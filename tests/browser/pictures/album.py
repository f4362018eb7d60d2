"""The page of docs that shows the pictures."""

from tests.browser.pictures.screen import Screen
from tests.browser.pictures.screens import GROUPS
from tests.journeys.demo import ROOT

PAGE = ROOT / "docs" / "screens.md"
FOLDER = ROOT / "docs" / "pictures"
THEMES = ("light", "dark")
HEAD = """# The screens

Each in light and in dark, as the [demo](demo.md) shows them. `python -m tests.browser.pictures` takes all of them anew
(with names, such as `grid drawer`, only those) and writes this page; it starts a demo of its own and needs Chromium.
"""


def drawn() -> str:
    parts = [_group(title, screens) for title, screens in GROUPS.items()]
    return "\n".join([HEAD, *parts])


def _group(title: str, screens: dict[str, Screen]) -> str:
    return "\n".join([f"## {title}\n", *(_screen(name, screen) for name, screen in screens.items())])


def _screen(name: str, screen: Screen) -> str:
    shown = " | ".join(f"![{screen.title}, {theme}](pictures/{name}-{theme}.png)" for theme in THEMES)
    return f"### {screen.title}\n\n{screen.words}\n\n| {' | '.join(THEMES)} |\n|---|---|\n| {shown} |\n"
