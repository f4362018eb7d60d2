"""The docs lead somewhere."""

import re

import click
import pytest

from backend.cli.main import main
from tests.architecture.sources import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page: object) -> None:
    text = page.read_text()  # type: ignore[attr-defined]
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert [link for link in links if not (page.parent / link).exists()] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: object) -> None:
    named = re.findall(r"`((?:\w+/)+[\w.-]+\.(?:py|sql|html|css|js|ndjson))(?:::\w+)?`", page.read_text())  # type: ignore[attr-defined]
    inside = ["", "backend", "backend/storage", "frontend", "frontend/templates", "tests"]

    assert [name for name in named if not any((ROOT / place / name).exists() for place in inside)] == []


def test_every_file_of_sentences_about_the_stand_in_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "stand-in.md").read_text()
    tests = ROOT / "tests"
    files = [*(tests / "stand_in").rglob("test_*.py"), *(tests / "conformance").glob("test_*.py")]

    assert [str(path.relative_to(ROOT)) for path in files if f"`{path.relative_to(ROOT)}`" not in page] == []


def test_every_command_stands_on_the_page_of_the_api() -> None:
    page = (ROOT / "docs" / "api.md").read_text()
    named = [
        f"{name} {one}".strip()
        for name, command in main.commands.items()
        for one in (command.commands if isinstance(command, click.Group) else [""])
    ]

    assert [one for one in named if not re.search(rf"`(syncline )?{one}\b", page)] == []
