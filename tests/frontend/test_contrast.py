"""Words can be read in both themes: at least 4.5 to 1."""

import math
import re

import pytest

from backend.web.drawing.templates import FRONTEND

TOKENS = (FRONTEND / "static" / "css" / "tokens.css").read_text()
INKS = ["ink", "ink-2", "ink-3", "accent", "good", "bad", "warn", "wait", "none"]
GROUNDS = ["surface", "paper", "sunk", "accent-wash"]
PAIRS = [(ink, ground) for ink in INKS for ground in GROUNDS]
PAIRS += [("bad", "bad-wash"), ("warn", "warn-wash"), ("good", "good-wash"), ("ink-2", "bad-wash")]
PAIRS += [("accent-ink", "accent"), ("accent-ink", "accent-2"), ("paper", "ink")]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_ink_stands_out_from_its_ground(ink: str, ground: str, dark: bool) -> None:
    bright, dim = sorted((luminance(ink, dark=dark), luminance(ground, dark=dark)), reverse=True)

    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def luminance(name: str, *, dark: bool) -> float:
    lightness, chroma, hue = token(name, dark=dark)
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, one)) for one in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def token(name: str, *, dark: bool) -> tuple[float, float, float]:
    (themes,) = re.findall(rf"--{name}: light-dark\((.+)\);", TOKENS)
    lightness, chroma, hue = re.findall(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", themes)[dark]
    return float(lightness) / 100, float(chroma), float(hue)
