"""Who is told of an integration's troubles, and what they were told."""

from types import SimpleNamespace
from typing import Any

from backend.domain.notifications.troubles import Topic
from backend.storage.screens.notifications import Subscription, Told
from backend.storage.screens.values import GridRow
from tests.frontend.sample import NOW


def believable(row: GridRow) -> dict[str, Any]:
    return hostile(row, "Änne")


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    subscription = make_subscription(text)
    return {
        "subscription": subscription,
        "subscriptions": [subscription],
        "subscribing": SimpleNamespace(channel="webhook", address=text, topics=["line"]),
        "has_mail": False,
        "most": 2_000,
    }


def make_subscription(text: str) -> Subscription:
    return Subscription(
        id=1,
        channel="webhook",
        address=text,
        topics=list(Topic),
        created_by=text,
        created_at=NOW,
        told=[make_told(text)],
    )


def make_told(text: str) -> Told:
    """One that was tried twice in vain, and is due again."""
    when = {"made_at": NOW, "due": NOW, "tried_at": NOW, "delivered_at": None, "given_up_at": None}
    return Told(id=1, event="cause.began", sentence=text, tries=2, outcome=text, **when)
