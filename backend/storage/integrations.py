"""Integrations and their value maps."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.own_columns.column import OwnColumn
from backend.domain.pushes.carried import Maps
from backend.storage.postgres.database import Record, query
from backend.storage.protocol.lines import state_of
from backend.storage.tables import integrations as tables

_JSON = ("config", "secrets", "level_overrides", "automatic", "quiet_seconds", "own_columns")


async def every() -> list[Integration]:
    return [_integration(row) for row in await query("integrations", id=None)]


async def read(id_: int) -> Integration | None:
    rows = await query("integrations", id=id_)
    return _integration(rows[0]) if rows else None


async def lock(id_: int) -> None:
    """Nobody commits intents under the settings of now until the transaction ends."""
    await query("lock_integration", id=id_)


async def alone_with_companies() -> None:
    """Nobody else links a company until the transaction ends; what was linked is committed and can be read."""
    await query("alone_with_companies")


async def find(name: str) -> int | None:
    """Its id."""
    rows = await tables.Integration.select(tables.Integration.id).where(tables.Integration.name == name)
    return rows[0]["id"] if rows else None


def _integration(row: Record) -> Integration:
    decoded = {name: msgspec.json.decode(row[name]) for name in _JSON}
    decoded["own_columns"] = msgspec.convert(decoded["own_columns"], tuple[OwnColumn, ...])
    known = {name: value for name, value in row.items() if name not in ("breaker", "pacing")}
    return Integration(**{**known, **decoded, "line": state_of(row)})


async def insert(*, name: str, connector: str) -> int:
    """With defaults for all settings. A name that is taken raises asyncpg's UniqueViolationError."""
    found = await query("insert_integration", name=name, connector=connector)
    id_: int = found[0]["id"]
    return id_


async def update(id_: int, settings: Mapping[str, Any]) -> None:
    if settings:
        values = {getattr(tables.Integration, name): value for name, value in _encoded(settings).items()}
        await tables.Integration.update(values).where(tables.Integration.id == id_)
        await query("note_settings", integration=id_)


def _encoded(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: msgspec.json.encode(value).decode() if name in _JSON else value for name, value in settings.items()}


async def open_backfills() -> list[int]:
    """Integrations whose backfill has not ended."""
    return [row["id"] for row in await query("open_backfills")]


async def begin_backfill(id_: int) -> None:
    await query("begin_backfill", id=id_)


async def end_backfill(id_: int) -> None:
    await query("end_backfill", id=id_)


async def entities(id_: int) -> list[str]:
    """Those that its objects name."""
    return [row["entity"] for row in await query("screen_entities", integration=id_) if row["entity"]]


async def maps(integration: int) -> Maps:
    entries: dict[str, dict[str, str]] = {}
    for name, code, value in await query("value_maps", integration=integration):
        entries.setdefault(name, {})[code] = value
    return Maps(entries)


async def replace_map(integration: int, name: str, entries: Mapping[str, str]) -> None:
    """The whole map at once."""
    await query("replace_map", integration=integration, name=name, codes=list(entries), values=list(entries.values()))


async def note_line(integration: int, trouble: str | None) -> bool:
    """How the line is doing: a sentence, or "" when it works; None: nothing new. Whether breaker or pacing have
    anything to say."""
    rows = await query("note_line", integration=integration, trouble=trouble)
    return bool(rows and rows[0]["unsettled"])
