"""A new person, with a password or, for the time being, with one-time links only."""

from backend.domain.names import name_problem
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.security.passwords import hash_password, password_problem
from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def create_user(name: str, role: Role, *, by: str, password: str | None = None) -> int | Problem:
    """The id, or why not."""
    problem = name_problem(name) or (password_problem(password) if password is not None else None)
    if problem:
        return problem
    password_hash = await hash_password(password) if password is not None else None
    async with transaction():
        id_ = await people.insert_user(name, role, password_hash)
        if id_ is not None:
            await audits.write(by, "user.created", subject=name, facts={"role": role})
    return Problem("name", Sentence("%(name)s is taken", name=repr(name))) if id_ is None else id_
