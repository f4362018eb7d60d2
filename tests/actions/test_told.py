"""What an operator is told of an object that was refused, or waits."""

import pytest

from backend.domain.pushes.found import Difference
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.values import Detail
from backend.web.objects.explain import explain
from tests.actions.make import books, department
from tests.factories import drain, make_integration, press, receive

pytestmark = pytest.mark.anyio


async def _pushed(runtime: Runtime, integration: int) -> Detail:
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    found = await detail(integration, "department", "D1")
    assert found is not None
    return found


async def test_an_error_says_who_can_mend_it_and_how(runtime: Runtime) -> None:
    found = await _pushed(runtime, await make_integration(runtime, config={"refuse_prefix": "D"}))

    told = explain(found, "Loopback")

    assert told.why == "The third party refuses department D1"
    assert told.next_step == (
        "An administrator of Syncline can mend it. Compare the object with the switches in the settings of this "
        "integration. Then press Force synchronize: it looks first, then creates or updates."
    )


async def test_what_waits_for_the_settings_says_who_can_mend_them(runtime: Runtime) -> None:
    found = await _pushed(runtime, await make_integration(runtime, config={"welcome_word": "changed"}))

    assert found.row.status == "pending"
    assert explain(found, "Loopback").next_step.startswith(
        "An administrator of Syncline can mend it. Enter its welcome word as the password of this integration. "
        "It goes on by itself at "
    )


async def test_it_is_explained_under_the_name_that_the_screens_give_the_third_party(runtime: Runtime) -> None:
    found = await _pushed(runtime, await make_integration(runtime))

    assert explain(found, "Sage Intacct").why.startswith("Sage Intacct holds version 1")


@pytest.mark.parametrize("trouble", ["throttled", "unreachable"])
async def test_what_waits_for_the_third_party_says_so(runtime: Runtime, trouble: str) -> None:
    found = await _pushed(runtime, await make_integration(runtime, config={trouble: True}))

    assert explain(found, "Loopback").next_step.startswith("Wait until it answers again. It goes on by itself at ")


async def test_what_differs_is_kept_field_by_field_and_told_in_our_words(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    theirs = {"name": "Theirs: 'x' there", "status": "active"}
    (await books(integration)).add(kind="department", number="D1", level="top", fields=theirs)

    found = await _pushed(runtime, integration)

    assert found.row.message == "It differs in name"
    assert found.differences == (Difference("name", "name", "Theirs: 'x' there", "Sales"),)
    assert found.attempts[0].differences == found.differences
    compared = """It differs in name. Name: "Theirs: 'x' there" there, "Sales" here"""
    assert explain(found, "Loopback").why == f"Already there, and not made by Syncline. {compared}"
