"""What no template, script or sheet may hold."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from backend.web.drawing.templates import FRONTEND
from tests.steps import ROOT

TEMPLATES = sorted((FRONTEND / "templates").rglob("*.html"))
SCRIPTS = sorted((FRONTEND / "static" / "js").rglob("*.js"))
SHEETS = sorted((FRONTEND / "static" / "css").rglob("*.css"))
VENDORS = [FRONTEND / "static" / "vendor", ROOT / "tests" / "browser" / "vendor"]
FORBIDDEN = {
    "text that is not escaped": r"\|\s*safe|autoescape false|Markup",
    "inline script": r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:",
    "inline style": r"<style|\sstyle\s*=",
    "htmx that evaluates": r"hx-on|js:|hx-vals|hx-trigger=\"[^\"]*\[",
    "a timer of htmx": r"hx-trigger=\"[^\"]*\bevery\b",
    "inheritance of htmx": r":inherited|hx-disinherit|hx-boost",
    "a URL that nobody made": r"(?:href|action|src|hx-get|hx-post)=\"/",
    "another server": r"(?:href|action|src|hx-get|hx-post)=\"https?:",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    found = [path.name for path in TEMPLATES if re.search(FORBIDDEN[what], path.read_text())]

    assert found == []


def test_an_element_of_ours_is_closed_under_its_own_name() -> None:
    for path in TEMPLATES:
        text = path.read_text()
        assert set(re.findall(r"<(\w+-\w+)", text)) == set(re.findall(r"</(\w+-\w+)>", text)), path.name


def test_scripts_evaluate_nothing_and_write_no_html() -> None:
    bad = re.compile(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|https?:")

    assert [path.name for path in SCRIPTS if bad.search(path.read_text())] == []


def test_a_script_is_short_and_defines_one_element() -> None:
    assert [path.name for path in SCRIPTS if len(path.read_text().splitlines()) > 60] == []
    assert sum(len(path.read_text().splitlines()) for path in SCRIPTS) <= 450
    for path in SCRIPTS:
        assert path.stem == "live" or path.read_text().count(f'customElements.define("{path.stem}"') == 1


def test_sheets_stay_in_their_layer_and_use_tokens() -> None:
    for path in SHEETS:
        text = path.read_text()
        assert text.startswith("@layer "), path.name
        if path.parent.name == "components" and path.name != "toast.css":
            assert not re.search(r"oklch\(|rgb|#[0-9a-f]{3,6}\b", re.sub(r'url\("[^"]*"\)', "", text)), path.name
    assert sum(len(path.read_text().splitlines()) for path in SHEETS) <= 1500


def test_sheets_know_start_and_end_but_no_side() -> None:
    """A language that is written from the right finds everything on its side; what has no such word says both."""
    side = re.compile(
        r"(?:^|[\s;{-])(?:left|right)(?:-[\w-]+)?\s*:|:\s*(?:left|right)\s*;|float\s*:|border-(?:top|bottom)-(?:l|r)"
    )
    uneven = re.compile(r"\binset: (\S+) (\S+) (\S+) (?!\2;)\S+;")
    toward = re.compile(r"\bto (left|right)|\b(?:left|right) [\d./]|shadow: inset -?[1-9]")

    assert [path.name for path in SHEETS if side.search(text := path.read_text()) or uneven.search(text)] == []
    assert [path.name for path in SHEETS if toward.search(text := path.read_text()) and ":dir(rtl)" not in text] == []


def test_no_sheet_has_a_has_within_another_which_browsers_drop() -> None:
    assert [path.name for path in SHEETS if _asks_within(path.read_text())] == []
    assert _asks_within(".a:has(.b:is(.c, :has(.d))) { color: red; }")


def _asks_within(sheet: str) -> bool:
    opened: list[str] = []
    for mark in re.findall(r":has\(|\(|\)", sheet):
        if mark == ")":
            opened.pop()
        elif mark in opened and mark != "(":
            return True
        else:
            opened.append(mark)
    return False


@pytest.mark.parametrize("vendor", VENDORS, ids=["of the screens", "of the tests"])
def test_a_vendored_file_is_the_one_that_was_written_down(vendor: Path) -> None:
    lines = re.findall(r"\| `([^`]+)` \|.*`([0-9a-f]{64})`", (vendor / "VENDOR.md").read_text())

    assert {name for name, _ in lines} == {path.name for path in vendor.iterdir()} - {"VENDOR.md"}
    for name, known in lines:
        assert sha256((vendor / name).read_bytes()).hexdigest() == known
