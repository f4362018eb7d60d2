"""The tables of a database's lives, as Piccolo knows them."""

from piccolo.columns import BigInt, Integer, Text, Timestamptz
from piccolo.table import Table


class Instance(Table, tablename="instance"):
    id = Integer(primary_key=True)
    life = Text(null=True)
    system_identifier = BigInt()
    timeline = Integer()
    database = BigInt()
    table_oid = BigInt()
    vouched_at = Timestamptz()


class InstanceLog(Table, tablename="instance_log"):
    life = Text()
    began_at = Timestamptz()
    why = Text()
    newest_received_at = Timestamptz(null=True)
