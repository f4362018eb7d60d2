"""Whether the database is the one that the home knew. If it was restored, nothing is sent any more."""

from datetime import datetime, timedelta

import structlog
from msgspec.structs import replace

from backend.actions.instances.begin_life import begin_life
from backend.domain.instances.recognizing import Standing, Verdict, Witness, recognize
from backend.runtime import Runtime
from backend.settings import SettingError
from backend.storage.instances import lives
from backend.storage.instances.witness import keep_witness, read_witness
from backend.storage.postgres.database import transaction

log = structlog.get_logger()

KEEP_EVERY = timedelta(seconds=10)  # the mark outside of the database
VOUCH_EVERY = timedelta(seconds=5)


async def know_instance(
    runtime: Runtime, *, joins: bool = False, stranger: str = "", runs: bool = False
) -> tuple[Verdict, datetime | None]:
    """And when somebody last vouched for the database. Any process may ask at any time.

    One that this home does not know is learned (`joins`), or taken for restored, with what `stranger` says of it. Who
    `runs` on it begins no life of one that was emptied: it is being put back, table after table.
    """
    standing, vouched_at = await lives.standing(_life(runtime.witness))
    verdict, _ = recognize(standing, runtime.witness)
    if runs and verdict is Verdict.NEW:
        return Verdict.STRANGER, vouched_at
    if verdict is Verdict.SAME:
        await _vouch(runtime, standing)
    else:
        verdict = await _decide(runtime, joins=joins, stranger=stranger)
    return verdict, vouched_at


async def _vouch(runtime: Runtime, standing: Standing) -> None:
    assert runtime.witness is not None
    if runtime.is_time("vouch", VOUCH_EVERY):
        await lives.vouch(runtime.witness.life)
    if standing.newest_attempt > runtime.witness.newest_attempt and runtime.is_time("keep_witness", KEEP_EVERY):
        _keep(runtime, replace(runtime.witness, newest_attempt=standing.newest_attempt))


async def _decide(runtime: Runtime, *, joins: bool, stranger: str) -> Verdict:
    """One process at a time. What the home knows is read again: another process may have learned it meanwhile."""
    async with transaction():
        await lives.lock()
        known = read_witness(runtime.settings.home) or runtime.witness
        standing, _ = await lives.standing(_life(known))
        verdict, why = recognize(standing, known)
        if verdict is Verdict.STRANGER and not joins:
            if not stranger:
                return verdict
            verdict, why = Verdict.RESTORED, stranger
        life = standing.life or ""
        if verdict in (Verdict.NEW, Verdict.RESTORED):
            life = await begin_life(standing, why=why, lost=known.life if known else None)
        # Before the commit: whoever stops in between finds a home that knows more than the database, and holds.
        _keep(runtime, known if known and verdict is Verdict.SAME else Witness(life, standing.newest_attempt))
    return verdict


def _keep(runtime: Runtime, witness: Witness) -> None:
    """A process without a home of its own remembers it for as long as it lives."""
    runtime.witness = witness
    try:
        keep_witness(runtime.settings.home, witness)
    except SettingError as problem:
        log.warning("home.cannot_be_written", home=str(runtime.settings.home), problem=str(problem))


def _life(witness: Witness | None) -> str:
    return witness.life if witness else ""
