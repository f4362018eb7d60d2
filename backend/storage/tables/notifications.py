"""Who is told of troubles, the troubles, and what was told, as Piccolo knows them."""

from piccolo.columns import UUID, Array, BigInt, Integer, Text
from piccolo.columns.column_types import Timestamptz
from piccolo.table import Table


class Subscription(Table, tablename="subscription"):
    integration = Integer()
    channel = Text()
    address = Text()
    secret = Text()
    topics = Array(base_column=Text())
    created_by = Text()
    created_at = Timestamptz()


class Episode(Table, tablename="episode"):
    integration = Integer()
    event = Text()
    cause = BigInt(null=True)
    since = Timestamptz()
    noted_at = Timestamptz()
    told_at = Timestamptz(null=True)
    gone_since = Timestamptz(null=True)
    over_at = Timestamptz(null=True)


class Notification(Table, tablename="notification"):
    message_id = UUID()
    subscription = BigInt()
    episode = BigInt(null=True)
    event = Text()
    content = Text()
    made_at = Timestamptz()
    due = Timestamptz()
    tries = Integer()
    tried_at = Timestamptz(null=True)
    outcome = Text()
    delivered_at = Timestamptz(null=True)
    given_up_at = Timestamptz(null=True)
