"""A runtime in a loop of its own, with a third party of the tests' own; and the large profile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from hypothesis import settings as hypothesis_settings

from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage import integrations
from tests.factories import make_integration
from tests.properties.playing import Play
from tests.properties.pretend import Pretend

hypothesis_settings.register_profile("soak", max_examples=5_000, stateful_step_count=80)


@pytest.fixture
def play(settings: Settings, anyio_backend: str) -> Iterator[Play]:
    """`anyio_backend` lets the database be made; the machines are not asynchronous themselves."""
    with asyncio.Runner() as runner:
        opened = _opened(settings)
        runtime, integration = runner.run(opened.__aenter__())
        yield Play(runner, runtime, integration)
        runner.run(opened.__aexit__(None, None, None))


def _opened(settings: Settings) -> AbstractAsyncContextManager[tuple[Runtime, Integration]]:
    @asynccontextmanager
    async def opened() -> AsyncIterator[tuple[Runtime, Integration]]:
        async with open_runtime(settings) as runtime:
            runtime.connectors = {"loopback": Pretend()}
            number = await make_integration(
                runtime, automatic={"department": True}, quiet_seconds={"department": 0}, batch_size=2
            )
            integration = await integrations.read(number)
            assert integration is not None
            yield runtime, integration

    return opened()
