"""A binding, and what is kept beside it, as Piccolo knows it."""

from piccolo.columns import JSONB, BigInt, Boolean, Bytea, Integer, SmallInt, Text
from piccolo.columns.column_types import Timestamptz
from piccolo.table import Table


class Binding(Table, tablename="binding"):
    integration = Integer()
    object = BigInt()
    category = Text()
    kind = Text()
    entity = Text()
    carried = Boolean()
    want = Boolean()
    forced = Boolean()
    phase = Text()
    park = Text(null=True)
    next_at = Timestamptz(null=True)
    wanted_at = Timestamptz(null=True)
    quarantine_until = Timestamptz(null=True)
    fence = BigInt()
    lease_until = Timestamptz(null=True)
    open_attempt = BigInt(null=True)
    create_epoch = Integer()
    epoch_unknown = Boolean()
    level = Text(null=True)
    desired_version = Integer()
    desired_hash = Bytea()
    synced_version = Integer(null=True)
    synced_hash = Bytea(null=True)
    linked = Boolean()
    fail_count = SmallInt()
    crash_count = SmallInt()
    revision = Integer()
    changed_at = Timestamptz()
    status = Text()
    turn = Text(null=True)
    turn_at = Timestamptz(null=True)


class Cause(Table, tablename="cause"):
    integration = Integer()
    fingerprint = Text()
    class_ = Text(db_column_name="class")
    sentence = Text()
    sample = Text()
    who = Text()
    next_step = Text()
    lack = JSONB()
    first_seen = Timestamptz()
    last_seen = Timestamptz()
    note = Text()
    owner = Text()
    noted_by = Text()
    noted_at = Timestamptz(null=True)


class BindingMessage(Table, tablename="binding_message"):
    binding = BigInt(primary_key=True)
    text = Text()
    cause = BigInt(null=True)
    at = Timestamptz()


class RemoteRecord(Table, tablename="remote_record"):
    binding = BigInt(primary_key=True)
    integration = Integer()
    kind = Text()
    remote_id = Text()
    number = Text()
    url = Text()


class GivenNumber(Table, tablename="given_number"):
    binding = BigInt(primary_key=True)
    integration = Integer()
    kind = Text()
    number = Text()
    given_by = Text()
    given_at = Timestamptz()


class Edge(Table, tablename="edge"):
    integration = Integer()
    child = BigInt(primary_key=True)
    kind = Text()
    key = Text()
    awaited = Boolean(default=True)
