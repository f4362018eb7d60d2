"""Whether an integration may have a name."""

from typing import Any

from backend.domain.kinds.body.words import shown
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.storage import integrations


async def check_name(name: Any, *, of: int | None = None) -> tuple[Problem, ...]:
    """Another one must not have it; what is no name at all is told elsewhere."""
    if not isinstance(name, str) or not name.isprintable() or await integrations.find(name) in (None, of):
        return ()
    return (Problem("name", Sentence("%(name)s is taken by another integration", name=shown(name))),)
