"""Whose record a look found."""

from collections.abc import Sequence

from msgspec.structs import replace

from backend.actions.looks.build_looks import Looking
from backend.actions.looks.claim_looks import LookBatch
from backend.domain.integrations.integration import Integration
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept
from backend.storage.protocol import records

OURS = (Match.EQUAL, Match.OLDER)


async def ours_only(integration: Integration, batch: LookBatch, seen: Sequence[Found]) -> list[Found]:
    """A record that belongs to another object already, or that another one just found, is foreign, however equal."""
    refs = [(item.row.id, item.push.ref.kind, one.remote) for item, one in zip(batch.items, seen, strict=True)]
    owners = await records.owners(integration.id, [(kind, ref.id) for _, kind, ref in refs if ref])
    for item, one in zip(batch.items, seen, strict=True):
        if one.remote and one.match in OURS:
            owners.setdefault((item.push.ref.kind, one.remote.id), (item.row.id, str(item.push.ref)))
    return [_checked(one, item, owners) for one, item in zip(seen, batch.items, strict=True)]


def _checked(found: Found, item: Looking, owners: dict[tuple[str, str], tuple[int, str]]) -> Found:
    if found.remote is None or found.match not in OURS:
        return found
    known, owner = item.push.remote, owners.get((item.push.ref.kind, found.remote.id))
    made_again = known is not None and known.id != found.remote.id
    if owner is not None and owner[0] != item.row.id:
        return _taken(found, found.remote, owner[1], made_again=made_again)
    return _relinked(found, known.id, found.remote.id) if known and made_again else found


def _taken(found: Found, record: RemoteRef, owner: str, *, made_again: bool) -> Found:
    if not made_again:
        return replace(
            found, match=Match.FOREIGN, sentence=kept("The record found belongs to %(what)s already", what=owner)
        )
    sentence = kept(
        "Record %(record)s has its number now. It belongs to %(what)s already", record=record.id, what=owner
    )
    return replace(found, match=Match.ABSENT, remote=None, others=(record,), differences=(), sentence=sentence)


def _relinked(found: Found, before: str, after: str) -> Found:
    told = kept("Re-linked from record %(before)s to %(after)s", before=before, after=after)
    return replace(found, sentence=". ".join(filter(None, [told, found.sentence])))
