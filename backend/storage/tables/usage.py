"""What an integration used and saved, for Piccolo."""

from piccolo.columns import BigInt, Date, Integer
from piccolo.table import Table


class Usage(Table, tablename="usage"):
    integration = Integer(primary_key=True)
    month = Date()
    transactions = BigInt()
    avoided = BigInt()
