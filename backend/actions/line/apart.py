"""What breaks at one integration, its stored settings above all, must not stop the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from backend.actions.line.note_trouble import mended_here, note_trouble
from backend.actions.line.unusable import unusable
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
        integration = await integrations.read(integration_id)
        if integration is not None and (why := unusable(runtime, integration)):
            await note_trouble(integration_id, mended_here(why))
