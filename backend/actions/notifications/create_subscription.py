"""Somebody is told of an integration's troubles from now on: by a webhook or by mail."""

from collections.abc import Sequence

import msgspec

from backend.channels import mail
from backend.channels.reaching import Reach
from backend.domain.notifications.troubles import Topic
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.security.seal import seal
from backend.security.webhooks import new_webhook_secret
from backend.settings import Settings
from backend.storage import audits
from backend.storage.notifications import subscriptions
from backend.storage.notifications.subscriptions import Place, place_of_secret
from backend.storage.postgres.database import transaction

LONGEST_ADDRESS = 2000
CHANNELS = ("webhook", "email")
_NO_SERVER = Sentence("There is no mail server: set SYNCLINE_SMTP_URL and SYNCLINE_MAIL_FROM first")

_ALREADY = Problem("address", Sentence("is told already: remove it first to have other topics or a new secret"))


class Created(msgspec.Struct, frozen=True):
    number: int
    secret: str  # of a webhook: shown once; "" for mail


async def create_subscription(
    runtime: Runtime, integration_id: int, *, channel: str, address: str, topics: Sequence[str], by: str
) -> Created | Problem:
    """Nothing that stands already is told; what begins from now on is."""
    address = address.strip()
    if problem := _check(runtime.settings, channel, address, topics):
        return problem
    place, secret = Place(channel, address), new_webhook_secret() if channel == "webhook" else ""
    sealed = seal(runtime.settings.secret, secret, place=place_of_secret(integration_id, address)) if secret else ""
    async with transaction():
        number = await subscriptions.insert(integration_id, place, secret=sealed, topics=_topics(topics), by=by)
        if number is not None:
            await audits.write(by, "subscription.created", integration_id, subject=place.named)
    return _ALREADY if number is None else Created(number, secret)


def _topics(given: Sequence[str]) -> list[str]:
    return [one for one in Topic if one in given]


def _check(settings: Settings, channel: str, address: str, topics: Sequence[str]) -> Problem | None:
    if channel not in CHANNELS:
        return Problem("channel", Sentence("expected one of %(names)s", names=", ".join(CHANNELS)))
    if not topics or not set(topics) <= set(Topic):
        return Problem("topics", Sentence("expected at least one of %(names)s", names=", ".join(Topic)))
    why = _refused(settings, channel, address)
    return Problem("address", why) if why else None


def _refused(settings: Settings, channel: str, address: str) -> str:
    if len(address) > LONGEST_ADDRESS:
        return Sentence("must have at most %(most)s characters", most=f"{LONGEST_ADDRESS:,}")
    if channel == "email":
        return mail.refuses(address) or ("" if settings.mail else _NO_SERVER)
    return Reach(private=settings.notify_private, demo=settings.demo).refuses(address)
