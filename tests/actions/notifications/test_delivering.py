"""A notification reaches its receiver; what is not taken is sent again, as the same message, until it is given up."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from backend.actions.notifications.deliver_notifications import deliver_notifications
from backend.actions.notifications.remove_subscription import remove_subscription
from backend.actions.notifications.send_test import send_test
from backend.domain.notifications.tries import MOST_TRIES
from backend.runtime import Runtime
from backend.settings import MailServer
from backend.storage.integrations import read
from backend.storage.notifications.subscriptions import Place
from tests.actions.notifications.telling import subscribe
from tests.channels.receivers import hook, mailbox
from tests.factories import make_integration, sql

pytestmark = pytest.mark.anyio

OOPS = b"HTTP/1.1 500 Oops\r\n\r\n"


@pytest.fixture
async def integration(runtime: Runtime) -> int:
    runtime.settings = replace(runtime.settings, demo=True)
    return await make_integration(runtime)


async def try_out(runtime: Runtime, integration: int, number: int) -> None:
    found = await read(integration)
    assert found
    assert await send_test(runtime, found, number, by="tests")


async def outcomes() -> list[dict[str, Any]]:
    text = """SELECT tries, outcome, delivered_at IS NOT NULL AS delivered, given_up_at IS NOT NULL AS given_up,
              due > clock_timestamp() AS later FROM notification ORDER BY id"""
    return [dict(row) for row in await sql(text)]


async def wait_is_over() -> None:
    await sql("UPDATE notification SET due = clock_timestamp()")


async def test_a_test_arrives_once_and_its_outcome_is_kept(runtime: Runtime, integration: int) -> None:
    async with hook() as receiver:
        await try_out(runtime, integration, (await subscribe(runtime, integration, address=receiver.address)).number)
        await asyncio.gather(*(asyncio.create_task(deliver_notifications(runtime)) for _ in range(5)))
        await wait_is_over()
        await deliver_notifications(runtime)

    (came,) = receiver.told
    (kept,) = await outcomes()
    assert came["type"] == "test"
    assert came["data"]["url"] == f"http://127.0.0.1:8000/integrations/{integration}/notifications"  # type: ignore[index]
    assert (kept["delivered"], kept["outcome"]) == (True, "The receiver answered 204")


async def test_what_was_not_taken_is_sent_again_later_under_the_same_id(runtime: Runtime, integration: int) -> None:
    async with hook(OOPS) as receiver:
        await try_out(runtime, integration, (await subscribe(runtime, integration, address=receiver.address)).number)
        await deliver_notifications(runtime)
        (failed,) = await outcomes()
        await deliver_notifications(runtime)
        at_once = len(receiver.posted)
        await wait_is_over()
        await deliver_notifications(runtime)

    first, second = receiver.posted
    (kept,) = await outcomes()
    assert (failed["outcome"], failed["later"], at_once) == ("The receiver answered 500", True, 1)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert (kept["delivered"], kept["tries"]) == (True, 2)


async def test_after_the_last_try_it_is_given_up(runtime: Runtime, integration: int) -> None:
    async with hook(*[OOPS] * (MOST_TRIES + 1)) as receiver:
        await try_out(runtime, integration, (await subscribe(runtime, integration, address=receiver.address)).number)
        for _ in range(MOST_TRIES + 1):
            await wait_is_over()
            await deliver_notifications(runtime)

    (kept,) = await outcomes()
    assert (kept["given_up"], len(receiver.posted)) == (True, MOST_TRIES)


async def test_a_worker_that_dies_while_it_sends_leaves_it_to_the_next(runtime: Runtime, integration: int) -> None:
    async with hook() as receiver:
        await try_out(runtime, integration, (await subscribe(runtime, integration, address=receiver.address)).number)
        await sql("UPDATE notification SET tries = 1, tried_at = clock_timestamp()")  # and nothing more of it
        await deliver_notifications(runtime)

    assert len(receiver.posted) == 1
    assert (await outcomes())[0]["tries"] == 2


async def test_a_removed_address_is_told_nothing_that_waits(runtime: Runtime, integration: int) -> None:
    async with hook() as receiver:
        number = (await subscribe(runtime, integration, address=receiver.address)).number
        await try_out(runtime, integration, number)
        assert await remove_subscription(integration, number, by="tests")
        await deliver_notifications(runtime)

    assert receiver.posted == []
    assert not await remove_subscription(integration, number, by="tests")


async def test_mail_goes_through_the_server_of_the_settings(runtime: Runtime, integration: int) -> None:
    async with mailbox() as box:
        mail = MailServer(host="127.0.0.1", port=box.port, tls=False, user="", password="", sender="s@example.com")
        runtime.settings = replace(runtime.settings, mail=mail)
        made = await subscribe(runtime, integration, channel="email", address="ada@example.com")
        await try_out(runtime, integration, made.number)
        await deliver_notifications(runtime)

    assert made.secret == ""
    assert "To: ada@example.com" in box.letters[0]
    assert (await outcomes())[0]["delivered"]


async def test_a_secret_is_sealed_and_neither_it_nor_the_address_is_in_log_or_audit(
    runtime: Runtime, integration: int
) -> None:
    async with hook(OOPS) as receiver:
        with capture_logs() as logs:
            made = await subscribe(runtime, integration, address=receiver.address)
            await try_out(runtime, integration, made.number)
            await deliver_notifications(runtime)
    written = str(logs) + str([dict(row) for row in await sql("SELECT subject, facts::text FROM audit")])
    (kept,) = await sql("SELECT secret FROM subscription")

    assert "notification.failed" in written
    assert "t0ps3cret" not in written
    assert made.secret.startswith("whsec_")
    assert made.secret not in written + kept["secret"]


@pytest.mark.parametrize("below", ["/t0ps3cret", "?t0ps3cret", ""])
def test_the_audit_names_a_webhook_by_its_host_alone(below: str) -> None:
    assert Place("webhook", f"https://hooks.example:8443{below}").named == "webhook https://hooks.example:8443"


async def test_a_secret_that_cannot_be_read_is_told(runtime: Runtime, integration: int) -> None:
    async with hook() as receiver:
        await try_out(runtime, integration, (await subscribe(runtime, integration, address=receiver.address)).number)
        runtime.settings = replace(runtime.settings, secret=b"another secret, 32 bytes or longer")
        await deliver_notifications(runtime)

    assert receiver.posted == []
    assert "another SYNCLINE_SECRET" in (await outcomes())[0]["outcome"]
