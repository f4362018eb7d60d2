"""Days and moments as people write them: when they begin, and when they are over."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z)?")
_DAY = "2026-11-01"


def is_time(text: str) -> bool:
    """Whether it is a day, or a moment in UTC to the minute or the second."""
    try:
        return _MOMENT.fullmatch(text) is not None and 1900 <= datetime.fromisoformat(text).year < 9999
    except ValueError:
        return False


def is_day(text: str) -> bool:
    return len(text) == len(_DAY) and is_time(text)


def begins(text: str, zone: str = "") -> datetime:
    """Of a day: its midnight in that zone; without one, in UTC."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=_zone(zone)) if is_day(text) else found


def ends(text: str, zone: str = "") -> datetime:
    """What follows the day, the minute or the second."""
    if is_day(text):
        return begins(str(date.fromisoformat(text) + timedelta(days=1)), zone)
    return begins(text) + timedelta(**{"seconds" if text.count(":") == 2 else "minutes": 1})


def is_zone(name: str) -> bool:
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> tzinfo:
    return ZoneInfo(name) if name else UTC
