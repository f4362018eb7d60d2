"""Hours as bars of a picture: what came into step above a line, what came into error below it, on one scale."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from backend.storage.counts.throughput import Hour

HEIGHT = 16
_STEP, _WIDTH, _LEAST = 5, 4, 1.0


class Bars(msgspec.Struct, frozen=True):
    width: int
    line: float  # how far below the top it lies
    above: str  # a path around all bars above it
    below: str
    success: int
    error: int
    height: int = HEIGHT


@lru_cache(maxsize=64)  # a page is drawn far more often than a day changes
def bars(hours: tuple[Hour, ...]) -> Bars:
    """A single object is seen beside thousands."""
    success, error = [one.success for one in hours], [one.error for one in hours]
    most, worst = max(success, default=0), max(error, default=0)
    scale = (HEIGHT - 1 - 2 * _LEAST) / max(most + worst, 1)

    def tall(count: int) -> float:
        return round(_LEAST + count * scale, 1) if count else 0

    line = tall(most) if worst else HEIGHT - 1
    return Bars(
        width=_STEP * len(hours),
        line=line,
        above=_path((n, line - tall(count), tall(count)) for n, count in enumerate(success)),
        below=_path((n, line + 1, tall(count)) for n, count in enumerate(error)),
        success=sum(success),
        error=sum(error),
    )


def _path(boxes: Iterable[tuple[int, float, float]]) -> str:
    """`boxes`: which hour, top and height."""
    return "".join(f"M{n * _STEP} {top:.1f}h{_WIDTH}v{tall}h-{_WIDTH}z" for n, top, tall in boxes if tall)
