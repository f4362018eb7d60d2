"""Whether nobody could administer without this person. Locks the answer until the caller's transaction ends."""

from backend.storage import people


async def last_admin(user: int) -> bool:
    return await people.lock_admins() == [user]
