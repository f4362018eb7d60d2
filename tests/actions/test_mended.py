"""Where a cause is mended is told, and seen when it is done: an entry of a value map, or an object of ours."""

import pytest

from backend.actions.syncs.press import press as press_group
from backend.domain.objects import ObjectRef
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from backend.storage.screens.causes import Fix, causes
from backend.web.causes.shown import group_of
from tests.actions.intacct import Intacct
from tests.actions.make import make
from tests.actions.test_blamed_maps import INVOICE, refused
from tests.connectors.third_parties import StandIn
from tests.factories import press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def fix_of(integration: int) -> Fix | None:
    (one,) = (await causes(integration, 10)).causes
    return one.fix


async def test_an_entry_that_leads_nowhere_is_named_until_it_says_something_else(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await Intacct.of(runtime, marking)
    await replace_map(intacct.integration, "accounts", {"GIFTS": "4310", "*": "4000"})
    await refused(intacct, "sales_invoice", INVOICE | {"total": "10.00"})
    assert await fix_of(intacct.integration) == Fix(map="accounts", code="GIFTS", mended=False)

    await replace_map(intacct.integration, "accounts", {"GIFTS": "4000"})

    assert await fix_of(intacct.integration) == Fix(map="accounts", code="GIFTS", mended=True)


async def test_an_object_that_is_not_there_is_named_and_seen_when_it_comes_in_step(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await Intacct.of(runtime, marking)
    line = {"account": "4310", "amount": "10.00"}
    await refused(intacct, "sales_invoice", INVOICE | {"lines": [line], "total": "10.00"})
    account = ObjectRef("account", "4310")
    assert await fix_of(intacct.integration) == Fix(ref=account, status=None)

    body = {"name": "Gifts", "type": "income"}
    await receive(runtime, make("account", "4310", body))
    assert await fix_of(intacct.integration) == Fix(ref=account, status=Status.NOT_INTEGRATED)
    await press(runtime, intacct.integration, "4310")
    for _ in range(3):
        await intacct.work()

    assert await fix_of(intacct.integration) == Fix(ref=account, status=Status.SUCCESS, mended=True)
    await sql("UPDATE cause SET last_seen = clock_timestamp()")
    assert await fix_of(intacct.integration) == Fix(ref=account, status=Status.SUCCESS)


async def test_the_group_goes_through_with_one_press_once_the_object_is_there(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await Intacct.of(runtime, marking)
    line = {"account": "4310", "amount": "10.00"}
    await refused(intacct, "sales_invoice", INVOICE | {"lines": [line], "total": "10.00"})
    await receive(runtime, make("account", "4310", {"name": "Gifts", "type": "income"}))
    await press(runtime, intacct.integration, "4310")
    for _ in range(3):
        await intacct.work()
    (one,) = (await causes(intacct.integration, 10)).causes

    done = await press_group(runtime, intacct.integration, group_of(one.number), Verb.FORCE_SYNCHRONIZE, by="tests")
    for _ in range(3):
        await intacct.work()

    assert (one.fix, done.sent) == (Fix(ref=ObjectRef("account", "4310"), status=Status.SUCCESS, mended=True), 1)
    assert set((await statuses(intacct.integration)).values()) == {"success"}
