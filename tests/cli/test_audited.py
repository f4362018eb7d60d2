"""Every command that changes something leaves a row in the audit trail."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import click
import pytest
from click.testing import CliRunner

from backend.cli.main import main
from backend.settings import Settings

PASSWORD = ("--password", "correct horse battery staple")
ACTS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "user add": (("bob",), ("user.created", "link.made")),
    "user link": (("bob",), ("link.made",)),
    "user password": (("bob", *PASSWORD), ("user.password_set",)),
    "user role": (("bob", "viewer"), ("user.role_changed",)),
    "user disable": (("bob",), ("user.disabled",)),
    "user enable": (("bob",), ("user.enabled",)),
    "key add": (("erp",), ("api_key.created",)),
    "key revoke": (("erp",), ("api_key.revoked",)),
    "embed-key add": (("portal",), ("embed_key.created",)),
    "embed-key revoke": (("portal",), ("embed_key.revoked",)),
}
ELSEWHERE = {
    **dict.fromkeys(("import", "sync", "stop", "hold", "release", "end-restoration", "doctor", "map"), "asks the API"),
    **dict.fromkeys(("resolve", "bundle"), "asks the API"),
    **dict.fromkeys(("notify list", "notify add", "notify test", "notify remove"), "asks the API"),
    **dict.fromkeys(("status", "explain", "causes", "user list", "key list", "embed-key list"), "changes nothing"),
    **dict.fromkeys(("serve", "worker", "migrate", "stand-in"), "is the system, not an act upon it"),
    "demo": "its preparation is an act: tests/cli/test_whose_database.py",
    "backup": "changes nothing",
    **dict.fromkeys(("restore", "restored"), "instance.restored: tests/actions/restored/test_noticing.py"),
}


def test_every_command_leaves_a_row_asks_the_api_or_changes_nothing() -> None:
    known = ACTS.keys() | ELSEWHERE.keys()
    assert {name for name in _leaves(main) if name.split()[0] not in ELSEWHERE} == ACTS.keys() | {
        name for name in ELSEWHERE if " " in name
    }
    assert {name.split()[0] for name in known} == main.commands.keys()


@pytest.mark.usefixtures("anyio_backend")
def test_what_a_command_does_to_people_and_keys_is_in_the_trail(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {"DATABASE_URL": settings.database_url, "SYNCLINE_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for name, (given, deeds) in ACTS.items():
        before = _trail(settings)
        done = CliRunner().invoke(main, [*name.split(), *given], catch_exceptions=False)
        assert done.exit_code == 0, (name, done.output)
        assert _trail(settings)[len(before) :] == [("command line", deed) for deed in deeds], name


def _leaves(group: click.Group, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def _trail(settings: Settings) -> list[Any]:
    async def read() -> list[Any]:
        connection = await asyncpg.connect(settings.database_url)
        try:
            return [tuple(row) for row in await connection.fetch("SELECT actor, action FROM audit ORDER BY id")]
        finally:
            await connection.close()

    return asyncio.run(read())
