"""What the grid shows: a filter, an order and a place in it, read from a query string and written back."""

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import Any, Self
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from backend.domain.days import is_day
from backend.domain.grid.bounds import Bounds
from backend.domain.grid.cursors import Place, Sort, read_cursor
from backend.domain.grid.error_classes import ERROR_CLASSES
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Category, Problem
from backend.domain.sentence import Sentence, joined
from backend.domain.status import Status

# One value each.
TEXTS = (
    *("key", "version", "kind", "entity", "category", "message", "since", "until"),
    *("outcome", "cause", "error_class"),
)
TYPED = frozenset({"key", "version", "message", "since", "until"})  # in fields that take any text
_FIRST_PAGE = {"after": "", "before": ""}


class GridFilter(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """As a person wrote it; empty fields do not filter. `filters.read_filter` checks it."""

    key: str = ""  # how it begins; with `*`, which stands for anything: the whole of it
    statuses: frozenset[Status] = frozenset()
    version: str = ""  # `7`, `5-9`: the current version; `behind`: the third party holds another one
    kind: str = ""
    entity: str = ""  # `top`: of the whole company
    category: str = ""
    message: str = ""  # a part of the last message
    since: str = ""  # changed since: `2026-11-01` or `2026-11-01T17:05:00Z`, `24h`, `7d`
    until: str = ""  # and not later: a day or a moment, which belongs to it
    zone: str = ""  # of days: `Europe/Berlin`; "": UTC
    outcome: str = ""  # `unconfirmed`: unknown for more than a day
    cause: str = ""  # the number of what their errors have in common
    error_class: str = ""  # of that
    sort: Sort = Sort.NEWEST
    after: str = ""  # a cursor: the page that follows it
    before: str = ""  # or the one that ends there; neither: the first page
    bounds: Bounds | None = None  # of an embed: in no address, and kept by whatever changes the rest
    problems: tuple[Problem, ...] = ()  # of fields that hold what cannot be read: then nothing matches

    def query(self, *, page: bool = False, **changes: Any) -> str:
        """The query string with changes (`statuses` may be any set or list). Of the same page, or without one."""
        return urlencode(self.pairs(page=page, **changes))

    def pairs(self, *, page: bool = False, **changes: Any) -> list[tuple[str, str]]:
        """The same for a form."""
        new = self._with(**({} if page else _FIRST_PAGE) | changes)
        words = [("status", str(one)) for one in sorted(new.statuses)]
        words += [(name, getattr(new, name)) for name in TEXTS if getattr(new, name)]
        words += [("zone", new.zone)] if new.zone and new.has_days else []
        words += [("sort", str(new.sort))] if new.sort != Sort.NEWEST else []
        return words + [(name, getattr(new, name)) for name in _FIRST_PAGE if getattr(new, name)]

    def _with(self, **changes: Any) -> Self:
        if "statuses" in changes:
            changes["statuses"] = frozenset(Status(one) for one in changes["statuses"])
        if "sort" in changes:
            changes["sort"] = Sort(changes["sort"] or Sort.NEWEST)
        return replace(self, **changes)

    def active(self) -> list[tuple[str, str, Self]]:
        """(label, value, the filter without it) of what filters."""
        statuses = joined(", ", [_words(one) for one in sorted(self.statuses)])
        found = [(Sentence("Status"), statuses, without_page(self, statuses=()))] if statuses else []
        shown = {name: getattr(self, name) for name in TEXTS}
        shown |= {"category": _words(self.category), "outcome": _words(self.outcome)}
        shown["error_class"] = ERROR_CLASSES[self.error_class] if self.error_class else ""
        shown |= {name: self._day(shown[name]) for name in ("since", "until")}
        shown["kind"] = Sentence(KINDS[self.kind].label) if self.kind else ""
        return found + [(LABELS[n], shown[n], self._without(n)) for n in TEXTS if shown[n]]

    def _without(self, name: str) -> Self:
        """An order by amount is one of finance objects: it goes with them."""
        rest = {"sort": Sort.NEWEST} if name == "category" and self.sort is Sort.AMOUNT else {}
        return self._with(**_FIRST_PAGE, **rest, **{name: ""})

    @property
    def may_have_amounts(self) -> bool:
        category = KINDS[self.kind].category if self.kind else self.category
        return category != Category.MASTER_DATA

    @property
    def has_days(self) -> bool:
        """Whether a zone says what it means."""
        return is_day(self.since) or is_day(self.until)

    def _day(self, text: str) -> str:
        return f"{text} ({self.zone or 'UTC'})" if is_day(text) else text

    def problem(self, name: str) -> str:
        """What was expected in this field; "": it can be read."""
        return next((one.sentence for one in self.problems if one.field == name), "")

    @property
    def refused(self) -> bool:
        """Whether the address holds what no field of the page writes there."""
        return any(one.field not in TYPED for one in self.problems)

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same view, page included; in every process."""
        return sha256(self.query(page=True).encode()).hexdigest()[:16]

    @cached_property
    def place(self) -> Place | None:
        return read_cursor(self.after or self.before) if self.after or self.before else None


LABELS = {
    "key": Sentence("Key"),
    "version": Sentence("Version"),
    "kind": Sentence("Kind"),
    "entity": Sentence("Entity"),
    "category": Sentence("Category"),
    "message": Sentence("Message"),
    "since": Sentence("Changed since"),
    "until": Sentence("Changed until"),
    "outcome": Sentence("Outcome"),
    "cause": Sentence("Cause"),
    "error_class": Sentence("Error class"),
}


def _words(name: str) -> Sentence:
    return Sentence(name.replace("_", " ").capitalize())


def without_page(given: GridFilter, *, statuses: Iterable[Status] | None = None) -> GridFilter:
    """The same objects from the first page on, or those of other statuses."""
    kept = given.statuses if statuses is None else frozenset(statuses)
    return replace(given, statuses=kept, **_FIRST_PAGE)
