"""A disk that is full, as PostgreSQL meets it: its data lies on a file system of a few megabytes."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest
from msgspec.structs import replace

from backend.settings import Settings
from backend.storage.postgres.database import UNAVAILABLE
from tests.actions.make import come_to_rest, department, written
from tests.conftest import _at, _run
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

SIZE = "48m"
SECONDS = 3.0  # of a drain that finds no room: it waits for some, as long as its rows are leased


@pytest.fixture
async def small() -> AsyncIterator[Path]:
    """An empty file system that the server may write to."""
    server = await asyncpg.connect(os.environ["DATABASE_URL"])
    data = Path(await server.fetchval("SHOW data_directory"))
    await server.close()
    if os.getuid() != 0 or not data.exists():
        pytest.skip("a full disk is played as root, on a server of this machine")
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700,uid={data.stat().st_uid}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a full disk needs the right to mount (CAP_SYS_ADMIN)")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
async def crowded(small: Path, settings: Settings, template: str) -> AsyncIterator[Settings]:
    """The installation whose data lies there."""
    name = f"syncline_crowded_{os.getpid()}"
    await _run(f"CREATE TABLESPACE {name} LOCATION '{small}'")
    await _run(f"CREATE DATABASE {name} TEMPLATE {template} TABLESPACE {name}")
    yield replace(settings, database_url=_at(name))
    await _run(f"DROP DATABASE {name} WITH (FORCE)", f"DROP TABLESPACE {name}")


@contextmanager
def full(disk: Path) -> Iterator[None]:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    try:
        yield
    finally:
        filler.unlink()


async def test_a_full_disk_takes_no_version_and_stops_pushes_before_the_wire_until_there_is_room(
    small: Path, crowded: Settings
) -> None:
    """Nobody repairs anything: it goes on once there is room."""
    version = {"kind": "department", "key": "NEW", "body": {"name": "Sales", "parent": "", "manager": ""}}
    batch = [version | {"key": f"NEW{n}"} for n in range(500)]
    async with whole(crowded) as web:
        runtime = web.app.state.runtime
        integration = await make_integration(runtime)
        await receive(runtime, department("D1"), department("D2"))
        await press(runtime, integration)
        with full(small):
            refused = await web.client.post("/api/v1/objects", json=batch, headers=web.key)
            known = await sql("SELECT count(*) AS n FROM object_version")
            pushing = asyncio.create_task(drain(runtime, integration))
            await asyncio.wait([pushing], timeout=SECONDS)
            sent = await written(integration), await sql("SELECT FROM attempt")
            health = await web.client.get("/health")
        with suppress(*UNAVAILABLE):
            await pushing
        taken = await web.client.post("/api/v1/objects", json=batch, headers=web.key)
        await come_to_rest(runtime, integration, turns=1)

        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert (known[0]["n"], sent, health.status_code) == (2, ({}, []), 200)
        assert (taken.status_code, taken.json()["refused"]) == (200, 0)
        done = {key: status for key, status in (await statuses(integration)).items() if key in ("D1", "D2")}
        assert done == {"D1": "success", "D2": "success"}
        assert await written(integration) == {"D1": 1, "D2": 1}
        assert {row["crash_count"] for row in await rows(integration)} == {0}
