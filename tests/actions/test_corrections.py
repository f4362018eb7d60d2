"""A correction that comes while the version before it is refused here."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import backend.actions.push.claim as claiming
from backend.actions.push.build_pushes import CannotSend
from backend.connectors.loopback.connector import Loopback
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem, Version
from backend.domain.protocol.row import Row
from backend.domain.pushes.push import Rendered
from backend.runtime import Runtime
from tests.actions.make import come_to_rest, department, let_time_pass, row_of
from tests.actions.remotes import with_connector
from tests.factories import drain, make_integration, receive

pytestmark = pytest.mark.anyio


class Picky(Loopback):
    def render(self, version: Version, **given: Any) -> Rendered:
        if version.body["name"] == "Bad":
            return (Problem("name", "is bad"),)
        return super().render(version, **given)


async def test_it_is_sent_and_does_not_end_with_the_words_about_the_other(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await make_integration(runtime, automatic={"department": True}, quiet_seconds={"department": 0})
    with_connector(runtime, Picky())
    await receive(runtime, department(name="Bad"))
    real = claiming.park_refused

    async def late(one: Integration, rows: Sequence[Row], refused: Mapping[int, CannotSend]) -> None:
        if refused:
            await receive(runtime, department(name="Good"))
        await real(one, rows, refused)

    monkeypatch.setattr(claiming, "park_refused", late)
    await let_time_pass()
    await drain(runtime, integration)
    monkeypatch.undo()
    await come_to_rest(runtime, integration)

    row = await row_of(integration, "D1")
    assert (row["status"], row["desired_version"], row["message"]) == ("success", 2, None)
