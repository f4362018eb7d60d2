"""`python -m jobs --check`: whether a worker of this machine lives, for whoever watches its container."""

import socket
import sys
from collections.abc import Mapping

from backend.settings import needed
from backend.storage import workers
from backend.storage.postgres import database


async def check(env: Mapping[str, str]) -> None:
    """Ends the process with a sentence when none does. Raises SettingError."""
    await database.open_pool(needed(env, "DATABASE_URL"), size=1)
    try:
        lives = await workers.lives_at(socket.gethostname())
    finally:
        await database.close_pool()
    if not lives:
        sys.exit("No worker of this machine was heard of in the last 15 seconds.")
