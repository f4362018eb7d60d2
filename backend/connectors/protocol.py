"""What the house asks of a connector: pure rendering, and an open line per level."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

import msgspec

from backend.domain.changes import Changes, Cursor
from backend.domain.objects import ObjectRef, Problem, Version
from backend.domain.pushes.carried import CarriedKind, Maps
from backend.domain.pushes.found import Found
from backend.domain.pushes.health import Health
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.push import Operation, Push, Rendered
from backend.domain.pushes.remote import RemoteRecord, RemoteRef


class Remote(Protocol):
    """An open line to one third party at one level. Expected failures are values; it raises only bugs."""

    async def check(self) -> Health: ...

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        """Send in one request. Same order and length as `batch`; a call that fails whole gives N outcomes. At most the
        batch limit, never two of one key. Each outcome carries the exchange."""
        ...

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        """Look for what these pushes may have made: by remote id, our marker, natural key. Same order and
        length. Kinds may be mixed; payloads are empty."""
        ...

    async def read(self, refs: Sequence[tuple[str, RemoteRef]]) -> Sequence[RemoteRecord | None]:
        """Read records by (kind, ref). Same order and length; None: not there."""
        ...

    async def changed(self, kind: str, since: Cursor | None, *, most: int) -> Changes:
        """Read the next page of a sweep, in one call: what changed of one kind, in that order; at the top also what
        entities hold. A sweep begins a look-back before the last one's end, so records come again. Deletions do not
        show. The cursor moves with each page, or there is a failure."""
        ...

    async def probe(self, kinds: Sequence[str]) -> Sequence[Health]:
        """Whether each kind can be read here, with the fields that a look-up asks for: one row at most, nothing is
        written. Same order and length."""
        ...

    async def ask_later(self) -> Health:
        """Ask something that writes nothing in the way of writes that are answered later: whether it is acknowledged,
        and the `request_id` by which the answer will name it. Only for settings whose writes are."""
        ...


class LateAnswer(msgspec.Struct, frozen=True):
    """An answer that came later, and the request that it is about. Secrets of the integration are taken out of `text`
    by who keeps it; others must not be there."""

    request_id: str
    text: str


class Later(Protocol):
    """For a third party that may acknowledge a request and answer it later, in a request of its own. Pure."""

    def open(self, config: Any, body: bytes) -> LateAnswer | Problem:
        """Whose answer it is, or why it is not taken. Nobody vouches for the body yet."""
        ...

    def read(self, config: Any, text: str, batch: Sequence[Push], *, level: str) -> Sequence[Outcome]:
        """What it says of the pushes of its request. Same order and length; their payloads are empty."""
        ...


class Connector(Protocol):
    """The code for one third party."""

    name: str  # = the folder's name
    label: str  # "Sage Intacct"
    config: type[msgspec.Struct]  # what an integration must know; what is given is checked against it
    secrets: tuple[str, ...]  # names of secrets kept encrypted beside the config
    kinds: Mapping[str, CarriedKind]
    maps: Mapping[str, str]  # value map name → what it is for
    later: Later | None  # None: it answers at once, always
    said: Sequence[str]  # what it says of its line and of errors, as catalogs have it: `Intacct has no %(kind)s.`

    def refuses(self, config: Any) -> Sequence[Problem]:
        """Why these settings cannot be used, beyond their types; the fields as `config` names them."""
        ...

    def company(self, config: Any) -> Mapping[str, str]:
        """What names the company: field of the config → the part of it that does. Never empty; keys are made from the
        first. Fixed once objects were sent."""
        ...

    def stays_here(self, config: Any) -> bool:
        """Whether nothing that is pushed with these settings leaves this machine."""
        ...

    def confidential(self, config: Any) -> Collection[str]:
        """Fields at the third party that hold what no screen shows, though their names do not say so
        (`domain/confidential.py` knows those that do)."""
        ...

    def promises(self, config: Any) -> Promises: ...

    def needs(self, version: Version, maps: Maps) -> Sequence[ObjectRef]:
        """The objects that must be at the third party before this one. A code that a value map resolves is none."""
        ...

    def natural_key(self, ref: ObjectRef) -> str:
        """By what a look-up finds it when no id is known."""
        ...

    def render(
        self,
        version: Version,
        *,
        op: Operation,
        key: str,
        remote: RemoteRef | None,
        parents: Mapping[ObjectRef, RemoteRef],
        config: Any,
        maps: Maps,
    ) -> Rendered:
        """Build the element of one object, or say why not. Pure: neither clock nor network. `parents`: the records of
        what it needs, as far as they are known."""
        ...

    def expected(
        self, version: Version, *, parents: Mapping[ObjectRef, RemoteRef], config: Any, maps: Maps
    ) -> dict[str, str]:
        """The fields a look-up compares, as the third party would show them. Pure."""
        ...

    def open(self, config: Any, secrets: Mapping[str, str], level: str) -> AbstractAsyncContextManager[Remote]:
        """A line, without a call yet. `level`: top, or an entity's id."""
        ...
