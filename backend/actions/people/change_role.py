"""Give somebody another role. They sign in again: cookies say the old one."""

from backend.actions.people.last_admin import last_admin
from backend.domain.names import nobody, only_admin
from backend.domain.objects import Problem
from backend.domain.roles import Role, role_said
from backend.domain.sentence import Sentence
from backend.storage import audits, people
from backend.storage.postgres.database import transaction

_MEANWHILE = Sentence("somebody else made %(name)s %(role)s meanwhile; press again to change that")


async def change_role(name: str, role: Role, *, by: str, seen: str = "") -> Problem | None:
    """None when it is done; the role they have is none other. `seen`: the role that they had."""
    async with transaction():
        user = await people.find_user(name)
        if user is None:
            return nobody(name)
        if role is user.role:
            return None
        if seen and user.role != seen:
            return Problem("role", _MEANWHILE.with_values(name=name, role=role_said(user.role)))
        if role is not Role.ADMIN and await last_admin(user.id):
            return only_admin(name, field="role")
        await people.set_role(user.id, role)
        await people.end_sessions(user.id)
        await audits.write(by, "user.role_changed", subject=name, facts={"from": user.role, "to": role})
    return None
