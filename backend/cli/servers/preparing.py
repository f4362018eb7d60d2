"""What a demo needs in its database: made in a process of its own, so that the supervisor stays small."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import click
import msgspec

COMPANY = {"company_id": "demo", "sender_id": "syncline", "user_id": "console"}  # the stand-in's own, not secret
PASSWORDS = {"sender_password": "syncline-sender", "user_password": "console-password"}
TIMES = {"call_timeout_seconds": 5, "longest_processing_seconds": 5, "look_up_lag_seconds": 0}  # a stand-in is quick
MAPS = {
    "payment_terms": {"N10": "Net 10", "N14": "Net 14", "N30": "Net 30", "N45": "Net 45", "N60": "Net 60"},
    "accounts": {"freight": "4100"},
}
ANOTHER = (
    "Give the demo an empty database (another --home, and neither DATABASE_URL nor REDIS_URL), "
    "or run `syncline serve` and `syncline worker` on this one."
)
REST = {"payment_terms": "Net 30", "accounts": "4000"}  # the `*` entries of an empty demo


def prepare(env: Mapping[str, str], *, stand_in_port: int, level: str, empty: bool) -> dict[str, str]:
    """`sign_in_url` (works once) and `api_key`. Raises ClickException when the database is not a demo's."""
    asked = json.dumps({"stand_in_port": stand_in_port, "level": level, "empty": empty})
    command = [sys.executable, "-m", "backend.cli.servers.preparing", asked]
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise click.ClickException(f"The demo could not be prepared: {(done.stderr or done.stdout).strip()[-2000:]}")
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    if "refused" in answer:
        raise click.ClickException(answer["refused"])
    return answer


def main() -> None:
    from backend.settings import SettingError

    asked = json.loads(sys.argv[1])
    try:
        answer = asyncio.run(_prepare(**asked))
    except SettingError as problem:
        answer = {"refused": str(problem)}
    print(json.dumps(answer))


async def _prepare(*, stand_in_port: int, level: str, empty: bool) -> dict[str, str]:
    from backend.actions.instances.enter_database import enter_database
    from backend.runtime import open_runtime
    from backend.settings import Settings, needed
    from backend.storage import demo_marks
    from backend.storage.postgres.migrate import migrate

    found = await demo_marks.standing(needed(os.environ, "DATABASE_URL"))  # before anything is done to it
    refused = _refusal(found)
    if refused:
        return {"refused": f"{refused} Nothing was changed. {ANOTHER}"}
    settings = Settings.from_env(os.environ)
    await migrate(settings.database_url)
    async with open_runtime(settings, pool_size=2) as runtime:
        await enter_database(runtime, decides=True)
        endpoint = f"http://127.0.0.1:{stand_in_port}/ia/xml/xmlgw.phtml"
        if not found.marked:
            await demo_marks.mark()
        if found.oldest:
            await _move(runtime, found.oldest.id, endpoint)
        else:
            await _integrate(runtime, endpoint, level, empty=empty)
        return await _let_in(runtime)


def _refusal(found: Any) -> str:
    """Why a demo must not touch this database; "" when it may: it is empty, or a demo prepared it."""
    from backend.connectors.registry import CONNECTORS

    if not found.marked:
        named = f": integration {found.oldest.id} ({found.oldest.name}) is in it" if found.oldest else ""
        return "" if found.empty else f"No demo prepared this database{named}."
    if found.oldest is None:
        return ""
    connector = CONNECTORS[found.oldest.connector]
    if connector.stays_here(msgspec.convert(found.oldest.config, connector.config)):
        return ""
    return f"Integration {found.oldest.id} ({found.oldest.name}) no longer sends to a stand-in on this machine."


async def _integrate(runtime: Any, endpoint: str, level: str, *, empty: bool) -> None:
    from backend.actions.integrations.change_value_map import change_value_map
    from backend.actions.integrations.create_integration import create_integration
    from backend.storage import integrations

    settings = {
        "config": COMPANY | TIMES | {"endpoint": endpoint},
        "secrets": PASSWORDS,
        "transaction_level": level,
        "connections_allowed": 2,
    }
    name = "Sage Intacct · Demo"
    made = await create_integration(runtime, name=name, connector="sage_intacct", settings=settings, by="demo")
    assert isinstance(made, int), made
    integration = await integrations.read(made)
    assert integration is not None
    for map_name, entries in MAPS.items():
        rest = {"*": REST[map_name]} if empty else {}
        problems = await change_value_map(runtime, integration, map_name, entries | rest, replace=True, by="demo")
        assert not isinstance(problems, tuple), problems


async def _move(runtime: Any, integration: int, endpoint: str) -> None:
    """The stand-in may listen on another port this time."""
    from backend.actions.integrations.update_integration import update_integration

    problems = await update_integration(runtime, integration, {"config": {"endpoint": endpoint}}, by="demo")
    assert not problems, problems


async def _let_in(runtime: Any) -> dict[str, str]:
    """A new link and a new key at each start; the key of the last start is revoked."""
    from backend.actions.keys.create_api_key import create_api_key
    from backend.actions.keys.revoke_api_key import revoke_api_key
    from backend.actions.people.create_user import create_user
    from backend.actions.people.make_link import make_link
    from backend.domain.roles import Role

    await create_user("admin", Role.ADMIN, by="demo")  # refused when it is there already
    await revoke_api_key("demo", by="demo")
    link, key = await make_link(runtime, "admin", by="demo"), await create_api_key("demo", Role.ADMIN, by="demo")
    assert isinstance(link, str)
    assert isinstance(key, str)
    return {"sign_in_url": link, "api_key": key}


if __name__ == "__main__":
    main()
