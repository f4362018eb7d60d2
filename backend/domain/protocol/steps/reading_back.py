"""When the record of a row in step is read back: its `next_at`, as long as nobody wants it sent."""

from datetime import datetime, timedelta

from backend.domain.objects import Category
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import READ_BACK_EVERY, READ_BACK_SOON

_SLOTS = READ_BACK_EVERY // timedelta(minutes=1)
_STEP = 7919  # a prime: neighbours by id are spread over all slots


def first_read_back(row: Row, now: datetime) -> datetime:
    """Of a document, and of what was in doubt: soon, once nothing of it can be carried out late any more."""
    if row.category is Category.FINANCE or row.epoch_unknown:
        return max(now + READ_BACK_SOON, row.quarantine_until or now)
    return now + timedelta(minutes=row.id * _STEP % _SLOTS + 1)


def next_read_back(now: datetime) -> datetime:
    return now + READ_BACK_EVERY
