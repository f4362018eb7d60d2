"""The audit trail as its page and its file show it."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from backend.domain.audit.audit_filter import AuditFilter
from backend.domain.audit.deeds import deed
from backend.domain.sentence import Sentence
from backend.storage.postgres.database import Record, planning, query, query_one, statement

_SYNCS = 100  # of an object: the newest
_AT_ONCE = 1_000  # rows of a file in memory


class Act(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    at: datetime
    who: str
    action: str
    integration: int | None
    integration_name: str | None
    subject: str
    sentence: Sentence
    facts: dict[str, Any]

    @property
    def sync(self) -> int | None:
        found = self.facts.get("sync")
        return found if isinstance(found, int) else None


class AuditPage(msgspec.Struct, frozen=True):
    acts: Sequence[Act]
    after: int | None  # where the next page goes on; None: this is the last


async def audit_page(given: AuditFilter, most: int) -> AuditPage:
    """Newest first."""
    acts = [_act(row) for row in await _rows(given, most + 1)]
    more = len(acts) > most
    return AuditPage(acts[:most], acts[most - 1].id if more else None)


async def every_page(given: AuditFilter) -> AsyncIterator[Sequence[Act]]:
    """All that match, in memory only a part of them at a time."""
    page = await audit_page(given, _AT_ONCE)
    yield page.acts
    while page.after is not None:
        page = await audit_page(msgspec.structs.replace(given, after=str(page.after)), _AT_ONCE)
        yield page.acts


async def _rows(given: AuditFilter, most: int) -> Sequence[Record]:
    sql, values = statement("screen_audit"), await _values(given)
    async with planning() as connection:
        rows: Sequence[Record] = await connection.fetch(sql.text, *sql.values({**values, "most": most}))
        return rows


async def _values(given: AuditFilter) -> dict[str, Any]:
    after = await query_one("screen_audit_place", id=int(given.after)) if given.after else None
    syncs = await query("screen_audit_syncs", key=given.object, most=_SYNCS) if given.object else []
    return {
        "actor": given.who,
        "words": list(given.words),
        "integration": int(given.integration) if given.integration else None,
        "pattern": f"%{_literal(given.object)}%" if given.object else "",
        "syncs": [str(row["sync"]) for row in syncs],
        "begins": given.begins,
        "ends": given.ends,
        "after": int(given.after) if after else None,
        "after_at": after["at"] if after else None,
    }


def _literal(text: str) -> str:
    """For ILIKE: as it is written."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _act(row: Record) -> Act:
    facts = msgspec.json.decode(row["facts"])
    return Act(
        id=row["id"],
        at=row["at"],
        who=row["actor"],
        action=row["action"],
        integration=row["integration"],
        integration_name=row["integration_name"],
        subject=row["subject"],
        sentence=deed(row["action"], row["actor"], row["subject"], facts),
        facts=facts,
    )
