"""Objects that need each other: nothing would ever end that wait, so it is an error that says so."""

import pytest

from backend.actions.tend import recheck_blocked
from backend.domain.ingest.envelope import Envelope
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import come_to_rest, make, row_of, written
from tests.factories import drain, make_integration, press, receive, statuses

pytestmark = pytest.mark.anyio


def below(key: str, parent: str) -> Envelope:
    return make("department", key, {"name": key, "parent": parent})


@pytest.mark.parametrize("keys", [("A", "B"), ("A", "B", "C", "D")], ids=["two", "four"])
async def test_who_needs_itself_is_an_error_that_says_so_and_a_corrected_version_ends_it(
    runtime: Runtime, keys: tuple[str, ...]
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *map(below, keys, (*keys[1:], keys[0])))
    await press(runtime, integration)
    await come_to_rest(runtime, integration, turns=1)

    assert await statuses(integration) == dict.fromkeys(keys, "error")
    assert await written(integration) == {}
    message = (await row_of(integration, "A"))["message"]
    assert message == "It needs department B, which needs it in turn. Correct one of them in the ERP"

    await receive(runtime, make("department", "A", {"name": "A"}))
    await press(runtime, integration, "A")
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == dict.fromkeys(keys, "success")
    assert await written(integration) == dict.fromkeys(keys, 1)


async def test_forced_it_says_so_again_and_sends_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, below("A", "B"), below("B", "A"))
    await press(runtime, integration)
    for verb in (Verb.FORCE_SYNCHRONIZE, Verb.FORCE_SYNCHRONIZE):
        await drain(runtime, integration)
        await press(runtime, integration, "B", verb=verb)
    await come_to_rest(runtime, integration, turns=1)

    assert await statuses(integration) == {"A": "error", "B": "error"}
    assert (await row_of(integration, "B"))["message"].startswith("It needs department A, which needs it in turn")
    assert await written(integration) == {}


async def test_a_circle_that_closes_when_the_second_one_comes_is_an_error_of_both(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, below("A", "B"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert (await row_of(integration, "A"))["message"] == "Waiting for department B, which was not received yet"

    await receive(runtime, below("B", "A"))
    await press(runtime, integration, "B")
    await drain(runtime, integration)
    await recheck_blocked()

    assert await statuses(integration) == {"A": "error", "B": "error"}
    assert (await row_of(integration, "A"))["message"] == "Blocked by department B, which is in error"


async def test_so_is_one_that_a_newer_version_closes_while_all_of_it_waits(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, below("A", "X"), below("B", "A"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert {(await row_of(integration, key))["phase"] for key in "AB"} == {"blocked"}

    await receive(runtime, below("A", "B"))
    await drain(runtime, integration)

    assert await statuses(integration) == {"A": "error", "B": "error"}


async def test_a_record_that_is_there_already_breaks_the_circle(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make("department", "A", {"name": "A"}), below("B", "A"))
    await press(runtime, integration)
    await come_to_rest(runtime, integration)
    await receive(runtime, below("A", "B"))
    await press(runtime, integration, "A")
    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"A": "success", "B": "success"}
