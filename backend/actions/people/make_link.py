"""A link that signs somebody in, once, within an hour."""

from datetime import timedelta

from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.security.tokens import hash_token, new_token
from backend.storage import audits, people
from backend.storage.postgres.database import joined

LIFETIME = timedelta(hours=1)


async def make_link(runtime: Runtime, name: str, *, by: str) -> str | Problem:
    """The whole address, to be shown once: it is kept as a hash only. Joins the caller's transaction, or its own."""
    token = new_token()
    async with joined():
        if not await people.insert_link(name, hash_token(token), LIFETIME):
            return Problem("name", Sentence("nobody of the name %(name)s may sign in", name=repr(name)))
        await audits.write(by, "link.made", subject=name)
    return f"{runtime.settings.url}{runtime.settings.base_path}/sign-in/{token}"
