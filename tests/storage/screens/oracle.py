"""What a filter means, in plain Python."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from backend.domain.grid.cursors import Sort
from backend.domain.grid.filters import GridFilter
from backend.domain.status import Status
from tests.storage.screens.bindings import Made


def expected(books: dict[int, Made], given: GridFilter) -> list[int]:
    """The ids that the filter means, in its order."""
    found = [id_ for id_, one in books.items() if fits(one, given)]
    match given.sort:
        case Sort.NEWEST:
            return sorted(found, reverse=True)
        case Sort.CHANGED:
            return sorted(found, key=lambda id_: (books[id_].changed_at, id_), reverse=True)
        case Sort.KEY:
            return sorted(found, key=lambda id_: (books[id_].key.encode(), id_))
        case Sort.AMOUNT:
            return sorted(found, key=lambda id_: (books[id_].currency, -Decimal(books[id_].amount or 0), -id_))


def fits(one: Made, given: GridFilter) -> bool:
    plain = [(given.kind, one.kind), (given.category, one.category), (given.entity, one.entity or "top")]
    return (
        all(wanted in ("", has) for wanted, has in plain)
        and (given.sort is not Sort.AMOUNT or one.category == "finance")
        and (not given.statuses or one.status in given.statuses)
        and _key(one.key.lower(), given.key.lower())
        and given.message.lower() in one.message.lower()
        and (not given.since or one.changed_at >= datetime.fromisoformat(given.since).replace(tzinfo=UTC))
        and (not given.until or f"{one.changed_at:%Y-%m-%dT%H:%M:%SZ}"[: len(given.until)] <= given.until)
        and _version(one, given.version)
    )


def _key(key: str, wanted: str) -> bool:
    if "*" not in wanted:
        return key.startswith(wanted)
    return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), key, re.DOTALL) is not None


def _version(one: Made, wanted: str) -> bool:
    if wanted == "behind":
        return one.linked and one.status is not Status.SUCCESS and one.synced != one.version
    low, _, high = wanted.partition("-")
    return not wanted or int(low) <= one.version <= int(high or low)
