"""Syncs, the chunks that are still to be marked and their objects, as Piccolo knows them."""

from piccolo.columns import JSONB, Array, BigInt, Boolean, Integer, Text, Timestamptz
from piccolo.table import Table


class Sync(Table, tablename="sync"):
    integration = Integer()
    verb = Text()
    asked_by = Text()
    asked_at = Timestamptz()
    filter = Text(null=True)
    items = Integer()
    left_out = JSONB()
    left_out_later = JSONB()
    undo_until = Timestamptz(null=True)
    stopped_by = Text(null=True)
    stopped_at = Timestamptz(null=True)
    unmarked = Integer()
    withdrawing = Boolean(default=False)
    withdrawn_to = BigInt(null=True)


class SyncChunk(Table, tablename="sync_chunk"):
    sync = BigInt(primary_key=True)
    number = Integer()
    bindings = Array(base_column=BigInt())


class SyncItem(Table, tablename="sync_item"):
    sync = BigInt(primary_key=True)
    binding = BigInt()
    version = Integer()
    park = Text(null=True)
    said = Text(null=True)
    cause = BigInt(null=True)
    changed_at = Timestamptz(null=True)
    outcome = Text(null=True)
    outcome_at = Timestamptz(null=True)
