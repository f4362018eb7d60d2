"""Who is told of an integration's troubles, where, and of which."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from backend.domain.notifications.messages import Message
from backend.storage.postgres.database import query, query_one


class Place(msgspec.Struct, frozen=True):
    channel: str
    address: str

    @property
    def named(self) -> str:
        """For the audit. What follows the host of a webhook may hold a token, and stays out."""
        return f"{self.channel} {_origin(self.address) if self.channel == 'webhook' else self.address}"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def place_of_secret(integration: int, address: str) -> str:
    """Where it is sealed for."""
    return f"subscription/{integration}/{address}"


async def insert(integration: int, place: Place, *, secret: str, topics: Sequence[str], by: str) -> int | None:
    """Its number; None: this place is told already. `secret` is sealed."""
    given = {"channel": place.channel, "address": place.address, "secret": secret, "topics": list(topics), "by": by}
    row = await query_one("insert_subscription", integration=integration, **given)
    return row["id"] if row else None


async def delete(integration: int, number: int) -> Place | None:
    """None: there is none of this number."""
    row = await query_one("delete_subscription", integration=integration, id=number)
    return Place(**dict(row)) if row else None


async def read(integration: int, number: int) -> Place | None:
    row = await query_one("read_subscription", integration=integration, id=number)
    return Place(**dict(row)) if row else None


async def insert_test(number: int, message: Message) -> None:
    content = msgspec.json.encode(message).decode()
    await query("insert_test", subscription=number, event=message.type, content=content)
