"""Give somebody a password. Their sessions end: whoever knew the old one is out."""

from backend.domain.names import nobody
from backend.domain.objects import Problem
from backend.security.passwords import hash_password, password_problem
from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def set_password(name: str, password: str, *, by: str) -> Problem | None:
    """None when it is done."""
    if problem := password_problem(password):
        return problem
    password_hash = await hash_password(password)
    async with transaction():
        user = await people.find_user(name)
        if user is None:
            return nobody(name)
        await people.set_password(user.id, password_hash)
        await people.end_sessions(user.id)
        await audits.write(by, "user.password_set", subject=name)
    return None
