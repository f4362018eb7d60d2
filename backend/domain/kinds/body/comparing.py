"""Two bodies of an object side by side: their fields in order, and which line of one is which line of the other."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

import msgspec

from backend.domain.kinds.body.shape import shape_of
from backend.domain.kinds.parts.part import Part

_MOST_LINES = 1_000  # that moved or changed: of more, a line is the one that stands in its place


def in_order(names: Iterable[str], part: type[Part]) -> tuple[str, ...]:
    """Fields as the kind has them; those that it does not know come last."""
    known = {name: n for n, name in enumerate(shape_of(part).fields)}
    return tuple(sorted(names, key=lambda name: (known.get(name, len(known)), name)))


def matched(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Places in both, in the order of `after`; None: the line is in the other one only."""
    old, new = [_written(line) for line in before], [_written(line) for line in after]
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    same = [(n, n) for n in range(first)]
    middle = _middle(old, new, first, len(old) - last, len(new) - last)
    return [*same, *middle, *((len(old) - n, len(new) - n) for n in range(last, 0, -1))]


def _written(line: Any) -> bytes:
    return msgspec.json.encode(line, order="sorted")


def _alike(old: Sequence[bytes], new: Sequence[bytes]) -> int:
    """How many lines are the same from the beginning on."""
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count


def _middle(
    old: list[bytes], new: list[bytes], first: int, old_end: int, new_end: int
) -> list[tuple[int | None, int | None]]:
    if max(old_end, new_end) - first > _MOST_LINES:
        return _paired(first, old_end, first, new_end)
    found = SequenceMatcher(None, old[first:old_end], new[first:new_end], autojunk=False)
    blocks = [_paired(first + i, first + j, first + k, first + m) for _, i, j, k, m in found.get_opcodes()]
    return [pair for block in blocks for pair in block]


def _paired(i: int, j: int, k: int, m: int) -> list[tuple[int | None, int | None]]:
    """Lines of one block, as they stand beside each other."""
    most = max(j - i, m - k)
    return [(i + n if i + n < j else None, k + n if k + n < m else None) for n in range(most)]
