"""What an integration used and saved, and got through, as Piccolo knows it."""

from piccolo.columns import BigInt, Date, Integer
from piccolo.columns.column_types import Timestamptz
from piccolo.table import Table


class Usage(Table, tablename="usage"):
    integration = Integer(primary_key=True)
    month = Date()
    transactions = BigInt()
    avoided = BigInt()


class Throughput(Table, tablename="throughput"):
    integration = Integer(primary_key=True)
    hour = Timestamptz()
    success = BigInt()
    error = BigInt()
