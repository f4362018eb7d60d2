"""The tables, as Piccolo knows them. Constraints, indexes and triggers stand in the migrations."""

from piccolo.columns import JSONB, Array, BigInt, Boolean, Bytea, DoublePrecision, Integer, Numeric, SmallInt, Text
from piccolo.columns.column_types import Serial, Timestamptz
from piccolo.table import Table

from backend.storage.instances.instance_tables import Instance, InstanceLog
from backend.storage.people_tables import ApiKey, Audit, Session, SignInLink, User
from backend.storage.protocol.sync_tables import Sync, SyncChunk, SyncItem


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
    created_at = Timestamptz()


class Object(Table, tablename="object"):
    kind = Text()
    key = Text()
    category = Text()
    entity = Text()
    current_version = Integer()
    current_hash = Bytea()
    amount = Numeric(null=True)
    currency = Text(null=True)
    counterparty = Text()


class ObjectVersion(Table, tablename="object_version"):
    object = BigInt(primary_key=True)
    version = Integer()
    entity = Text()
    body = JSONB()
    hash = Bytea()
    changed_at = Timestamptz(null=True)
    received_at = Timestamptz()
    source = Text()


class ValueMap(Table, tablename="value_map"):
    integration = Integer(primary_key=True)
    name = Text()
    code = Text()
    value = Text()


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


class Cause(Table, tablename="cause"):
    integration = Integer()
    fingerprint = Text()
    class_ = Text(db_column_name="class")
    sentence = Text()
    sample = Text()
    who = Text()
    next_step = Text()
    first_seen = Timestamptz()
    last_seen = Timestamptz()
    note = Text()
    owner = Text()


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


class Slot(Table, tablename="slot"):
    integration = Integer(primary_key=True)
    number = Integer()
    fence = BigInt()
    lease_until = Timestamptz(null=True)


class Exchange(Table, tablename="exchange"):
    integration = Integer()
    at = Timestamptz()
    seconds = DoublePrecision()
    http_status = Integer(null=True)
    request = Text()
    answer = Text()
    bytes_sent = Integer()
    bytes_received = Integer()
    request_id = Text()


class Attempt(Table, tablename="attempt"):
    binding = BigInt()
    operation = Text()
    version = Integer()
    version_hash = Bytea()
    level = Text()
    epoch = Integer()
    key = Text()
    body_hash = Bytea()
    fence = BigInt()
    intended_at = Timestamptz()
    send_deadline = Timestamptz(null=True)
    outcome = Text(null=True)
    trouble = Text()
    later = Boolean(default=False)
    acknowledged_at = Timestamptz(null=True)
    learned_by = Text(null=True)
    outcome_at = Timestamptz(null=True)
    error_class = Text(null=True)
    sentence = Text()
    raw = Text()  # type: ignore[assignment]  # a column, where Piccolo has a method
    codes = Array(base_column=Text())
    support_id = Text()
    remote_id = Text(null=True)
    differences = JSONB()
    records = JSONB()
    exchange = BigInt(null=True)


class Delivery(Table, tablename="delivery"):
    integration = Integer()
    request_id = Text()
    hash = Bytea()
    answer = Text()
    at = Timestamptz()
    settled_at = Timestamptz(null=True)


class WorkerSeen(Table, tablename="worker_seen"):
    name = Text(primary_key=True)
    seen_at = Timestamptz()


class Tally(Table, tablename="tally"):
    integration = Integer(primary_key=True)
    category = Text()
    kind = Text()
    entity = Text()
    status = Text()
    currency = Text()
    n = BigInt()
    amount = Numeric()


class IngestKey(Table, tablename="ingest_key"):
    api_key = BigInt(primary_key=True)
    key = Text()
    body_hash = Bytea()
    answer = Text()
    status = Integer()
    expires_at = Timestamptz()


ALL = [
    Integration,
    Object,
    ObjectVersion,
    ValueMap,
    Binding,
    Cause,
    BindingMessage,
    RemoteRecord,
    GivenNumber,
    Edge,
    Slot,
    Exchange,
    Attempt,
    Delivery,
    Sync,
    SyncChunk,
    SyncItem,
    WorkerSeen,
    Instance,
    InstanceLog,
    Tally,
    IngestKey,
    User,
    SignInLink,
    Session,
    ApiKey,
    Audit,
]
