"""One machine's objects at one integration: what the ERP and people do, how time passes, and what is checked."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec

from backend.actions.answers.receive_answer import receive_answer
from backend.actions.answers.settle_answers import settle_open_answers
from backend.actions.drain_slot import drain_slot
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.actions.receive_versions import receive_versions
from backend.actions.resolve.adopt_record import adopt_record
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.renumber import renumber
from backend.actions.resolve.request_retry import request_retry
from backend.actions.resolve.send_again import send_again
from backend.actions.syncs.request_sync import Requested, request_sync
from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.tend import reap_leases, recheck_blocked
from backend.domain.ingest.receiving import Receipt
from backend.domain.integrations.integration import Integration
from backend.domain.objects import ObjectRef
from backend.domain.protocol.times import Times
from backend.domain.pushes.push import Push
from backend.domain.roles import Role
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.protocol import records
from tests.actions.make import make
from tests.factories import sql
from tests.properties.pretend import Pretend
from tests.properties.there import There
from tests.properties.watching import Watch, is_false_success, problems_of

_numbers = count(1)  # that objects are given there
AMOUNTS = {"a": "10.00", "b": "11.00", "c": "12.00", "unsendable": "13.00"}
_ROWS = """SELECT b.*, r.remote_id, (SELECT count(*) FROM attempt a
               WHERE a.binding = b.id AND a.outcome IS NULL AND a.operation <> 'look') AS open
           FROM binding b LEFT JOIN remote_record r ON r.binding = b.id WHERE b.id = ANY($1) ORDER BY b.id"""

# After a stop nothing of its sync is sent, nor sent again.
_SENT_AFTER_A_STOP = """SELECT i.binding FROM sync s JOIN sync_item i ON i.sync = s.id
                        JOIN attempt a ON a.binding = i.binding AND a.operation <> 'look' AND a.version <= i.version
                        WHERE s.id = ANY($1) AND a.intended_at > s.stopped_at
                          AND (i.outcome_at IS NULL OR a.intended_at < i.outcome_at)"""

# Who died together is tried again apart by their ids: the same machine shall meet the same.
_ALIKE = """SELECT setval(ids, (nextval(ids) / 899 + 1) * 899)
            FROM (SELECT pg_get_serial_sequence('binding', 'id')::regclass AS ids) s"""


class Desk:
    def __init__(
        self, runtime: Runtime, integration: Integration, watch: Watch, number: int, *, dedupes: bool, unique: bool
    ) -> None:
        self.runtime, self.integration, self.watch = runtime, integration, watch
        self.there = There(dedupes=dedupes, unique=unique)
        watch.begin()
        connector = runtime.connectors["loopback"]
        assert isinstance(connector, Pretend)
        self.connector, connector.there = connector, self.there
        self.times = Times.of(runtime.promises(integration))
        self.number, self.held = number, False
        self.ids: dict[str, int] = {}  # key → binding
        self.accepted: dict[tuple[str, int], str] = {}  # key and version → content
        self.newest: dict[str, int] = {}
        self.syncs: list[int] = []
        self.before: dict[int, dict[str, Any]] = {}

    def named(self, key: str) -> str:
        return f"{key}-{self.number}"

    def ref(self, key: str) -> ObjectRef:
        return ObjectRef({"D": "department", "C": "customer", "I": "sales_invoice"}[key[0]], self.named(key))

    def fields(self, key: str, content: str) -> dict[str, str]:
        return {"total": AMOUNTS[content]} if key == "I1" else {"name": content}

    def _envelope(self, key: str, content: str, **given: Any) -> Any:
        ref = self.ref(key)
        if key == "I1":
            body = {"customer": self.named("C1"), "date": "2024-02-29", "currency": "EUR", "total": AMOUNTS[content]}
            return make(ref.kind, ref.key, body | {"lines": [{"amount": AMOUNTS[content]}]}, **given)
        parent = {"parent": self.named("D1")} if key == "D2" else {}
        return make(ref.kind, ref.key, {"name": content} | parent, **given)

    async def begin(self, *, parent_first: bool) -> None:
        await sql(_ALIKE)
        await self.hold(held=False)
        for key in ["D1", "C1"] if parent_first else ["D2", "I1"]:
            await self.receive(key, "a")

    async def receive(self, key: str, content: str) -> None:
        known = key in self.newest
        (answer,) = await receive_versions(self.runtime, [self._envelope(key, content)], source="tests")
        if answer.receipt is Receipt.UNCHANGED:
            self.watch.saw("T3 the same version and content again")
            return
        self.newest[key] = answer.version
        self.accepted[key, answer.version] = content
        if not known:
            await self._is_new(key)

    async def _is_new(self, key: str) -> None:
        text = "SELECT b.id FROM binding b JOIN object o ON o.id = b.object WHERE o.kind = $1 AND o.key = $2"
        ref = self.ref(key)
        (row,) = await sql(text, ref.kind, ref.key)
        self.ids[key] = row["id"]
        automatic = self.integration.automatic.get(ref.kind, False)
        self.watch.saw(f"T{1 if automatic else 2} first version, {'automatic' if automatic else 'manual'} kind")

    async def receive_strange(self, key: str, how: str) -> None:
        """The same number again, one in the past that is not there, or the newest with other content."""
        newest = self.newest.get(key)
        if newest is None:
            return
        content = self.accepted[key, newest]
        if how == "older":
            await self._receive_older(key, newest)
            return
        other = "b" if content == "a" else "a"
        envelope = self._envelope(key, content if how == "again" else other, version=newest)
        (answer,) = await receive_versions(self.runtime, [envelope], source="tests")
        assert answer.receipt is (Receipt.UNCHANGED if how == "again" else Receipt.CONFLICT)
        same = "the same version and content again" if how == "again" else "the same version, other content"
        self.watch.saw(f"T{3 if how == 'again' else 4} {same}")

    async def _receive_older(self, key: str, newest: int) -> None:
        """Numbers may have gaps: one is left for it."""
        jump = self._envelope(key, "c" if self.accepted[key, newest] != "c" else "b", version=newest + 2)
        (answer,) = await receive_versions(self.runtime, [jump], source="tests")
        self.newest[key], self.accepted[key, newest + 2] = newest + 2, jump_content(self.accepted[key, newest])
        assert answer.receipt is Receipt.CREATED
        (answer,) = await receive_versions(self.runtime, [self._envelope(key, "a", version=newest + 1)], source="tests")
        assert answer.receipt is Receipt.SUPERSEDED
        self.accepted[key, newest + 1] = "a"
        self.watch.saw("T5 an older version")

    async def press(self, verb: Verb) -> None:
        asked = await request_sync(self.runtime, self.integration.id, list(self.ids.values()), verb, by="Ada")
        assert isinstance(asked, Requested)
        self.syncs += [asked.sync] if asked.sync is not None else []
        told = {"in step": "T9 a press", "already synchronizing": "T12 a press", "resolve first": "T14 a press"}
        for left in asked.plan.left_out:
            if left.reason in told:
                self.watch.saw(told[left.reason])

    async def people(self, key: str, what: str) -> None:
        """One of them does something about one object, or about the integration."""
        given = {"by": "Ada"}
        match what:
            case "retry" if key in self.ids:
                await request_retry(self.runtime, self.integration, [self.ids[key]], **given)
            case "check now" if key in self.ids:
                await check_now(self.runtime, self.integration, self.ids[key], **given)
            case "send again":
                for binding in self.ids.values():
                    await send_again(self.runtime, self.integration, binding, **given)
            case "renumber":
                await self._renumber()
            case "adopt":
                await self._adopt()
            case "stop" if self.syncs:
                await stop_sync(self.integration.id, self.syncs[-1], **given)
            case "hold" | "release":
                await self.hold(held=what == "hold")

    async def _renumber(self) -> None:
        for key, binding in self.ids.items():
            number = f"{self.named(key)}-{next(_numbers)}"
            await renumber(self.runtime, self.integration, binding, number, by="Ada")

    async def _adopt(self) -> None:
        for binding in self.ids.values():
            for record in await records.foreign_records(binding):
                await adopt_record(self.runtime, self.integration, binding, record, by="Ada")

    async def hold(self, *, held: bool) -> None:
        self.held = held
        if held:
            assert await hold_integration(self.integration.id, "We look at it", by="Ada") is None
        else:
            await release_integration(self.runtime, self.integration.id, by="Ada", role=Role.ADMIN)

    async def pass_time(self, seconds: float) -> None:
        if seconds:
            self.there.goes_on(seconds)
            by = timedelta(seconds=seconds)
            await sql(_AGE, list(self.ids.values()), by)
            await sql("UPDATE slot SET lease_until = lease_until - $1::interval WHERE lease_until IS NOT NULL", by)

    async def tend(self) -> None:
        await reap_leases(self.runtime)
        await recheck_blocked()
        await settle_open_answers(self.runtime)

    def runs_late(self, place: int, *, lost: bool) -> None:
        flying = self.there.flying[place % len(self.there.flying)]
        if lost:
            self.there.flying.remove(flying)
        else:
            self.there.runs(flying)

    async def deliver(self, place: int, *, again: bool) -> None:
        request, text = self.there.mail[place % len(self.there.mail)]
        if not again:
            self.there.mail.remove((request, text))
        body = msgspec.json.encode((request, text))
        assert await receive_answer(self.runtime, self.integration, body) is None

    async def meddle(self, key: str, what: str) -> None:
        """People at the third party change what is there."""
        if key not in self.newest:
            return
        named = [*self.there.ours(self.ref(key)), *self.there.named(self.ref(key))]
        if what.endswith("stranger"):
            content = self.accepted[key, self.newest[key]] if what.startswith("same") else "c"
            if not named or (not self.there.unique and len(named) < 3):
                self.there.add_stranger(self.ref(key), self.fields(key, content))
            return
        for record in named[:1]:
            if what == "delete":
                self.there.deleted.add(record.id)
                del self.there.records[record.id]
            else:
                record.fields, record.edited = record.fields | self.fields(key, "c"), True

    async def rows(self) -> Sequence[Any]:
        return await sql(_ROWS, list(self.ids.values()))

    async def check(self) -> None:
        keys, broken = {id_: key for key, id_ in self.ids.items()}, [*self.there.broken, *self.watch.broken]
        rows = {row["id"]: dict(row) for row in await self.rows()}
        for id_, row in rows.items():
            key = keys[id_]
            broken += [f"{key}: {problem}" for problem in problems_of(row, self.before.get(id_))]
            content = self.fields(key, self.accepted[key, row["desired_version"]])
            if is_false_success(row, self.there, content):
                broken.append(f"{key}: success, but the third party holds something else")
            if row["desired_version"] != self.newest[key]:
                broken.append(f"{key}: a newer version was accepted")
        broken += [f"{keys[row['binding']]}: sent after a stop" for row in await sql(_SENT_AFTER_A_STOP, self.syncs)]
        self.before = rows
        assert not broken, broken

    async def check_intents(self, pushes: Sequence[Push]) -> None:
        """I4: what went out is written down, with its key and the hash of its bytes."""
        text = "SELECT key, body_hash FROM attempt WHERE key = ANY($1) AND operation <> 'look'"
        known = {(row["key"], row["body_hash"]) for row in await sql(text, [push.key for push in pushes])}
        assert {(push.key, push.payload.hash) for push in pushes} <= known

    async def come_to_rest(self) -> None:
        """Nothing goes wrong any more, and everything was asked for: then everything ends."""
        try:
            await self.hold(held=False)
            for key in sorted({"D1", "C1"} - self.newest.keys()):
                await self.receive(key, "a")
            for turn in range(8):
                await self.pass_time(400)
                await self.tend()
                await drain_slot(self.runtime, self.integration.id, 1)
                if turn in (0, 2):
                    await self.press(Verb.SYNCHRONIZE)
                elif not any(row["status"] == "pending" for row in await self.rows()):
                    break
            await self.check()
            await self._check_ends()
        finally:
            await sql(_PUT_ASIDE, list(self.ids.values()))

    async def _check_ends(self) -> None:
        left = [(row["id"], row["phase"]) for row in await self.rows() if row["status"] == "pending"]
        assert not left, f"still pending: {left}"
        await self._check_accepted()

    async def _check_accepted(self) -> None:
        """I1, I13: each version that was accepted is there, and each press that sent something has its line."""
        text = "SELECT count(*) AS n FROM object_version v JOIN binding b ON b.object = v.object WHERE b.id = ANY($1)"
        (versions,) = await sql(text, list(self.ids.values()))
        assert versions["n"] == len(self.accepted)
        text = "SELECT count(DISTINCT facts ->> 'sync') AS n FROM audit WHERE (facts ->> 'sync')::bigint = ANY($1)"
        (told,) = await sql(text, self.syncs)
        assert told["n"] == len(self.syncs)


def jump_content(before: str) -> str:
    return "c" if before != "c" else "b"


_TIMES = ("next_at", "wanted_at", "quarantine_until", "lease_until")
_AGE = f"UPDATE binding SET {', '.join(f'{name} = {name} - $2::interval' for name in _TIMES)} WHERE id = ANY($1)"
# What a broken machine leaves must not be in the way of the next one.
_PUT_ASIDE = """UPDATE binding SET want = false, phase = 'parked', park = 'ordinary', next_at = NULL, wanted_at = NULL,
                quarantine_until = NULL, lease_until = NULL, open_attempt = NULL
                WHERE id = ANY($1) AND status = 'pending'"""
