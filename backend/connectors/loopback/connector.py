"""A third party inside the process: for tests, for trying things out, and as the folder to copy for the next one."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import msgspec

from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.content import field_names, flat, payload, pointing, references, renamed
from backend.connectors.loopback.remote import LoopbackRemote
from backend.connectors.protocol import Later
from backend.domain.kinds.registry import KINDS
from backend.domain.maps.missing import no_entry
from backend.domain.objects import ObjectRef, Problem, Version
from backend.domain.pushes.carried import CarriedKind, Maps
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.push import Operation, Rendered
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import Sentence

MOST_TOGETHER = 1000  # in one call


class Loopback:
    """Carries every kind, and keeps what it is given in memory."""

    name = "loopback"
    label: str = Sentence("Loopback (in memory)")
    config: type[msgspec.Struct] = LoopbackConfig
    secrets: tuple[str, ...] = ("password",)
    kinds: Mapping[str, CarriedKind] = {name: CarriedKind(name=name, remote_name=name) for name in KINDS}
    later: Later | None = None  # it answers at once
    said: Sequence[str] = ()  # all its words stand in code
    maps: Mapping[str, str] = {"payment_term": "Our code → the third party's name for it"}

    def refuses(self, config: LoopbackConfig) -> Sequence[Problem]:  # noqa: ARG002
        return ()

    def company(self, config: LoopbackConfig) -> Mapping[str, str]:
        return {"company": config.company}

    def stays_here(self, config: LoopbackConfig) -> bool:  # noqa: ARG002
        return True

    def confidential(self, config: LoopbackConfig) -> Collection[str]:  # noqa: ARG002
        """It has our own names."""
        return ()

    def promises(self, config: LoopbackConfig) -> Promises:
        return Promises(
            longest_processing=timedelta(0),
            look_up_lag=timedelta(0),
            call_timeout=timedelta(seconds=config.call_timeout_seconds),
            refuses_repeats=True,
            batch_limit=MOST_TOGETHER,
        )

    def needs(self, version: Version, maps: Maps) -> Sequence[ObjectRef]:  # noqa: ARG002  (mapped fields never point)
        return tuple(ref for ref in references(version.body, self._pointing(version)) if ref != version.ref)

    def _pointing(self, version: Version) -> Mapping[str, str]:
        return pointing(version.ref.kind, self.kinds.keys() - self.maps.keys())

    def natural_key(self, ref: ObjectRef) -> str:
        return ref.key

    def render(
        self,
        version: Version,
        *,
        op: Operation,  # noqa: ARG002
        key: str,  # noqa: ARG002
        remote: RemoteRef | None,  # noqa: ARG002
        parents: Mapping[ObjectRef, RemoteRef],
        config: LoopbackConfig,
        maps: Maps,
    ) -> Rendered:
        problems = [
            no_entry(name, code, field=name, noun=name.replace("_", " "))
            for name in self.maps
            if (code := version.body.get(name)) and name in maps.entries and maps.find(name, code) is None
        ]
        fields = self.expected(version, parents=parents, config=config, maps=maps)
        return tuple(problems) or payload({name: value for name, value in fields.items() if value})

    def expected(
        self,
        version: Version,
        *,
        parents: Mapping[ObjectRef, RemoteRef],
        config: LoopbackConfig,  # noqa: ARG002
        maps: Maps,
    ) -> dict[str, str]:
        def number(ref: ObjectRef) -> str:
            return (parents[ref].number if ref in parents else "") or ref.key

        body = renamed(dict(version.body), self._pointing(version), number)
        mapped = {name: maps.find(name, body[name]) for name in self.maps if body.get(name)}
        fields = flat({**body, **{name: value for name, value in mapped.items() if value is not None}})
        return dict.fromkeys(field_names(version.ref.kind), "") | fields

    def open(
        self, config: LoopbackConfig, secrets: Mapping[str, str], level: str
    ) -> AbstractAsyncContextManager[LoopbackRemote]:
        return _opened(config, secrets, level)


@asynccontextmanager
async def _opened(config: LoopbackConfig, secrets: Mapping[str, str], level: str) -> AsyncIterator[LoopbackRemote]:
    yield LoopbackRemote(config, secrets, level)
