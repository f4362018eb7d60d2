"""A person or a program stops a sync: what was not sent yet is not sent, and nothing is sent again."""

from backend.actions.syncs.withdraw import withdraw_one
from backend.storage import audits
from backend.storage.postgres.database import transaction
from backend.storage.protocol import marks

WITHDRAW_SECONDS = 0.8  # before it is answered; the rest goes on behind it


async def stop_sync(integration_id: int, sync: int, *, by: str) -> bool:
    """False: it is stopped already, or there is none. What was sent goes on until its outcome is known."""
    async with transaction():
        unmarked = await marks.stop(integration_id, sync, by)
        if unmarked is None:
            return False
        facts = {"sync": sync, "unmarked": unmarked}
        await audits.write(by, "sync.stopped", integration_id, subject=f"sync {sync}", facts=facts)
    await withdraw_one(sync, integration_id, seconds=WITHDRAW_SECONDS)
    return True
