"""What the database refuses of one object must not hold up the others of its request."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import msgspec

from backend.storage.postgres.database import REFUSED

T = TypeVar("T")


class Noted(msgspec.Struct, frozen=True):
    """What is kept of the call itself: once, however its objects are stored."""

    exchange: int | None
    unsettled: bool = False  # breaker or pacing of the line have something to say


async def one_by_one(store: Callable[[T], Awaitable[bool]], items: Iterable[T]) -> bool:
    """Each by itself, whether any said so. What is refused all the same is raised once the others are stored."""
    said, refused = False, None
    for item in items:
        try:
            said = await store(item) or said
        except REFUSED as problem:
            refused = problem
    if refused is not None:
        raise refused
    return said
