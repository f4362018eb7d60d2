"""Somebody mended what may have been wrong with a line, or saw that it works. Joins the caller's transaction, or opens
its own."""

from msgspec.structs import replace

from backend.domain.line.breaker import after_mending
from backend.storage.postgres.database import joined
from backend.storage.protocol import lines


async def mend_line(integration_id: int) -> None:
    """An open breaker probes now; `resume_rows` makes due what waits. What was said of the line last is over."""
    async with joined():
        known = await lines.lock(integration_id)
        breaker = after_mending(known.state.breaker, known.now)
        await lines.write(integration_id, replace(known.state, breaker=breaker), tell=True)
        await lines.forget_trouble(integration_id)
