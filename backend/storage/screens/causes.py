"""What objects in error have in common, as screens and programs read it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from backend.domain.objects import ObjectRef
from backend.storage.postgres.database import Record, query
from backend.storage.screens.objects.amounts import amount_text

COUNTED = 50_000  # of the newest in error: looking at so many takes a quarter of a second
_LIST_CHARACTERS = 2_000  # of the third party's words; the page of one cause has all


class CauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """What objects in error have in common."""

    number: int
    cause: str  # its fingerprint
    sentence: str
    error_class: str
    who: str  # can mend it, as in `Advice`; "": not known
    next_step: str
    raw: str  # the third party's own words, once
    count: int  # objects in error
    retries: int  # of those: sent by Force synchronize
    kinds: list[str]  # theirs, the most frequent first
    sums: list[tuple[str, str]]  # (currency, amount), the largest first
    examples: list[ObjectRef]
    first_seen: datetime
    last_seen: datetime
    note: str  # for whoever meets it next
    owner: str
    noted_by: str
    noted_at: datetime | None


class Causes(msgspec.Struct, frozen=True, kw_only=True):
    causes: list[CauseLine]  # the most frequent first
    more: bool  # there are other causes
    others: int  # objects in error that share no cause
    partial: bool  # more than COUNTED are in error: the oldest were not looked at


async def causes(integration: int, most: int, *, counted: int = COUNTED) -> Causes:
    """What its objects in error have in common."""
    found = await query("count_causes", integration=integration, cause=None, counted=counted, most=most + 2)
    shared = [row for row in found if row["cause"]]
    facts = await _facts(integration, [row["cause"] for row in shared], _LIST_CHARACTERS)
    return Causes(
        causes=[_line(facts[row["cause"]], row) for row in shared[:most]],
        more=len(shared) > most,
        others=sum(row["count"] for row in found if not row["cause"]),
        partial=bool(found) and found[0]["looked_at"] >= counted,
    )


async def cause(integration: int, number: int) -> CauseLine | None:
    """Also when no object has it any more. None: this integration has no such cause."""
    facts = await _facts(integration, [number], None)
    if number not in facts:
        return None
    found = await query("count_causes", integration=integration, cause=number, counted=COUNTED, most=1)
    return _line(facts[number], found[0] if found else None)


async def _facts(integration: int, numbers: Sequence[int], longest: int | None) -> dict[int, Record]:
    """`longest` None: the third party's words whole."""
    rows = await query("read_causes", integration=integration, ids=list(numbers), longest=longest or 2**30)
    return {row["id"]: row for row in rows}


def _line(facts: Record, counts: Record | None) -> CauseLine:
    """`counts` None: no object has it."""
    sums = msgspec.json.decode(counts["sums"]) if counts else []
    examples = msgspec.json.decode(counts["examples"]) if counts else []
    same = {name: facts[name] for name in CauseLine.__struct_fields__ if name in facts}
    return CauseLine(
        **same,
        number=facts["id"],
        cause=facts["fingerprint"],
        error_class=facts["class"],
        raw=facts["sample"],
        count=counts["count"] if counts else 0,
        retries=counts["forced"] if counts else 0,
        kinds=counts["kinds"] if counts else [],
        sums=[(currency, amount_text(Decimal(amount), currency) or "") for currency, amount in sums],
        examples=[ObjectRef(kind, key) for kind, key in examples],
    )
