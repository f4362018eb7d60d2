"""Tell who wants to know: one try for each notification that is due."""

import asyncio

import msgspec
import structlog

from backend.channels import mail, webhook
from backend.channels.reaching import Reach
from backend.channels.webhook import Post
from backend.channels.went import Went
from backend.domain.notifications.messages import Message, letter
from backend.domain.notifications.tries import MOST_TRIES
from backend.runtime import Runtime
from backend.security.seal import UnsealError, unseal
from backend.storage.notifications import outbox
from backend.storage.notifications.outbox import Waiting
from backend.storage.notifications.subscriptions import place_of_secret

log = structlog.get_logger()

_AT_ONCE = 5  # each has a thread to itself then: nobody waits for another's until it is due again


async def deliver_notifications(runtime: Runtime) -> None:
    """No transaction stays open meanwhile. Who dies here leaves what it took to be due again."""
    await asyncio.gather(*(_deliver(runtime, one) for one in await outbox.take(_AT_ONCE)))


async def _deliver(runtime: Runtime, one: Waiting) -> None:
    went = await _send(runtime, one)
    given_up = went.final or one.tries >= MOST_TRIES
    await outbox.settle(one, went.sentence, delivered=went.delivered, given_up=given_up)
    if not went.delivered:
        told = {"subscription_id": one.subscription, "notification_id": one.id, "tries": one.tries}
        log.warning("notification.failed", **told, why=went.sentence, given_up=given_up)


async def _send(runtime: Runtime, one: Waiting) -> Went:
    if one.channel == "email":
        return await _mail(runtime, one)
    settings = runtime.settings
    try:
        secret = unseal(settings.secret, one.secret, place=place_of_secret(one.integration, one.address))
    except UnsealError:
        return Went(sentence="Its secret was sealed with another SYNCLINE_SECRET: remove it, and add it anew")
    sent = Post(address=one.address, secret=secret, message_id=one.message_id, body=one.content.encode())
    return await webhook.post(sent, Reach(private=settings.notify_private, demo=settings.demo))


async def _mail(runtime: Runtime, one: Waiting) -> Went:
    if runtime.settings.mail is None:
        return Went(sentence="There is no mail server: SYNCLINE_SMTP_URL is not set")
    message = letter(msgspec.json.decode(one.content, type=Message))
    return await mail.send(message, one.address, message_id=one.message_id, server=runtime.settings.mail)
