"""Give oneself another password. The session that asks goes on; all others end, and so do links."""

from backend.domain.names import nobody
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.security.passwords import Verdict, check_password, hash_password, password_problem
from backend.storage import audits, people
from backend.storage.postgres.database import transaction

WRONG = Sentence("is not your password now")
BUSY = Sentence("could not be checked: too many people sign in at this moment. Try again in a few seconds")


async def change_password(name: str, old: str, new: str, *, session: int) -> Problem | None:
    """None when it is done. `old` is not asked of somebody who has none yet."""
    user = await people.find_user(name)
    if user is None:
        return nobody(name)
    problem = password_problem(new) or (await _old_problem(user, old) if user.password_hash else None)
    if problem:
        return problem
    password_hash = await hash_password(new)
    async with transaction():
        now = await people.find_user(name)
        if now is None or now.password_hash != user.password_hash:
            return Problem("old", Sentence("was changed at this moment by somebody else; try again"))
        await people.set_password(user.id, password_hash)
        await people.end_others(user.id, but=session)
        await audits.write(name, "user.password_changed", subject=name)
    return None


async def _old_problem(user: people.User, old: str) -> Problem | None:
    checked = await check_password(old, user.password_hash)
    if checked.verdict is Verdict.WRONG:
        await audits.write(user.name, "user.password_refused", subject=user.name)
        return Problem("old", WRONG)
    return Problem("old", BUSY) if checked.verdict is Verdict.BUSY else None
