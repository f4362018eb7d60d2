"""Keep a view of the list for the person who looks at it."""

from backend.domain.kinds.body.hygiene import flaw
from backend.domain.kinds.parts.text import Sort
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.storage import saved_views
from backend.storage.postgres.database import joined

LONGEST, MOST = 60, 50


async def save_view(
    user: int, integration_id: int, name: str, query: str, layout: str, *, opens: bool
) -> Problem | None:
    """Under a name that the person has already: in its place. `opens`: the list opens with it, and with no other."""
    name = name.strip()
    problem = _check(name)
    if problem:
        return problem
    async with joined():
        known = await saved_views.names(user, integration_id)
        if name not in known and len(known) >= MOST:
            return Problem("name", Sentence("You have %(num)s views: forget one first", num=MOST))
        await saved_views.save(user, integration_id, name, query, layout, opens=opens)
    return None


def _check(name: str) -> Problem | None:
    if not 1 <= len(name) <= LONGEST:
        return Problem("name", Sentence("Give the view a name of 1 to %(num)s characters", num=LONGEST))
    wrong = flaw(name, Sort.KEY)
    return Problem("name", wrong) if wrong else None
