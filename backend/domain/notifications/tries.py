"""When a notification that was not taken is sent again, and when no more."""

from datetime import timedelta

# After the first try, the second …; the first is longer than any try takes.
WAITS = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
)
MOST_TRIES = len(WAITS) + 1  # over two days and a bit
