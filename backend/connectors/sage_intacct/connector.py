"""The Sage Intacct connector: what it carries, and the door to its line."""

import hashlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import msgspec

from backend.connectors.endpoint import is_here, refused
from backend.connectors.http import shared_client
from backend.connectors.protocol import Later
from backend.connectors.sage_intacct.causes.saying import said
from backend.connectors.sage_intacct.comparing import names
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.codes import MAPS
from backend.connectors.sage_intacct.kinds.custom import expected_custom, with_added
from backend.connectors.sage_intacct.kinds.draft import Draft, refusal
from backend.connectors.sage_intacct.kinds.names import renamed, with_names
from backend.connectors.sage_intacct.kinds.parts.contact import with_one_country
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.kinds.settings import misnamed, padded
from backend.connectors.sage_intacct.later import IntacctLater
from backend.connectors.sage_intacct.remote import IntacctRemote
from backend.connectors.sage_intacct.wire.endpoint import owner
from backend.connectors.sage_intacct.wire.line import Line
from backend.connectors.sage_intacct.wire.requests import MOST_FUNCTIONS, Credentials
from backend.connectors.sage_intacct.wire.writer import UnwritableError, elements, unwritable
from backend.domain.confidential import is_confidential
from backend.domain.levels import TOP
from backend.domain.objects import ObjectRef, Problem, Version
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import CarriedKind, Maps
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.push import Operation, Payload, Rendered
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import Noun, kept

MOST_ASYNCHRONOUS_BYTES = 450_000  # Intacct takes about 500,000 characters in an asynchronous request


class SageIntacct:
    """Speaks the XML gateway, dialect 3.0."""

    name = "sage_intacct"
    label = "Sage Intacct"
    config: type[msgspec.Struct] = IntacctConfig
    secrets: tuple[str, ...] = ("sender_password", "user_password")
    kinds: Mapping[str, CarriedKind] = {
        kind.name: CarriedKind(name=kind.name, remote_name=kind.remote_name, awaited=kind.awaited)
        for kind in KINDS.values()
    }
    maps: Mapping[str, str] = MAPS
    later: Later | None = IntacctLater()
    said: Sequence[str] = (*said(), *map(Noun, names()))

    def refuses(self, config: IntacctConfig) -> Sequence[Problem]:
        why = refused(config.endpoint)
        return (*([Problem("endpoint", why)] if why else ()), *padded(config), *misnamed(config))

    def company(self, config: IntacctConfig) -> Mapping[str, str]:
        return {"company_id": config.company_id, "endpoint": owner(config.endpoint)}

    def stays_here(self, config: IntacctConfig) -> bool:
        return is_here(config.endpoint)

    def confidential(self, config: IntacctConfig) -> Collection[str]:
        """Fields that the company added, and that get what is confidential of ours."""
        return [there for ours, there in config.custom_fields.items() if is_confidential(ours)]

    def promises(self, config: IntacctConfig) -> Promises:
        return Promises(
            longest_processing=timedelta(seconds=config.longest_processing_seconds),
            look_up_lag=timedelta(seconds=config.look_up_lag_seconds),
            call_timeout=timedelta(seconds=config.call_timeout_seconds),
            refuses_repeats=True,
            batch_limit=MOST_FUNCTIONS,
            batch_bytes=MOST_ASYNCHRONOUS_BYTES if config.policy_id else None,
            answers_within=_answers_within(config),
            quota=config.transactions_a_month,
        )

    def needs(self, version: Version, maps: Maps) -> Sequence[ObjectRef]:
        return KINDS[version.ref.kind].needs(version.body, maps)

    def natural_key(self, ref: ObjectRef) -> str:
        return ref.key

    def render(
        self,
        version: Version,
        *,
        op: Operation,
        key: str,
        remote: RemoteRef | None,
        parents: Mapping[ObjectRef, RemoteRef],
        config: IntacctConfig,
        maps: Maps,
    ) -> Rendered:
        draft = Draft(
            version=version,
            remote=remote,
            parents=parents,
            renamed=renamed(parents),
            config=config,
            maps=maps,
            problems=[],
        )
        kind = KINDS[version.ref.kind]
        fields = kind.create(draft) if op is Operation.CREATE else kind.update(draft)
        fields = with_added(fields, draft, op, key)
        helper = kind.before(draft) if kind.before else ()
        if draft.problems:
            return tuple(draft.problems)
        try:
            content, before = elements(fields).encode(), elements(helper).encode()
        except UnwritableError as error:
            return _named(version, maps, error)
        return Payload(content=content, before=before, hash=hashlib.sha256(before + content).digest())

    def expected(
        self, version: Version, *, parents: Mapping[ObjectRef, RemoteRef], config: IntacctConfig, maps: Maps
    ) -> dict[str, str]:
        fields = KINDS[version.ref.kind].expected(with_names(version, renamed(parents)), maps)
        return with_one_country(fields, iso_codes=config.iso_country_codes) | expected_custom(version, config)

    def open(
        self, config: IntacctConfig, secrets: Mapping[str, str], level: str
    ) -> AbstractAsyncContextManager[IntacctRemote]:
        return _opened(config, secrets, level)


def _answers_within(config: IntacctConfig) -> timedelta:
    seconds = max(config.answers_within_seconds, config.longest_processing_seconds, 1)
    return timedelta(seconds=seconds if config.policy_id else 0)


@asynccontextmanager
async def _opened(config: IntacctConfig, secrets: Mapping[str, str], level: str) -> AsyncIterator[IntacctRemote]:
    credentials = Credentials(secrets["sender_password"], secrets["user_password"])
    async with shared_client(f"sage_intacct {config.endpoint} {config.company_id}") as client:
        line = Line(client, config, credentials, "" if level == TOP else level)
        yield IntacctRemote(line, config)


def _named(version: Version, maps: Maps, error: UnwritableError) -> tuple[Problem, ...]:
    found = [*unwritable(version.ref.key, "key"), *unwritable(version.body)]
    advice = Advice(Who.ERP, kept("Have the character taken out in the ERP."))
    for name, entries in maps.entries.items() if not found else ():
        found += unwritable(entries, f'value map "{name.replace("_", " ")}"')
        advice = Advice(Who.SETTINGS, kept("Take the character out of the entry."))
    found = found or [Problem("", kept("Holds a character that XML cannot hold: %(text)s", text=repr(str(error)[:80])))]
    return tuple(refusal(version, one.field, one.sentence, of_all=_UNWRITABLE, advice=advice) for one in found)


_UNWRITABLE = kept("A text holds a character that XML cannot hold")
