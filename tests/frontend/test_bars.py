"""A day as a picture: each bar is as tall as its number, on one scale, and none is cut off."""

import pytest

from backend.storage.counts.throughput import Hour
from backend.web.drawing.bars import HEIGHT, bars
from backend.web.drawing.templates import draw, make_environment
from tests.frontend.sample import NOW, make_health

ENV = make_environment("")


@pytest.mark.parametrize("counts", [[(0, 0)], [(1, 0)], [(0, 9)], [(5, 5), (0, 1)], [(100_000, 1), (1, 100_000)]])
def test_bars_lie_within_the_picture_and_what_happened_is_seen(counts: list[tuple[int, int]]) -> None:
    found = bars([Hour(NOW, *one) for one in counts])

    for (success, error), bar in zip(counts, found.bars, strict=True):
        assert (bar.up >= 1, bar.down >= 1) == (success > 0, error > 0)
        assert bar.up <= found.line
        assert found.line + 1 + bar.down <= HEIGHT


def test_success_and_error_have_one_scale() -> None:
    few, many = bars([Hour(NOW, 10, 10), Hour(NOW, 40, 0)]).bars

    assert few.up == few.down < many.up


def test_the_picture_says_in_words_what_it_shows() -> None:
    day = [Hour(NOW, 1_000, 2), Hour(NOW, 234, 0)]

    drawn = draw(ENV, "integrations/_day.html", health=make_health(day=day))

    assert 'role="img" aria-labelledby="day-title"' in drawn
    assert '<title id="day-title">Last 24 hours: success 1,234, error 2</title>' in drawn
    assert "style" not in drawn
