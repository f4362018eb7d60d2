"""Integrations and their value maps, as Piccolo knows them."""

from piccolo.columns import JSONB, BigInt, Integer, Text
from piccolo.columns.column_types import Serial, Timestamptz
from piccolo.table import Table


class Integration(Table, tablename="integration"):
    id = Serial(primary_key=True)
    name = Text()
    connector = Text()
    config = JSONB()
    secrets = JSONB()
    transaction_level = Text()
    level_overrides = JSONB()
    connections_allowed = Integer()
    batch_size = Integer()
    automatic = JSONB()
    quiet_seconds = JSONB()
    source_url = Text()
    own_columns = JSONB()
    held_reason = Text(null=True)
    held_by = Text()
    held_since = Timestamptz(null=True)
    release_needs = Text()
    restored_at = Timestamptz(null=True)
    restoring_below = BigInt(null=True)
    breaker = JSONB()
    pacing = JSONB()
    trouble = Text()
    trouble_since = Timestamptz(null=True)
    connected_since = Timestamptz(null=True)
    last_push_at = Timestamptz(null=True)
    backfilled_at = Timestamptz(null=True)
    settings_changed_at = Timestamptz(null=True)
    created_at = Timestamptz()


class ValueMap(Table, tablename="value_map"):
    integration = Integer(primary_key=True)
    name = Text()
    code = Text()
    value = Text()
