"""Shut somebody out: no new session, and the open ones end. The person stays, named by what they did."""

from backend.actions.people.last_admin import last_admin
from backend.domain.names import nobody, only_admin
from backend.domain.objects import Problem
from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def disable_user(name: str, *, by: str) -> Problem | None:
    """None when it is done; twice is once."""
    async with transaction():
        user = await people.find_user(name)
        if user is None:
            return nobody(name)
        if await last_admin(user.id):
            return only_admin(name, field="name")
        await people.disable_user(user.id)
        await people.end_sessions(user.id)
        await audits.write(by, "user.disabled", subject=name)
    return None
