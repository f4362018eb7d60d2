"""A person writes down what the next one should know about a cause, and who looks after it."""

from backend.domain.kinds.body.hygiene import flaw
from backend.domain.kinds.parts.text import Sort
from backend.domain.objects import Problem
from backend.domain.sentence import Number, Sentence
from backend.storage import audits, causes
from backend.storage.postgres.database import transaction

LONGEST_NOTE, LONGEST_OWNER = 2_000, 100
_GONE = Problem("cause", Sentence("There is no such cause at this integration"))
_CHANGED = Problem(
    "note", Sentence("Somebody else wrote here meanwhile: read what stands there now, and press again to replace it")
)


async def note_cause(
    integration_id: int, number: int, *, note: str, owner: str, by: str, seen: str | None
) -> Problem | None:
    """Both as they shall stand; empty ones go. `seen`: what was `written` when the person looked; None: whatever."""
    note, owner = note.replace("\r\n", "\n").strip(), owner.strip()
    if problem := _too_long("note", note, LONGEST_NOTE) or _too_long("owner", owner, LONGEST_OWNER):
        return problem
    async with transaction():
        before = await causes.lock(integration_id, number)
        if before is None:
            return _GONE
        if (before.note, before.owner) == (note, owner):
            return None
        if seen is not None and before.written != seen:
            return _CHANGED
        await causes.note(number, note=note, owner=owner, by=by)
        facts = {"cause": number, "note": note, "owner": owner}
        await audits.write(by, "cause.noted", integration_id, subject=before.sentence, facts=facts)
    return None


def _too_long(field: str, text: str, most: int) -> Problem | None:
    why = (
        Sentence("expected at most %(most)s characters", most=Number(most))
        if len(text) > most
        else flaw(text, Sort.LONG)
    )
    return Problem(field, why) if why else None
