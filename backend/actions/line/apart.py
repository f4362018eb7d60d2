"""What breaks at one integration, its stored settings above all, must not stop the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import msgspec
import structlog

from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.database import UNAVAILABLE

log = structlog.get_logger()

TELL_BROKEN = timedelta(minutes=1)


@asynccontextmanager
async def apart(runtime: Runtime, integration_id: int) -> AsyncIterator[None]:
    """What the block raises is told in the log, and above the integration's list where a person can mend it. Only that
    the database is away goes on to the caller."""
    try:
        yield
    except UNAVAILABLE:
        raise
    except Exception:
        if runtime.is_time(f"tell_broken {integration_id}", TELL_BROKEN):
            log.exception("integration.broken", integration_id=integration_id)
        if sentence := await _sentence(runtime, integration_id):
            await integrations.note_line(integration_id, sentence)


async def _sentence(runtime: Runtime, integration_id: int) -> str:
    """What is wrong with its settings; "" when nothing is."""
    integration = await integrations.read(integration_id)
    if integration is None:
        return ""
    if integration.connector not in runtime.connectors:
        return f"There is no connector {integration.connector!r}: its settings were written by another Syncline"
    try:
        runtime.config(integration)
    except msgspec.ValidationError as problem:
        return f"Its settings cannot be used: {problem}. Correct them, then it goes on by itself"
    return ""
