"""Read a filter from a query string; what cannot be understood is refused by name."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import category

from msgspec.structs import replace

from backend.domain.days import begins, ends, is_time, is_zone
from backend.domain.grid.cursors import Sort, read_cursor
from backend.domain.grid.error_classes import ERROR_CLASSES
from backend.domain.grid.grid_filter import TEXTS, TYPED, GridFilter
from backend.domain.kinds.body.words import shown
from backend.domain.kinds.parts.text import MAX_KEY
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Category, Problem
from backend.domain.sentence import Sentence
from backend.domain.status import Status

__all__ = ["GridFilter", "read_filter", "read_typed_filter", "rest_of"]

BESIDE = frozenset(
    {"rev", "more", "tab", "old", "new", "exchange", "integration", "said"}
)  # for others in the same query
SHORTEST_MESSAGE = 3  # characters: the index knows triples
_CURSORS = ("after", "before")
_MAX_VERSION = 2**31 - 1
_VERSIONS = re.compile(r"([1-9][0-9]{0,9})(?:-([1-9][0-9]{0,9}))?")
_SPAN = re.compile(r"[1-9][0-9]{0,3}[hd]")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def read_filter(pairs: Iterable[tuple[str, str]]) -> GridFilter | tuple[Problem, ...]:
    """`status` may stand several times, everything else once."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in BESIDE and value.strip():
            given.setdefault(name, []).append(value.strip())
        elif name not in BESIDE and name not in _READERS:
            given.setdefault(name, [])
    problems = [problem for name, values in given.items() if (problem := _problem(name, values))]
    return tuple(problems) or _found(given)


def read_typed_filter(pairs: Iterable[tuple[str, str]]) -> GridFilter | tuple[Problem, ...]:
    """A person's: what cannot be read in a field that is typed in stays there, beside what was expected."""
    given = list(pairs)
    found = read_filter(given)
    fields = set() if isinstance(found, GridFilter) else {problem.field for problem in found}
    if isinstance(found, GridFilter) or not fields <= TYPED:
        return found
    wrong = {name: value.strip() for name, value in given if name in fields and value.strip()}
    rest = read_filter((name, value) for name, value in given if name not in wrong)
    return replace(rest, **wrong, problems=found) if isinstance(rest, GridFilter) else rest


def rest_of(pairs: Iterable[tuple[str, str]], problems: tuple[Problem, ...]) -> GridFilter:
    """A filter without the fields that these problems name, for a page that says so: nothing matches it."""
    wrong = {problem.field for problem in problems}
    rest = read_filter((name, value) for name, value in pairs if name not in wrong)
    return replace(rest if isinstance(rest, GridFilter) else GridFilter(), problems=problems)


def _problem(name: str, values: list[str]) -> Problem | None:
    if name not in _READERS:
        return Problem(name, Sentence("unknown: expected one of %(known)s", known=", ".join(_READERS)))
    if name != "status" and len(set(values)) > 1:
        return Problem(name, Sentence("given more than once"))
    wrong = [(value, what) for value in values if (what := _readable(value) or _READERS[name](value))]
    if not wrong:
        return None
    return Problem(name, _EXPECTED.with_values(what=wrong[0][1], given=shown(wrong[0][0])))


_EXPECTED = Sentence("expected %(what)s, got %(given)s")


def _found(given: dict[str, list[str]]) -> GridFilter | tuple[Problem, ...]:
    texts: dict[str, Any] = {name: given[name][0] for name in (*TEXTS, "zone", *_CURSORS) if given.get(name)}
    if not texts.get("key", "").strip("*"):
        texts.pop("key", None)
    sort = Sort(given["sort"][0]) if given.get("sort") else Sort.NEWEST
    found = GridFilter(statuses=frozenset(Status(one) for one in given.get("status", [])), sort=sort, **texts)
    if found.after and found.before:
        return (Problem("before", Sentence("expected only one of %(known)s", known=" and ".join(_CURSORS))),)
    if found.place and found.place.sort is not sort:
        return (Problem("after" if found.after else "before", _OTHER_ORDER.with_values(order=found.place.sort)),)
    if found.until and is_time(found.since) and ends(found.until, found.zone) <= begins(found.since, found.zone):
        what = Sentence("a time that is not before %(since)s", since=found.since)
        return (Problem("until", _EXPECTED.with_values(what=what, given=shown(found.until))),)
    if sort is Sort.AMOUNT and not found.may_have_amounts:
        return (Problem("sort", Sentence("only finance objects have an amount to be ordered by")),)
    found = found if found.has_days else replace(found, zone="")
    return replace(found, category=Category.FINANCE) if sort is Sort.AMOUNT else found


_OTHER_ORDER = Sentence("this page belongs to the order %(order)s: begin with the first page")

# Each answers what was expected instead, or "".


def _readable(value: str) -> str:
    """PostgreSQL holds neither NUL nor lone surrogates."""
    return Sentence("text without control characters") if any(category(each) in ("Cc", "Cs") for each in value) else ""


def _at_most(value: str) -> str:
    return "" if len(value) <= MAX_KEY else Sentence("at most %(most)s characters", most=MAX_KEY)


def _one_of(names: Iterable[str]) -> Callable[[str], str]:
    known = tuple(names)
    return lambda value: "" if value in known else Sentence("one of %(known)s", known=", ".join(known))


def _version(value: str) -> str:
    numbers = _VERSIONS.fullmatch(value)
    if value == "behind" or (numbers and _rising(int(numbers[1]), int(numbers[2] or numbers[1]))):
        return ""
    return Sentence("a version such as 7, a range such as 5-9, or behind")


def _rising(low: int, high: int) -> bool:
    return low <= high <= _MAX_VERSION


def _message(value: str) -> str:
    if len(value) >= SHORTEST_MESSAGE:
        return _at_most(value)
    return Sentence("at least %(least)s characters", least=SHORTEST_MESSAGE)


def _since(value: str) -> str:
    return "" if _SPAN.fullmatch(value) or is_time(value) else Sentence("a date such as 2026-11-01, or 24h, 7d, 30d")


def _until(value: str) -> str:
    return "" if is_time(value) else Sentence("a date such as 2026-11-01")


def _zone(value: str) -> str:
    return "" if is_zone(value) else Sentence("a time zone such as Europe/Berlin")


def _cause(value: str) -> str:
    return "" if _NUMBER.fullmatch(value) else Sentence("the number of a cause")


def _cursor(value: str) -> str:
    return "" if read_cursor(value) else Sentence("the cursor of a page, as an answer gave it")


_READERS: dict[str, Callable[[str], str]] = {
    "status": _one_of(Status),
    "key": _at_most,
    "version": _version,
    "kind": _one_of(KINDS),
    "entity": _at_most,
    "category": _one_of(Category),
    "message": _message,
    "since": _since,
    "until": _until,
    "zone": _zone,
    "outcome": _one_of(["unconfirmed"]),
    "cause": _cause,
    "error_class": _one_of(map(str, ERROR_CLASSES)),
    "sort": _one_of(Sort),
    "after": _cursor,
    "before": _cursor,
}
