"""Forget a view of the list that a person saved."""

from backend.storage import saved_views
from backend.storage.postgres.database import joined


async def forget_view(user: int, integration_id: int, view: int) -> None:
    """Nothing happens where it is somebody else's, or gone."""
    async with joined():
        await saved_views.forget(user, integration_id, view)
