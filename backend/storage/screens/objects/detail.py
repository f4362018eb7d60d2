"""One object at one integration, whole: the drawer, the API and `explain`."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.levels import push_level
from backend.domain.maps.missing import adding, map_and_code
from backend.domain.objects import Category
from backend.domain.pushes.advice import Advice, Who
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from backend.storage.postgres.database import Record, query, query_one
from backend.storage.screens.objects.attempts import (
    attempts,
    compared,
    line,
    met_trouble,
    strangers,
    told,
    was_last_absent,
)
from backend.storage.screens.objects.grid import grid_rows
from backend.storage.screens.objects.names import object_id
from backend.storage.screens.objects.versions import newer
from backend.storage.screens.values import MOST_ALIKE, Detail, GridRow, Need

_VERSIONS = 50


async def detail(integration: int, kind: str, key: str) -> Detail | None:
    """None: this integration has no such object."""
    id_ = await object_id(integration, kind, key)
    if id_ is None:
        return None
    (row,) = await grid_rows([id_])
    facts = await query_one("screen_detail", id=id_, most=MOST_ALIKE)
    assert facts is not None
    return await _detail(integration, row, facts)


async def _detail(integration: int, row: GridRow, facts: Record) -> Detail:
    tried = await attempts(row.id)
    words, lines = told(row, tried), [line(one) for one in tried]
    entry = map_and_code(facts["fingerprint"])
    return Detail(
        row=row,
        received_at=facts["received_at"],
        received_from=facts["source"],
        needs=await _needs(row.id),
        versions=await _versions(row.id),
        attempts=lines,
        body=msgspec.json.decode(facts["body"]),
        remote_id=facts["remote_id"],
        cause=facts["cause"],
        cause_class=facts["cause_class"],
        note=facts["note"],
        owner=facts["owner"],
        advice=Advice(Who(facts["who"]), facts["next_step"]) if facts["who"] else None,
        raw=words.raw,
        codes=words.codes,
        lacks_entry=entry,
        adds_entry=adding(entry, integration) if entry else "",
        support_id=words.support_id,
        can_retry=_can_retry(row, tried),
        retry_level=_level(row, facts),
        can_check=row.phase is Phase.CONFIRMING or row.park in RESOLVE_FIRST,
        can_send_again=row.park is Park.ORDINARY and was_last_absent(tried),
        can_renumber=row.park is Park.FOREIGN and facts["remote_id"] is None,
        not_before=facts["quarantine_until"],
        lease_until=facts["lease_until"],
        given_number=facts["given_number"],
        foreign=strangers(row, tried),
        differences=compared(row, lines),
        newer=(await newer([row])).get(row.id),
        alike=facts["alike"],
    )


async def _needs(id_: int) -> list[Need]:
    rows = await query("screen_needs", id=id_)
    return [Need(kind, key, Status(status) if status else None) for kind, key, status in rows]


async def _versions(id_: int) -> list[tuple[int, datetime, str]]:
    rows = await query("screen_versions", id=id_, most=_VERSIONS)
    return [(number, at, source) for number, at, source in rows]


def _can_retry(row: GridRow, tried: Sequence[Record]) -> bool:
    return row.category == Category.FINANCE and met_trouble(row, tried)


def _level(row: GridRow, facts: Record) -> str:
    return push_level(
        Category(row.category),
        row.entity,
        setting=facts["transaction_level"],
        overrides=msgspec.json.decode(facts["level_overrides"]),
        fixed=facts["level"],
    )
