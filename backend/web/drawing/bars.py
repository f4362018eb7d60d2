"""Hours as bars of a picture: what came into step above a line, what came into error below it, on one scale."""

from collections.abc import Sequence

import msgspec

from backend.storage.counts.throughput import Hour

HEIGHT = 16
_STEP, _WIDTH, _LEAST = 5, 4, 1.0


class Bar(msgspec.Struct, frozen=True):
    x: int
    up: float  # how high it is above the line
    down: float


class Bars(msgspec.Struct, frozen=True):
    width: int
    line: float  # how far below the top it lies
    bars: Sequence[Bar]
    success: int
    error: int
    height: int = HEIGHT
    bar: int = _WIDTH


def bars(hours: Sequence[Hour]) -> Bars:
    """A single object is seen beside thousands."""
    above, below = (max((getattr(one, name) for one in hours), default=0) for name in ("success", "error"))
    scale = (HEIGHT - 1 - 2 * _LEAST) / max(above + below, 1)

    def tall(count: int) -> float:
        return round(_LEAST + count * scale, 1) if count else 0

    return Bars(
        width=_STEP * len(hours),
        line=tall(above) if below else HEIGHT - 1,
        bars=[Bar(n * _STEP, tall(one.success), tall(one.error)) for n, one in enumerate(hours)],
        success=sum(one.success for one in hours),
        error=sum(one.error for one in hours),
    )
