"""What is printed: medians over the rounds, with the spread beside them."""

from collections.abc import Sequence
from statistics import median


def say(line: str) -> None:
    print(line, flush=True)


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and half the distance between the best and the worst round in percent of it."""
    middle = median(values)
    wide = 100 * (max(values) - min(values)) / 2 / middle if middle else 0.0
    return f"{middle:.{digits}f} ±{wide:.0f} %"


def verdict(values: Sequence[float], *, most: float | None = None, least: float | None = None) -> str:
    """Whether the median keeps to the goal."""
    middle = median(values)
    met = (most is None or middle <= most) and (least is None or middle >= least)
    goal = f"at most {most:g}" if most is not None else f"at least {least:g}"
    return f"goal {goal}: {'met' if met else 'NOT met'}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for cells in (head, ["---", *["--:"] * (len(head) - 1)], *rows):
        say(f"| {' | '.join(cells)} |")
