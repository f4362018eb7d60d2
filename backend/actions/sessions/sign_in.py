"""Sign in by name and password. The hash is checked outside of any transaction: it takes its time."""

from enum import StrEnum

from backend.actions.sessions.open_session import OpenedSession, open_session
from backend.runtime import Runtime
from backend.security.passwords import Checked, Verdict, check_password
from backend.storage import audits, people
from backend.storage.postgres.database import joined


class Refusal(StrEnum):
    WRONG = "wrong"  # name or password; nobody learns which
    BUSY = "busy"  # too many sign-ins at this moment


async def sign_in(runtime: Runtime, name: str, password: str, *, address: str) -> OpenedSession | Refusal:
    """`address`: where the request came from, for the audit."""
    user = await people.find_user(name)
    checked = await check_password(password, user.password_hash if user else None)
    if checked.verdict is Verdict.BUSY:
        return Refusal.BUSY
    opened = await _open(runtime, user, checked, address) if user and checked.verdict is Verdict.RIGHT else None
    if opened is None:
        # A name that nobody has is not kept: people type passwords there.
        await audits.write("", "session.refused", subject=user.name if user else "", facts={"address": address})
        return Refusal.WRONG
    return opened


async def _open(runtime: Runtime, user: people.User, checked: Checked, address: str) -> OpenedSession | None:
    """None: they were shut out, or got another password, while it was checked."""
    facts = {"by": "password", "address": address}
    async with joined():
        opened = await open_session(runtime, user.id, facts=facts, password_hash=user.password_hash)
        if opened and checked.rehashed:
            await people.set_password(user.id, checked.rehashed)
    return opened
