"""A stand-in whose company also knows a sender that it did not authorize and a user who may not enter everywhere."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.runtime import Runtime
from tests.actions.examine.office import Office
from tests.connectors.third_parties import ROOT, StandIn, playing
from tests.factories import make_integration
from tests.waiting import until

SENDERS = [
    {"id": "syncline", "password": "syncline-sender"},
    {"id": "stranger", "password": "syncline-sender", "authorised": False},
]
USERS = [
    {"id": "console", "password": "console-password"},
    {"id": "narrow", "password": "console-password", "entities": ["", "100"]},
    {"id": "local", "password": "console-password", "entities": ["100"]},
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    home: Path = tmp_path_factory.mktemp("stand-in")
    company: dict[str, Any] = json.loads((ROOT / "backend/stand_in/company/default.json").read_text())
    (home / "company.json").write_text(json.dumps(company | {"senders": SENDERS, "users": USERS}))
    with playing(home / "home", "--scenario", str(home / "company.json")) as started:
        yield started


@pytest.fixture
async def office(runtime: Runtime, shared: StandIn) -> AsyncIterator[Office]:
    """An integration with that company; documents go to their entities."""
    shared.reset()
    config = {"company_id": "demo", "sender_id": "syncline", "user_id": "console", "endpoint": shared.config.endpoint}
    made = await make_integration(
        runtime,
        "sage_intacct",
        config=config | {"call_timeout_seconds": 3},
        secrets=shared.secrets,
        transaction_level="entity",
        connections_allowed=2,
    )
    office = Office(runtime, shared, made)
    yield office
    await until(office.is_quiet)
    assert len(shared.ledger()) == office.writes
    assert shared.stats()["connections_most"] <= 1
