"""What a kind is to this connector, and what one rendering works on."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.names import Renamed, mapped
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Problem, Version, in_words
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Cause, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept

_PLACE = re.compile(r"\[\d+\]")


_CORRECT = kept("Correct it in the ERP.")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One rendering; what is wrong is gathered in `problems`."""

    version: Version
    remote: RemoteRef | None
    parents: Mapping[ObjectRef, RemoteRef]  # the records of what it needs, as far as they are known
    renamed: Renamed
    config: IntacctConfig
    maps: Maps
    problems: list[Problem]

    @property
    def body(self) -> dict[str, Any]:
        return self.version.body

    @property
    def own_number(self) -> str:
        """Our key, unless people gave the record another number there."""
        return (self.remote.number if self.remote else "") or self.version.ref.key

    def record(self, natural_field: str) -> list[Field]:
        """What an update names its record by."""
        return [*given(("RECORDNO", self.remote.id if self.remote else None)), (natural_field, self.own_number)]

    def refuse(self, field: str, sentence: str, *, of_all: str = "", step: str = _CORRECT) -> str:
        """`of_all`: what is said of all objects that are refused so; `step`: what the keeper of the data does."""
        return self.refuse_for(refusal(self.version, field, sentence, of_all=of_all, advice=Advice(Who.ERP, step)))

    def refuse_for(self, problem: Problem) -> str:
        self.problems.append(problem)
        return ""

    def number(self, kind: str, key: str) -> str:
        """What another object is called at Intacct: its key, unless a map or its own record says otherwise."""
        if self.renamed and (kind, key) in self.renamed:
            return self.renamed[kind, key]
        return mapped(self.maps, kind, key) or key


def refusal(version: Version, field: str, sentence: str, *, advice: Advice, of_all: str = "") -> SharedProblem:
    """One cause for all objects of a kind that are refused for the same field."""
    kind, part = version.ref.kind, _PLACE.sub("", field)
    cause = Cause(
        fingerprint=f"refused {kind} {part} {of_all}".strip(),
        error_class=ErrorClass.DATA,
        sentence=of_all or _not_taken(in_words(kind).lower(), in_words(part).lower()),
        advice=advice,
    )
    return SharedProblem(field, sentence, cause=cause)


def _not_taken(kind: str, part: str) -> str:
    if not part:
        return kept("Intacct does not take its content: %(kind)s", kind=kind)
    return kept("Intacct does not take its %(what)s: %(kind)s", what=part, kind=kind)


class IntacctKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind: its names there, and three pure functions."""

    name: str
    remote_name: str  # the object of generic functions and of `query`
    natural_field: str  # holds our key
    record_field: str = "RECORDNO"  # holds what an answer calls the record
    create: Callable[[Draft], Sequence[Field]]  # the function's element
    before: Callable[[Draft], Sequence[Field]] | None = None  # another function, just before: what it leans on
    update: Callable[[Draft], Sequence[Field]]
    needs: Callable[[dict[str, Any], Maps], Sequence[ObjectRef]]
    expected: Callable[[Version, Maps], dict[str, str]]
    telling: tuple[str, ...]  # fields that tell whether a record with our number is ours
    changing: tuple[str, ...] = ()  # the others that an update may change
    once: tuple[str, ...] = ()  # the others that only a create writes
    unsure: bool = False  # its number and its head do not tell it from another's: only a create of ours does
    created: str = "WHENCREATED"  # the moment of its creation
    extensible: bool = True  # its functions take fields that the company added
    awaited: bool = True  # False: people often set it up at Intacct; waited for only once the ERP handed one over


def generic(verb: str, remote_name: str, fields: Sequence[Field]) -> Sequence[Field]:
    """`<create><CUSTOMER>…`: children in any order."""
    return [(verb, [(remote_name, fields)])]


def given(*fields: tuple[str, str | None]) -> list[Field]:
    """Fields that hold something."""
    return [(name, value) for name, value in fields if value]


def stated(*fields: tuple[str, str | None]) -> list[Field]:
    """For an update: a field without a value is sent empty, so that what was taken away goes away there too."""
    return [(name, value or "") for name, value in fields]


def status(body: dict[str, Any]) -> tuple[str, str]:
    """Only updates say it. What is created starts active: Intacct refuses documents that name something inactive, and
    those of its past may still be to come."""
    return "STATUS", body.get("status") or "active"
