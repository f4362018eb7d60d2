"""How the contract suite talks to a third party: one object at a time, over a line of its own."""

from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.levels import TOP
from backend.domain.objects import Version
from backend.domain.pushes.found import Match
from backend.domain.pushes.health import Health
from backend.domain.pushes.outcome import Outcome, Result
from backend.domain.pushes.push import Payload, Push
from tests.connectors.make import make_push, make_version, new_key
from tests.connectors.third_parties import ThirdParty

NOTHING = Payload(content=b"", hash=b"")  # what a look gets


def create(third_party: ThirdParty, version: Version | None = None) -> Push:
    return make_push(third_party.connector, version or make_version(key=new_key()), third_party.config)


def carrying(third_party: ThirdParty, *kinds: str) -> None:
    """For a promise about these kinds: it is none of who does not carry them."""
    if missing := [kind for kind in kinds if kind not in third_party.connector.kinds]:
        pytest.skip(f"{third_party.connector.label} does not carry {missing}")


def levels_of(third_party: ThirdParty) -> tuple[str, str]:
    if third_party.levels is None:
        pytest.skip(f"{third_party.connector.label} has no levels")
    return third_party.levels


async def invoice(third_party: ThirdParty, *, key: str = "", total: str = "100.00") -> Push:
    """A document, and its customer at the top, where master data goes."""
    carrying(third_party, "sales_invoice")
    await send(third_party, create(third_party, customer := make_version()))
    lines = [{"amount": total}]
    body = {"customer": customer.ref.key, "lines": lines, "freight": "", "total": total}
    version = make_version("sales_invoice", key, **body)
    return make_push(third_party.connector, version, third_party.config, key=new_key("invoice-"))


async def send(third_party: ThirdParty, push: Push, *, config: Any = None, level: str = TOP) -> Outcome:
    async with third_party.connector.open(config or third_party.config, third_party.secrets, level) as remote:
        (outcome,) = await remote.push([push])
    assert outcome.exchange, "each outcome of a call carries its exchange"
    told = outcome.advice is not None and outcome.advice.next_step.endswith(".")
    assert told != (outcome.result is Result.APPLIED), "what was not applied says who can mend it, and how"
    return outcome


async def probe(third_party: ThirdParty, *kinds: str, config: Any = None, secrets: Any = None) -> list[Health]:
    given = config or third_party.config, secrets or third_party.secrets
    async with third_party.connector.open(*given, TOP) as remote:
        return list(await remote.probe(kinds))


async def look(third_party: ThirdParty, push: Push, *, config: Any = None, level: str = TOP) -> Any:
    async with third_party.connector.open(config or third_party.config, third_party.secrets, level) as remote:
        (found,) = await remote.find([replace(push, payload=NOTHING)])
    assert found.exchange or found.match is not Match.UNSEEN, "a look that failed carries its exchange"
    return found
