"""What would be sent now: the same code as the push, and nothing is written."""

import msgspec
from msgspec.structs import replace

from backend.actions.line.unusable import unusable
from backend.actions.push.build_pushes import CannotSend, Prepared, build_pushes
from backend.domain.integrations.integration import Integration
from backend.domain.levels import push_level
from backend.domain.maps.missing import map_and_code
from backend.domain.objects import Category
from backend.domain.protocol.row import Row
from backend.domain.sentence import kept
from backend.domain.status import RESOLVE_FIRST, Park, Phase
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import attempts, bindings
from backend.storage.screens.objects.versions import contents


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    refused: str  # why it cannot be sent, or what it waits for; "" when it can
    lacks_entry: tuple[str, str] | None = None  # why: this value map does not know this code
    operation: str = ""  # "": in step, nothing would be sent
    level: str = ""
    text: str = ""
    last: int | None = None  # the version that was sent last; None: nothing was
    last_text: str = ""  # that version as it would be built now, the same way; "": it cannot be
    unchanged: bool = False  # not a byte would differ from what was sent last, or from that version


async def preview_push(runtime: Runtime, integration_id: int, binding: int) -> Preview:
    """Raises NoConnectorError."""
    integration = await integrations.read(integration_id)
    assert integration is not None
    third_party = runtime.connector(integration).label
    (row,) = await bindings.read([binding])
    if row.linked and row.synced_hash == row.desired_hash:
        return Preview(refused="")
    if row.phase is Phase.PARKED and row.park in RESOLVE_FIRST:
        return Preview(refused=_undecided(third_party, row.park))
    if why := unusable(runtime, integration):
        return Preview(refused=why)
    (built,) = await build_pushes(runtime, integration, [row])
    if isinstance(built, CannotSend):
        return Preview(
            refused=built.sentence, lacks_entry=map_and_code(built.cause.fingerprint) if built.cause else None
        )
    level = push_level(
        Category(row.category),
        built.load.version.entity,
        setting=integration.transaction_level,
        overrides=integration.level_overrides,
        fixed=row.level,
    )
    text = _text(built)
    now = Preview(refused="", operation=built.push.operation, level=level, text=text)
    return await _beside_last(runtime, integration, row, built, now)


def _text(built: Prepared) -> str:
    return (built.push.payload.before + built.push.payload.content).decode()


async def _beside_last(runtime: Runtime, integration: Integration, row: Row, built: Prepared, now: Preview) -> Preview:
    """Of another version: as the same code builds it now, so that only what the versions differ in stands out."""
    last = await attempts.last_write(row.id)
    if last is None:
        return now
    if last.version == built.load.version.number:
        return replace(now, last=last.version, unchanged=last.body_hash == built.push.payload.hash)
    found = (await contents(row.id, [last.version])).get(last.version)
    if found is None:
        return replace(now, last=last.version)
    version = replace(built.load.version, number=found.number, entity=found.entity, body=found.body)
    (before,) = await build_pushes(runtime, integration, [row], instead={row.id: replace(built.load, version=version)})
    text = "" if isinstance(before, CannotSend) else _text(before)
    return replace(now, last=last.version, last_text=text, unchanged=text == now.text)


def _undecided(third_party: str, park: Park | None) -> str:
    if park is Park.FOREIGN:
        return kept(
            "Nothing, until you decide: %(third_party)s has a record with this key that Syncline did not make. "
            "Adopt it, "
            "or give this object another number.",
            third_party=third_party,
        )
    return kept(
        "Nothing, until you decide: %(third_party)s has several records with this key.", third_party=third_party
    )
