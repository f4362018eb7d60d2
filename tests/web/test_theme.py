"""Colours and fonts of an installation: a file that holds values of tokens and nothing else."""

import re
from pathlib import Path

import msgspec
import pytest

from backend.settings import SettingError, Settings
from backend.web.drawing.templates import FRONTEND
from backend.web.theme import OURS, TOKENS, read_theme
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

GOOD = """/* ours; */
--accent: light-dark(#0b6b4f, oklch(75% 0.11 165 / 0.9));
--font: "Inter", 'Noto Sans',
  sans-serif;
--radius: calc(2px + 0.1rem)
"""


def file_with(folder: Path, text: str) -> Path:
    file = folder / "theme.css"
    file.write_text(text)
    return file


async def test_every_page_has_the_colours_of_the_installation(settings: Settings, tmp_path: Path) -> None:
    settings = msgspec.structs.replace(settings, theme=file_with(tmp_path, GOOD), base_path="/x/y")
    async with whole(settings) as site:
        page = await site.client.get("/x/y/sign-in")
        (address,) = re.findall(r'href="(/x/y/theme/[0-9a-f]+)"', page.text)
        sheet, other = await site.client.get(address), await site.client.get(f"{address[:-1]}x")

    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    assert "@layer theme" in sheet.text
    assert "--accent: light-dark(#0b6b4f, oklch(75% 0.11 165 / 0.9));" in sheet.text
    assert "--font: \"Inter\", 'Noto Sans', sans-serif;" in sheet.text
    assert other.status_code == 404


async def test_without_one_no_page_names_one(settings: Settings) -> None:
    async with whole(settings) as site:
        page, nothing = await site.client.get("/sign-in"), await site.client.get("/theme/")

    assert "/theme/" not in page.text
    assert nothing.status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "--brand: red;",
        "accent: red;",
        "--accent;",
        "--accent: ;",
        "--accent: url(https://elsewhere.example/x.png);",
        "--accent: URL (x);",
        "--accent: image-set('x');",
        "--accent: red} body {display: none;",
        ":root { --accent: red; }",
        "@import 'x';",
        "--accent: r\\65 d;",
        '--font: "Inter;',
        "--accent: rgb(1,2,3;",
        "--accent: )red(;",
        "--accent: red /*; --ink: blue;",
        "--font: \"'\" 'Inter;",
        '--accent: rgb("(" 1, 2, 3));',
        "--accent: red <!-- ;",
        "--accent: rot⁠;",
        f"--font: {'a' * 301};",
    ],
)
def test_what_is_not_a_plain_value_of_a_token_is_named(tmp_path: Path, text: str) -> None:
    file = file_with(tmp_path, f"--radius: 0;\n{text}")

    with pytest.raises(SettingError, match=f"SYNCLINE_THEME names {re.escape(str(file))}, where .* cannot stand"):
        read_theme(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for content in (None, b"\xff--accent: red", b" " * 30_000):
        file = tmp_path / "theme.css"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(SettingError, match="SYNCLINE_THEME names"):
            read_theme(file)


def test_every_token_is_one_of_ours(tmp_path: Path) -> None:
    ours = set(re.findall(r"--([\w-]+):", (FRONTEND / "static" / "css" / "tokens.css").read_text()))

    assert ours >= TOKENS
    assert read_theme(None) is OURS
