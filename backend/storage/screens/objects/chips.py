"""How many objects stand in each status, and what they are worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec.structs import replace

from backend.domain.grid.bounds import Bounds
from backend.domain.grid.cursors import Sort
from backend.domain.grid.grid_filter import TEXTS, GridFilter, without_page
from backend.domain.levels import TOP
from backend.domain.status import Status
from backend.storage.postgres.database import query
from backend.storage.screens.objects.amounts import amount_text
from backend.storage.screens.objects.matching import BEHIND, fetch, matching, source
from backend.storage.screens.values import Chip, Hiding

COUNTED = 10_000  # of each status; more are "10,000+"
HIDDEN = 1_000  # as far as an empty list counts
_TALLIED = ("kind", "entity", "category")
_ORDER = (Status.ERROR, Status.DESYNCHRONIZED, Status.NOT_INTEGRATED, Status.PENDING, Status.SUCCESS)


async def chips(integration: int, given: GridFilter, *, most: int = COUNTED) -> list[Chip]:
    """Ignores the status filter. Exact where the tally has what is filtered; else counted and summed up to a limit."""
    given = replace(without_page(given, statuses=()), sort=Sort.NEWEST)
    return await (_tallied(integration, given) if tallied(given) else _counted(integration, given, most))


def tallied(given: GridFilter) -> bool:
    """Whether the tally has what is filtered."""
    moved = given.bounds is not None and given.bounds.entities is not None  # it does not know where they are now
    return not moved and not any(getattr(given, name) for name in TEXTS if name not in _TALLIED)


def chips_of(found: Iterable[tuple[Status, str | None, str | None]]) -> list[Chip]:
    """Of all that a filter finds, where that is known already: the status, currency and amount of each."""
    return _chips((status, currency, 1, Decimal(amount or 0)) for status, currency, amount in found)


async def hiding(integration: int, given: GridFilter) -> list[Hiding]:
    """For a list that is empty: what each part of the filter hides."""
    found = []
    for label, value, rest in given.active():
        shown = [one for one in await chips(integration, rest, most=HIDDEN) if one.status in (rest.statuses or Status)]
        count = sum(one.count for one in shown)
        more = count > HIDDEN or any(one.more for one in shown)
        found.append(Hiding(label=label, value=value, query=rest.query(), count=min(count, HIDDEN), more=more))
    return found


async def _tallied(integration: int, given: GridFilter) -> list[Chip]:
    bounds = given.bounds or Bounds()
    rows = await query(
        "screen_tally",
        integration=integration,
        category=given.category or None,
        kind=given.kind or None,
        entity=("" if given.entity == TOP else given.entity) if given.entity else None,
        kinds=bounds.kinds,
    )
    return _chips(rows)


async def _counted(integration: int, given: GridFilter, most: int) -> list[Chip]:
    """Few are read at once; of many, each status up to the limit."""
    meant, few = matching(integration, given), min(_FEW, most)
    behind = "behind" in meant.conditions  # how many are, only the short lists of three statuses say quickly
    rows = [] if behind else await fetch(_few(meant.conditions, few), meant)
    if behind or sum(row["n"] for row in rows) > few:
        rows = await fetch(_many(meant.conditions), meant, most=most + 1)
    return [_limited(one, given, most) for one in _chips(rows)]


def _chips(rows: Iterable[Iterable[Any]]) -> list[Chip]:
    """Each row: a status, a currency or nothing, how many, and their amount."""
    counts: Counter[str] = Counter()
    sums: dict[str, dict[str, Decimal]] = {status: defaultdict(Decimal) for status in _ORDER}
    for status, currency, n, amount in rows:
        counts[status] += n
        if currency:
            sums[status][currency] += amount
    return [Chip(status=status, count=counts[status], sums=_texts(sums[status])) for status in _ORDER]


def _texts(sums: dict[str, Decimal]) -> tuple[tuple[str, str], ...]:
    return tuple((currency, amount_text(amount, currency) or "") for currency, amount in sorted(sums.items()))


def _limited(one: Chip, given: GridFilter, most: int) -> Chip:
    """The amounts of some of them say nothing about all: there is no sum then."""
    if one.count <= most:
        return one
    return replace(one, count=most, more=True, sums=None if given.may_have_amounts else ())


_FEW = 1_000
# Amounts are looked up once it is known whose: never for more than are counted.
_WORTH = "coalesce(sum(o.amount), 0) AS amount FROM found f JOIN object o ON o.id = f.object"


@cache
def _few(conditions: tuple[str, ...], few: int) -> str:
    found = f"SELECT b.status, b.object {source(conditions, None)} LIMIT {few + 1:d}"
    return f"WITH found AS ({found}) SELECT f.status, o.currency, count(*) AS n, {_WORTH} GROUP BY 1, 2"  # constants


@cache
def _many(conditions: tuple[str, ...]) -> str:
    possible = [status for status in _ORDER if "behind" not in conditions or status in BEHIND]
    return " UNION ALL ".join(f"({_leg(conditions, status)})" for status in possible)


def _leg(conditions: tuple[str, ...], status: Status) -> str:
    """One row with the number, and one for each currency if they are not too many."""
    found = f"SELECT b.object {source(conditions, status)} LIMIT :most"
    return f"""WITH found AS MATERIALIZED ({found}), counted AS (SELECT count(*) AS n FROM found)
        SELECT '{status}' AS status, NULL AS currency, n, 0 AS amount FROM counted
        UNION ALL SELECT '{status}', o.currency, 0, {_WORTH}
        WHERE (SELECT n FROM counted) < :most GROUP BY o.currency"""  # noqa: S608  # constants
