"""Objects, their versions and how many there are, as Piccolo knows them."""

from piccolo.columns import JSONB, BigInt, Bytea, Integer, Numeric, Text
from piccolo.columns.column_types import Timestamptz
from piccolo.table import Table


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


class HandedOver(Table, tablename="handed_over"):
    id = Integer(primary_key=True)
    at = Timestamptz(null=True)
    told_at = Timestamptz(null=True)


class ObjectVersion(Table, tablename="object_version"):
    object = BigInt(primary_key=True)
    version = Integer()
    entity = Text()
    body = JSONB()
    hash = Bytea()
    changed_at = Timestamptz(null=True)
    received_at = Timestamptz()
    source = Text()


class Tally(Table, tablename="tally"):
    integration = Integer(primary_key=True)
    category = Text()
    kind = Text()
    entity = Text()
    status = Text()
    currency = Text()
    n = BigInt()
    amount = Numeric()
