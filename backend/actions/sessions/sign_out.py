"""End a session. Its cookie is worth nothing from then on."""

from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def sign_out(session: int, *, by: str) -> None:
    """Twice is once."""
    async with transaction():
        if await people.end_session(session):
            await audits.write(by, "session.ended", subject=by, facts={"session": session})
