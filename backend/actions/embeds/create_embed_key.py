"""A key for the host of an embed: its name, the most that it may grant, and a secret that is shown once."""

from backend.domain.embeds.claims import ROLES
from backend.domain.names import name_problem
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.security.embeds import new_embed_secret
from backend.security.seal import seal
from backend.storage import audits
from backend.storage.embeds import keys
from backend.storage.postgres.database import transaction

_TAKEN = Sentence("%(name)s is taken; revoke that key first, or take another name")


async def create_embed_key(runtime: Runtime, name: str, role: str, *, by: str) -> str | Problem:
    """The secret, or why not. The name of a revoked key may be used again."""
    if role not in ROLES:
        return Problem("role", f"expected one of {', '.join(ROLES)}, got {role!r}")
    if problem := name_problem(name):
        return problem
    secret = new_embed_secret()
    sealed = seal(runtime.settings.secret, secret, place=keys.place_of_embed_secret(name))
    async with transaction():
        if not await keys.insert(name, Role(role), sealed):
            return Problem("name", _TAKEN.with_values(name=repr(name)))
        await audits.write(by, "embed_key.created", subject=name, facts={"role": role})
    return secret
