"""A life of the database begins. Joins the caller's transaction."""

import secrets
from datetime import datetime

from backend.domain.instances.recognizing import Standing
from backend.domain.sentence import kept
from backend.storage import audits
from backend.storage.instances import lives, restorations


async def begin_life(standing: Standing, *, why: str = "", by: str = "syncline", lost: str | None = None) -> str:
    """Its name. `why`: it was restored, as "it …" goes on: then every integration is held. `lost`: the life that the
    home knew."""
    life = secrets.token_hex(16)
    newest = await lives.begin(life, standing.server, why=why)
    if lost is not None:
        await lives.note_lost(lost)
    if why and standing.in_use:
        await restorations.hold_all(held_because(why, newest))
        facts = {"why": why, "life": life, "newest_received_at": newest}
        await audits.write(by, "instance.restored", subject=f"This database {why}", facts=facts)
    return life


def held_because(why: str, newest: datetime | None) -> str:
    if newest is None:
        return kept(
            "This database %(why)s: what it says of the third party may be old. Hand over again what the ERP has; then "
            "an administrator releases it, and every object is looked up before anything is sent.",
            why=why,
        )
    return kept(
        "This database %(why)s: what it says of the third party may be old. Hand over again what the ERP has changed "
        "since %(at)s; then an administrator releases it, and every object is looked up before anything is sent.",
        why=why,
        at=f"{newest:%Y-%m-%d %H:%M:%S} UTC",
    )


BEFORE = kept("It was held before: %(told)s")  # as hold_restored.sql says it
