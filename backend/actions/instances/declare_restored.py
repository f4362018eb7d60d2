"""Whoever put a database back says so: the home cannot see it when it was put back together with it."""

from backend.actions.instances.begin_life import begin_life
from backend.domain.instances.recognizing import Witness
from backend.runtime import Runtime
from backend.storage.instances import lives
from backend.storage.instances.witness import keep_witness, read_witness
from backend.storage.postgres.database import transaction


async def declare_restored(runtime: Runtime, *, why: str, by: str) -> None:
    """As `know_instance` does when it notices. Raises SettingError."""
    async with transaction():
        await lives.lock()
        known = read_witness(runtime.settings.home)
        standing, _ = await lives.standing("")
        life = await begin_life(standing, why=why, by=by, lost=known.life if known else None)
        keep_witness(runtime.settings.home, Witness(life, standing.newest_attempt))
