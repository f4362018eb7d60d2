"""What was refused goes through once its cause is mended, also where a refused control id is spent."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from tests.actions.make import customer
from tests.connectors.make import new_key
from tests.connectors.third_parties import StandIn
from tests.factories import drain, make_integration, press, receive, rows

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[False, True], ids=["refused ids may come again", "refused ids are spent"])
def third_party(stand_in: StandIn, request: pytest.FixtureRequest) -> Iterator[StandIn]:
    stand_in.play("settings", {"spent_control_ids": request.param})
    yield stand_in
    stand_in.play("settings", {"spent_control_ids": False})


async def _on(runtime: Runtime, third_party: StandIn, terms: dict[str, str]) -> int:
    config = msgspec.to_builtins(third_party.config)
    integration = await make_integration(runtime, "sage_intacct", config=config, secrets=third_party.secrets)
    await replace_map(integration, "payment_terms", {"N30": "Net 30"} | terms)
    return integration


async def _pushed(runtime: Runtime, integration: int, verb: Verb = Verb.SYNCHRONIZE) -> tuple[Any, ...]:
    await press(runtime, integration, verb=verb)
    await drain(runtime, integration)
    (row,) = await rows(integration)
    return row["status"], row["synced_version"]


async def test_an_update_that_was_refused_twice_goes_through_when_the_books_are_mended(
    runtime: Runtime, third_party: StandIn
) -> None:
    key = new_key()
    integration = await _on(runtime, third_party, {"N99": f"Net {key}"})
    await receive(runtime, customer(key, payment_term="N30"))
    assert await _pushed(runtime, integration) == ("success", 1)

    await receive(runtime, customer(key, payment_term="N99"))
    assert await _pushed(runtime, integration) == ("error", 1)
    assert await _pushed(runtime, integration, Verb.FORCE_SYNCHRONIZE) == ("error", 1)
    (row,) = await rows(integration)
    assert f"Net {key}" in row["message"]

    third_party.play(f"state/ARTERM/Net {key}", {"DUEDATE": "99"})
    assert await _pushed(runtime, integration, Verb.FORCE_SYNCHRONIZE) == ("success", 2)


async def test_a_create_that_was_refused_twice_goes_through_when_the_books_are_mended(
    runtime: Runtime, third_party: StandIn
) -> None:
    key = new_key()
    integration = await _on(runtime, third_party, {"N99": f"Net {key}"})
    await receive(runtime, customer(key, payment_term="N99"))
    assert await _pushed(runtime, integration) == ("error", None)
    assert await _pushed(runtime, integration, Verb.FORCE_SYNCHRONIZE) == ("error", None)

    third_party.play(f"state/ARTERM/Net {key}", {"DUEDATE": "99"})
    assert await _pushed(runtime, integration, Verb.FORCE_SYNCHRONIZE) == ("success", 1)
