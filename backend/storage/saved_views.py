"""Views of the list that a person saves for themselves."""

from backend.storage.postgres.database import query


async def names(user: int, integration: int) -> frozenset[str]:
    """Nobody else saves for this person until the end of the transaction."""
    await query("lock_person", user=user)
    return frozenset(row["name"] for row in await query("saved_views", user=user, integration=integration))


async def save(user: int, integration: int, name: str, words: str, layout: str, *, opens: bool) -> None:
    if opens:
        await query("open_no_view", user=user, integration=integration)
    await query("save_view", user=user, integration=integration, name=name, query=words, layout=layout, opens=opens)


async def forget(user: int, integration: int, view: int) -> None:
    await query("forget_view", user=user, integration=integration, id=view)
