"""Notifications that wait, and what became of them."""

import msgspec

from backend.domain.notifications.tries import WAITS
from backend.domain.sentence import kept
from backend.storage.postgres.database import query

_UNTOLD = kept("Its beginning could not be told")  # of an end


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Taken for one try; it is due again after its wait."""

    id: int
    message_id: str
    tries: int  # with this one
    content: str
    subscription: int
    integration: int
    channel: str
    address: str
    secret: str  # sealed


async def take(most: int) -> list[Waiting]:
    """Nobody else takes them before their wait is over."""
    return [Waiting(**dict(row)) for row in await query("take_notifications", most=most, waits=list(WAITS))]


async def settle(one: Waiting, outcome: str, *, delivered: bool, given_up: bool) -> None:
    """Of a try that took longer than its wait nothing is kept: another one is on its way."""
    await query(
        "settle_notification",
        id=one.id,
        tries=one.tries,
        outcome=outcome,
        delivered=delivered,
        given_up=given_up,
        untold=_UNTOLD,
    )
