"""What objects in error have in common, as screens and programs read it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from textwrap import shorten

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.pushes.advice import Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Lack
from backend.domain.status import Status
from backend.storage import integrations
from backend.storage.postgres.database import Record, query
from backend.storage.screens.objects.amounts import amount_text

COUNTED = 50_000  # of the newest in error: looking at so many takes a quarter of a second
_LIST_CHARACTERS = 2_000  # of the third party's words; the page of one cause has all
_NOTE_CHARACTERS = 120  # of a note, beside each object in error


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where a cause is mended, and whether that is seen to be done: `map`, `ref` or `setting`."""

    map: str = ""  # the value map
    code: str = ""  # and its entry
    ref: ObjectRef | None = None  # or an object of ours
    status: Status | None = None  # of that; None: it was never received
    setting: bool = False  # or a setting of the integration
    mended: bool = False


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
    fix: Fix | None  # where it is mended, if that is known
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
    fixes = await _fixes(integration, facts)
    return Causes(
        causes=[_line(facts[row["cause"]], row, fixes.get(row["cause"])) for row in shared[:most]],
        more=len(shared) > most,
        others=sum(row["count"] for row in found if not row["cause"]),
        partial=bool(found) and found[0]["looked_at"] >= counted,
    )


async def cause(integration: int, number: int) -> CauseLine | None:
    """Also when no object has it any more; its objects are counted up to COUNTED. None: this integration has no such
    cause."""
    facts = await _facts(integration, [number], None)
    if number not in facts:
        return None
    found = await query("count_causes", integration=integration, cause=number, counted=COUNTED, most=1)
    fixes = await _fixes(integration, facts)
    return _line(facts[number], found[0] if found else None, fixes.get(number))


async def notes(numbers: Iterable[int]) -> dict[int, str]:
    """By cause, the first words of what people wrote beside it."""
    rows = await query("screen_notes", causes=sorted(numbers))
    return {row["id"]: shorten(row["note"], _NOTE_CHARACTERS, placeholder="…") for row in rows}


async def _facts(integration: int, numbers: Sequence[int], longest: int | None) -> dict[int, Record]:
    """`longest` None: the third party's words whole."""
    rows = await query("read_causes", integration=integration, ids=list(numbers), longest=longest or 2**30)
    return {row["id"]: row for row in rows}


async def _fixes(integration: int, facts: Mapping[int, Record]) -> dict[int, Fix]:
    """By cause; maps and objects are read only where one of them would mend something."""
    lacks = {
        number: msgspec.json.decode(row["lack"], type=Lack) for number, row in facts.items() if row["lack"] != "{}"
    }
    maps = await integrations.maps(integration) if any(one.map for one in lacks.values()) else Maps()
    wanted = [(kind, one.code) for one in lacks.values() for kind in one.kinds]
    kinds, keys = [kind for kind, _ in wanted], [key for _, key in wanted]
    rows = await query("mending_objects", integration=integration, kinds=kinds, keys=keys) if wanted else []
    found = {ObjectRef(row["kind"], row["key"]): row for row in rows}
    return await _settings(integration, facts) | {
        number: _entry(one, maps) if one.map else _object(one, found, facts[number]["last_seen"])
        for number, one in lacks.items()
    }


async def _settings(integration: int, facts: Mapping[int, Record]) -> dict[int, Fix]:
    """Mended: they were changed after the error was last seen. Whether rightly, the retry tells."""
    theirs = {number: row["last_seen"] for number, row in facts.items() if row["who"] == Who.SETTINGS}
    if not theirs:
        return {}
    (row,) = await query("settings_changed", integration=integration)
    changed = row["settings_changed_at"]
    return {number: Fix(setting=True, mended=bool(changed and changed > seen)) for number, seen in theirs.items()}


def _entry(lack: Lack, maps: Maps) -> Fix:
    """Mended: it says something, and something else than what is not there."""
    return Fix(map=lack.map, code=lack.code, mended=maps.find(lack.map, lack.code) not in (None, lack.value))


def _object(lack: Lack, found: Mapping[ObjectRef, Record], last_seen: datetime) -> Fix:
    """Mended: it came in step after the error was last seen."""
    refs = [ObjectRef(kind, lack.code) for kind in lack.kinds]
    for ref in refs:
        if row := found.get(ref):
            status = Status(row["status"])
            return Fix(ref=ref, status=status, mended=status is Status.SUCCESS and row["changed_at"] > last_seen)
    return Fix(ref=refs[0])


def _line(facts: Record, counts: Record | None, fix: Fix | None) -> CauseLine:
    """`counts` None: no object has it."""
    sums = msgspec.json.decode(counts["sums"]) if counts else []
    examples = msgspec.json.decode(counts["examples"]) if counts else []
    same = {name: facts[name] for name in CauseLine.__struct_fields__ if name in facts}
    return CauseLine(
        **same,
        number=facts["id"],
        fix=fix,
        cause=facts["fingerprint"],
        error_class=facts["class"],
        raw=facts["sample"],
        count=counts["count"] if counts else 0,
        retries=counts["forced"] if counts else 0,
        kinds=counts["kinds"] if counts else [],
        sums=[(currency, amount_text(Decimal(amount), currency) or "") for currency, amount in sums],
        examples=[ObjectRef(kind, key) for kind, key in examples],
    )
