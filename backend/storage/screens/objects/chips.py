"""How many objects stand in each status, and what they are worth."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.levels import TOP
from backend.domain.status import Status
from backend.storage.postgres.database import query
from backend.storage.screens.objects.amounts import amount_text
from backend.storage.screens.objects.matching import BEHIND, fetch, matching, source
from backend.storage.screens.values import Chip, Hiding

COUNTED = 10_000  # of each status; more are "10,000+"
HIDDEN = 1_000  # as far as an empty list counts
_ORDER = (Status.ERROR, Status.DESYNCHRONIZED, Status.NOT_INTEGRATED, Status.PENDING, Status.SUCCESS)


async def chips(integration: int, given: GridFilter, *, most: int = COUNTED) -> list[Chip]:
    """Ignores the status filter. Exact, with sums, where the tally has what is filtered; else counted up to a limit."""
    given = without_page(given, statuses=())
    return await (_tallied(integration, given) if tallied(given) else _counted(integration, given, most))


def tallied(given: GridFilter) -> bool:
    """Whether the tally has what is filtered, with the sums."""
    return not (given.key or given.version or given.message or given.since or given.outcome or given.cause)


def chips_of(statuses: Iterable[Status]) -> list[Chip]:
    """Of all that a filter finds, where that is known already."""
    counts = Counter(statuses)
    return [Chip(status=status, count=counts[status]) for status in _ORDER]


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
    rows = await query(
        "screen_tally",
        integration=integration,
        category=given.category or None,
        kind=given.kind or None,
        entity=("" if given.entity == TOP else given.entity) if given.entity else None,
    )
    counts = dict.fromkeys(_ORDER, 0)
    sums: dict[Status, list[tuple[str, str]]] = {status: [] for status in _ORDER}
    for name, currency, n, amount in rows:
        status = Status(name)
        counts[status] += n
        if currency and n:
            sums[status].append((currency, amount_text(amount, currency) or ""))
    return [Chip(status=status, count=counts[status], sums=tuple(sums[status])) for status in _ORDER]


async def _counted(integration: int, given: GridFilter, most: int) -> list[Chip]:
    """Few are counted in one reading; of many, each status up to the limit."""
    meant, few = matching(integration, given), min(_FEW, most)
    behind = "behind" in meant.conditions  # how many are, only the short lists of three statuses say quickly
    counts = {} if behind else {row["status"]: row["n"] for row in await fetch(_few(meant.conditions, few), meant)}
    if behind or sum(counts.values()) > few:
        (counts,) = await fetch(_many(meant.conditions), meant, most=most + 1)
    found = [(status, counts.get(status, 0)) for status in _ORDER]
    return [Chip(status=status, count=min(count, most), more=count > most) for status, count in found]


_FEW = 1_000


@cache
def _few(conditions: tuple[str, ...], few: int) -> str:
    found = f"SELECT b.status {source(conditions, None)} LIMIT {few + 1:d}"
    return f"SELECT status, count(*) AS n FROM ({found}) b GROUP BY status"  # noqa: S608  # constants


_COUNT = "SELECT count(*) FROM (SELECT {} LIMIT :most) n"


@cache
def _many(conditions: tuple[str, ...]) -> str:
    impossible = set(Status) - BEHIND if "behind" in conditions else set()
    counts = ["0" if status in impossible else f"({_COUNT.format(source(conditions, status))})" for status in _ORDER]
    return f"SELECT {', '.join(f'{count} AS {status}' for count, status in zip(counts, _ORDER, strict=True))}"
