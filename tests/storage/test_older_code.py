"""Code and tables of two versions: whoever does not know the tables does not begin."""

import asyncpg
import pytest

from backend.settings import SettingError, Settings
from jobs.worker import work

pytestmark = pytest.mark.anyio

NEWER = "INSERT INTO migration (name, app_name, ran_on) VALUES ('2099-01-01T00:00:00:000000', 'syncline', now())"
OLDER = "DELETE FROM migration WHERE name = (SELECT max(name) FROM migration WHERE app_name = 'syncline')"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (NEWER, r"newer Syncline \(migration 2099-01-01T00:00:00:000000\): run that one, not this\.$"),
        (OLDER, "older Syncline: run `syncline migrate`"),
    ],
    ids=["newer tables", "older tables"],
)
async def test_a_worker_that_does_not_know_the_tables_does_not_begin(
    settings: Settings, change: str, told: str
) -> None:
    await _changed(settings, change)
    with pytest.raises(SettingError, match=told):
        await work(settings)


async def _changed(settings: Settings, statement: str) -> None:
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
