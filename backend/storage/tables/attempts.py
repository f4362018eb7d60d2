"""What goes over the wire, and who sends it, as Piccolo knows it."""

from piccolo.columns import JSONB, Array, BigInt, Boolean, Bytea, DoublePrecision, Integer, Text
from piccolo.columns.column_types import Timestamptz
from piccolo.table import Table


class Slot(Table, tablename="slot"):
    integration = Integer(primary_key=True)
    number = Integer()
    fence = BigInt()
    lease_until = Timestamptz(null=True)


class WorkerSeen(Table, tablename="worker_seen"):
    name = Text(primary_key=True)
    seen_at = Timestamptz()


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
    blamed = Text()
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
