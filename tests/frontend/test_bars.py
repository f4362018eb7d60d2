"""A day as a picture: each bar is as tall as its number, on one scale, and none is cut off."""

import re

import pytest

from backend.storage.counts.throughput import Hour
from backend.web.drawing.bars import HEIGHT, bars
from backend.web.drawing.templates import draw, make_environment
from tests.frontend.sample import NOW, make_health

ENV = make_environment("")
BOX = re.compile(r"M(\d+) ([\d.]+)h4v([\d.]+)h-4z")


def boxes(path: str) -> dict[int, tuple[float, float]]:
    """Hour → (top, height)."""
    return {int(x) // 5: (float(top), float(tall)) for x, top, tall in BOX.findall(path)}


@pytest.mark.parametrize("counts", [[(0, 0)], [(1, 0)], [(0, 9)], [(5, 5), (0, 1)], [(100_000, 1), (1, 100_000)]])
def test_bars_lie_within_the_picture_and_what_happened_is_seen(counts: list[tuple[int, int]]) -> None:
    found = bars(tuple(Hour(NOW, *one) for one in counts))
    above, below = boxes(found.above), boxes(found.below)

    assert [set(above), set(below)] == [{n for n, one in enumerate(counts) if one[side]} for side in (0, 1)]
    assert all(tall >= 1 for _, tall in [*above.values(), *below.values()])
    assert all(top >= 0 and top + tall == pytest.approx(found.line) for top, tall in above.values())
    assert all(top == found.line + 1 and top + tall <= HEIGHT for top, tall in below.values())


def test_success_and_error_have_one_scale() -> None:
    found = bars((Hour(NOW, 10, 10), Hour(NOW, 40, 0)))
    above, below = boxes(found.above), boxes(found.below)

    assert above[0][1] == below[0][1] < above[1][1]


def test_the_picture_says_in_words_what_it_shows() -> None:
    day = (Hour(NOW, 1_000, 2), Hour(NOW, 234, 0))

    drawn = draw(ENV, "integrations/_day.html", health=make_health(day=day))

    assert 'role="img" aria-labelledby="day-title"' in drawn
    assert '<title id="day-title">Last 24 hours: success 1,234, error 2</title>' in drawn
    assert "style" not in drawn
