"""The grid's filter as SQL: constant fragments, joined once for each combination; values are parameters only."""

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from backend.domain.days import begins, ends
from backend.domain.grid.cursors import Place, Sort
from backend.domain.grid.error_classes import BLOCKED
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.levels import TOP
from backend.domain.protocol.times import UNCONFIRMED_AFTER
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.status import Status
from backend.storage.postgres.database import Record, connection, planning, query

# As object_amount has it.
_WORTH = "coalesce(o.currency, ''), -coalesce(o.amount, 0)"
_PLACE = "(:after_currency, :after_amount)"
# Partial indexes need their own predicate, word for word:
# binding_status, binding_master_data, binding_revised, object_amount.
_CONDITIONS = {
    "all": "b.integration = :integration",
    "ids": "b.id = ANY(:ids)",
    "finance": "b.category = 'finance'",
    "master_data": "b.category = 'master_data'",
    "worth": "o.category = 'finance'",
    "kind": "b.kind = :kind",
    "entity": "b.entity = :entity",
    "kinds": "b.kind = ANY(:kinds)",
    # Once it was sent, the binding's stays, and what is shown may be of another.
    "entities": "b.entity = ANY(:entities) AND o.entity = ANY(:entities)",
    "exact": "b.desired_version BETWEEN :low AND :high",
    "revised": "b.desired_version > 1",
    "behind": "b.linked AND b.synced_version IS DISTINCT FROM b.desired_version",
    "none": "false",
    "key": "o.key ILIKE :key",
    "key_start": "lower(o.key) LIKE lower(:key_start)",  # object_key_lower: a beginning walks a b-tree
    "message": "m.text ILIKE :message",
    "cause": "m.cause = :cause",  # binding_message_cause
    "error_class": "m.cause = ANY(:causes)",  # the same
    # binding_message_cause; binding_parked_foreign: a person decides about what a look saw
    "duplicate": "b.id IN (SELECT t.binding FROM binding_message t WHERE t.cause = ANY(:causes) UNION ALL "
    "SELECT f.id FROM binding f WHERE f.integration = :integration AND f.park IN ('foreign', 'duplicate'))",
    "blocked": "(b.turn = 'blocked' OR b.park = 'blocked')",  # binding_turn, binding_parked_blocked
    "since": "b.changed_at >= :since",
    "until": "b.changed_at < :until",
    # binding_turn, as the strip counts them
    "unconfirmed": "b.turn IN ('look', 'held') AND b.phase = 'confirming' AND EXISTS (SELECT FROM attempt t "
    "WHERE t.id = b.open_attempt AND t.intended_at < now() - :unconfirmed::interval)",
    "span": "b.changed_at >= now() - :span::interval",
    "after_newest": "b.id < :after_id",
    "after_changed": "(b.changed_at, b.id) < (:after_at, :after_id)",
    # By code point, as object_key has it; the first half carries the index, the second decides.
    "after_key": "o.key ~>=~ :after_key AND (o.key ~>~ :after_key OR b.id > :after_id)",
    "after_amount": f"({_WORTH}) >= {_PLACE} AND (({_WORTH}) > {_PLACE} OR b.id < :after_id)",
    # The same the other way round.
    "before_newest": "b.id > :after_id",
    "before_changed": "(b.changed_at, b.id) > (:after_at, :after_id)",
    "before_key": "o.key ~<=~ :after_key AND (o.key ~<~ :after_key OR b.id < :after_id)",
    "before_amount": f"({_WORTH}) <= {_PLACE} AND (({_WORTH}) < {_PLACE} OR b.id > :after_id)",
}
ORDERS = {
    Sort.NEWEST: ("NULL", "b.id DESC"),
    Sort.CHANGED: ("b.changed_at", "b.changed_at DESC, b.id DESC"),
    Sort.KEY: ("o.key", "o.key USING ~<~, b.id"),
    Sort.AMOUNT: (f"ROW({_WORTH})", f"{_WORTH}, b.id DESC"),
}
BACKWARDS = {
    Sort.NEWEST: "b.id",
    Sort.CHANGED: "b.changed_at, b.id",
    Sort.KEY: "o.key USING ~>~, b.id DESC",
    Sort.AMOUNT: "coalesce(o.currency, '') DESC, -coalesce(o.amount, 0) DESC, b.id",
}
_JOINS = {
    "o": " JOIN object o ON o.id = b.object",
    "m": " LEFT JOIN binding_message m ON m.binding = b.id",  # a condition on it leaves out what has none
    "r": " LEFT JOIN remote_record r ON r.binding = b.id",
}
BEHIND = frozenset({Status.DESYNCHRONIZED, Status.PENDING, Status.ERROR})
_UNKNOWN = frozenset({Status.PENDING})
_EVEN = frozenset(
    {"all", "ids", "none", "finance", "master_data", "worth", "behind"}
    | {f"{way}_{sort}" for way in ("after", "before") for sort in Sort}
)
PATIENCE_SECONDS = 5.0  # for what a filter finds
_SPANS = {"h": "hours", "d": "days"}
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
_ALIAS = re.compile(r"\b([a-z])\.")


class SlowFilterError(TimeoutError):
    """What this filter finds takes longer than a person waits; it was stopped."""


class Matching(msgspec.Struct, frozen=True, kw_only=True):
    """Which objects are meant: names of conditions, and values for them."""

    conditions: tuple[str, ...]
    statuses: tuple[Status, ...]  # none: any
    values: dict[str, Any]
    sort: Sort

    @property
    def uneven(self) -> bool:
        """Whether the best plan depends on the values: a common key and a rare one need different indexes."""
        return not _EVEN.issuperset(self.conditions) or (bool(self.statuses) and "o." in ORDERS[self.sort][1])


def matching(integration: int, given: GridFilter) -> Matching:
    values: dict[str, Any] = {"integration": integration}
    conditions = ["all", "worth"] if given.sort is Sort.AMOUNT else ["all"]
    for found, more in (_plain(given), _version(given.version), _times(given), _place(given), _bounds(given)):
        conditions += found
        values |= more
    statuses = _possible(given)
    if given.statuses and not statuses:
        conditions.append("none")
    return Matching(conditions=tuple(conditions), statuses=statuses, values=values, sort=given.sort)


def _possible(given: GridFilter) -> tuple[Status, ...]:
    """What is behind has one of three statuses, what is unconfirmed is pending, and their indexes are short: nobody
    knows how many rows are behind."""
    statuses = given.statuses
    if given.version == "behind":
        statuses = (statuses or BEHIND) & BEHIND
    if given.outcome:
        statuses = (statuses or _UNKNOWN) & _UNKNOWN
    return tuple(sorted(statuses))


_Found = tuple[list[str], dict[str, Any]]


def _plain(given: GridFilter) -> _Found:
    values: dict[str, Any] = {}
    if given.key:
        values["key" if "*" in given.key else "key_start"] = key_pattern(given.key)
    if given.message:
        values["message"] = f"%{_literal(given.message)}%"
    if given.kind:
        values["kind"] = given.kind
    if given.cause:
        values["cause"] = int(given.cause)
    if given.error_class:
        name = given.error_class if given.error_class in (BLOCKED, ErrorClass.DUPLICATE) else "error_class"
        values[name] = given.error_class
    if given.outcome:
        values["unconfirmed"] = UNCONFIRMED_AFTER
    if given.entity:
        values["entity"] = "" if given.entity == TOP else given.entity
    return [*([given.category] if given.category else []), *values], values


def key_pattern(key: str) -> str:
    """`INV` is how it begins; `*` stands for anything, and then the whole key is meant."""
    pattern = "%".join(_literal(part) for part in key.split("*"))
    return pattern if "*" in key else f"{pattern}%"


def _literal(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _version(version: str) -> _Found:
    if not version:
        return [], {}
    if version == "behind":
        return ["behind"], {}
    low, _, high = version.partition("-")
    values = {"low": int(low), "high": int(high or low)}
    return (["exact", "revised"] if values["low"] > 1 else ["exact"]), values


def _times(given: GridFilter) -> _Found:
    values: dict[str, Any] = {}
    if unit := _SPANS.get(given.since[-1:]):
        values["span"] = timedelta(**{unit: int(given.since[:-1])})
    elif given.since:
        values["since"] = begins(given.since, given.zone)
    if given.until:
        values["until"] = ends(given.until, given.zone)
    return list(values), values


def _place(given: GridFilter) -> _Found:
    place = given.place
    if place is None:
        return [], {}
    return [f"{'before' if given.before else 'after'}_{place.sort}"], {"after_id": place.id, **_sorted_by(place)}


def _sorted_by(place: Place) -> dict[str, Any]:
    match place.value:
        case None:
            return {}
        case int():
            return {"after_at": place.at}
        case str(key):
            return {"after_key": key}
        case currency, amount:
            return {"after_currency": currency, "after_amount": Decimal(amount)}


def _bounds(given: GridFilter) -> _Found:
    named = {} if given.bounds is None else {"kinds": given.bounds.kinds, "entities": given.bounds.entities}
    values = {name: list(those) for name, those in named.items() if those is not None}
    return list(values), values


@cache
def source(conditions: tuple[str, ...], status: Status | None, *needed: str) -> str:
    """FROM … WHERE …; `needed`: what else the query reads, which may ask for a join."""
    words = [_CONDITIONS[name] for name in conditions]
    if status:
        words.append(f"b.status = '{status}'")  # a constant of ours: the partial index is found by it
    all_words = " AND ".join(words)
    read = set(_ALIAS.findall(" ".join([all_words, *needed])))
    joins = [join for alias, join in _JOINS.items() if alias in read]
    return f"FROM binding b{''.join(joins)} WHERE {all_words}"  # constants of this file


@cache
def _numbered(text: str) -> tuple[str, tuple[str, ...]]:
    names = tuple(dict.fromkeys(_NAMED.findall(text)))
    return _NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", text), names


async def fetch(text: str, meant: Matching, **more: Any) -> Sequence[Record]:
    """Run a text made of `source`. Where values matter to the plan, it is planned for them, and stopped when it takes
    too long. Raises SlowFilterError."""
    sql, names = _numbered(text)
    values = meant.values | more
    if "causes" in names:
        values["causes"] = await _causes(meant)
    arguments = [values[name] for name in names]
    if meant.uneven:
        return await _planned(sql, arguments)
    async with connection() as one:
        rows: Sequence[Record] = await one.fetch(sql, *arguments)
        return rows


async def _causes(meant: Matching) -> list[int]:
    """Of a class: a plan is made for those that it has, which may be few of very many."""
    class_ = meant.values.get("error_class", ErrorClass.DUPLICATE)
    found = await query("causes_of_class", integration=meant.values["integration"], error_class=class_)
    return [row["id"] for row in found]


async def _planned(sql: str, arguments: list[Any]) -> Sequence[Record]:
    async with planning() as one:
        try:
            rows: Sequence[Record] = await one.fetch(sql, *arguments, timeout=PATIENCE_SECONDS)
        except TimeoutError as error:
            raise SlowFilterError(PATIENCE_SECONDS) from error
        return rows
