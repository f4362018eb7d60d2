"""A key for a program: its name, what it may do, and a token that is shown once."""

from backend.domain.names import name_problem
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.security.tokens import hash_token, new_api_key
from backend.storage import audits, people
from backend.storage.postgres.database import transaction

INGEST = "ingest"  # may hand over object versions and nothing else


async def create_api_key(name: str, role: str, *, by: str) -> str | Problem:
    """The token, or why not. The name of a revoked key may be used again."""
    if role not in (*Role, INGEST):
        return Problem("role", f"expected one of {', '.join([*Role, INGEST])}, got {role!r}")
    if problem := name_problem(name):
        return problem
    token = new_api_key()
    async with transaction():
        if await people.insert_key(name, hash_token(token), role) is None:
            return Problem(
                "name", Sentence("%(name)s is taken; revoke that key first, or take another name", name=repr(name))
            )
        await audits.write(by, "api_key.created", subject=name, facts={"role": role})
    return token
