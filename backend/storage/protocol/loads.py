"""What a push is built from: content, records, parents, open intents."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from backend.domain.objects import ObjectRef, Version
from backend.domain.protocol.row import Intent
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.remote import RemoteRef
from backend.storage.postgres.database import Record, query


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """A binding's current content. `bound_entity` is the entity it was sent for."""

    binding: int
    version: Version
    received_at: datetime
    bound_entity: str
    remote: RemoteRef | None
    given: str = ""  # the number that a person gave it there

    def as_sent(self, version: Version) -> Version:
        """What a connector is given: with the number that it shall have there, where that is not its key."""
        return replace(version, ref=ObjectRef(version.ref.kind, self.given)) if self.given else version


class OpenIntent(msgspec.Struct, frozen=True, kw_only=True):
    intent: Intent
    key: str
    since: datetime  # the first intent under this key
    version: Version  # what the intent meant to write


async def load(ids: Sequence[int]) -> dict[int, Load]:
    rows = await query("load_versions", ids=list(ids))
    return {
        row["id"]: Load(
            binding=row["id"],
            version=_version(row, ObjectRef(row["kind"], row["key"]), row["version"], row["hash"]),
            received_at=row["received_at"],
            bound_entity=row["bound_entity"],
            remote=remote_ref(row),
            given=row["given"],
        )
        for row in rows
    }


def _version(row: Record, ref: ObjectRef, number: int, content: bytes) -> Version:
    return Version(
        ref=ref,
        number=number,
        entity=row["entity"],
        body=msgspec.json.decode(row["body"]),
        hash=content,
        changed_at=row["changed_at"],
    )


def remote_ref(row: Record) -> RemoteRef | None:
    return RemoteRef(id=row["remote_id"], number=row["number"], url=row["url"]) if row["remote_id"] else None


async def in_step(
    integration: int, *, below: int | None, codes: Sequence[str], most: int
) -> tuple[int | None, list[int]]:
    """(where to go on, None at the end; ids of those in step whose content may hold one of these codes).

    Reads at most so many bindings, newest first. No codes: all in step.
    """
    given = {"below": _ABOVE_ALL if below is None else below, "codes": list(codes), "most": most}
    rows = await query("in_step", integration=integration, **given)
    return (rows[-1]["id"] if len(rows) == most else None), [row["id"] for row in rows if row["concerned"]]


_ABOVE_ALL = 2**63 - 1


async def creation_keys(ids: Sequence[int]) -> dict[int, list[str]]:
    """binding → the keys under which its record may have been made."""
    found: dict[int, list[str]] = {}
    for row in await query("creation_keys", ids=list(ids)):
        found.setdefault(row["binding"], []).append(row["key"])
    return found


async def records(integration: int, refs: Sequence[ObjectRef]) -> dict[ObjectRef, RemoteRef]:
    """The records of objects at an integration, of those that have one."""
    if not refs:
        return {}
    kinds, keys = map(list, zip(*[(ref.kind, ref.key) for ref in refs], strict=True))
    found = {}
    for row in await query("records_of", integration=integration, kinds=kinds, keys=keys):
        ref = remote_ref(row)
        assert ref is not None
        found[ObjectRef(row["kind"], row["key"])] = ref
    return found


async def open_intents(ids: Sequence[int], refs: dict[int, ObjectRef]) -> dict[int, OpenIntent]:
    return {row["binding"]: _open(row, refs[row["binding"]]) for row in await query("open_intents", ids=list(ids))}


def _open(row: Record, ref: ObjectRef) -> OpenIntent:
    intent = Intent(
        attempt=row["id"],
        create=row["operation"] == "create",
        version=row["version"],
        hash=row["version_hash"],
        refused_as_duplicate=row["error_class"] == ErrorClass.DUPLICATE,
    )
    version = _version(row, ref, row["version"], row["version_hash"])
    return OpenIntent(intent=intent, key=row["key"], since=row["since"], version=version)
