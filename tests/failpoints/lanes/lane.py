"""A lane plays cases one after the other, in a database, with workers and a third party that nobody else has."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

import httpx
import msgspec

from backend.actions.instances.enter_database import enter_database
from backend.actions.integrations.update_integration import update_integration
from backend.actions.receive_versions import receive_versions
from backend.actions.syncs.request_sync import Requested, request_sync
from backend.cli.servers.preparing import COMPANY, _integrate
from backend.domain.ingest.envelope import Envelope
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage.postgres.database import connection
from tests.failpoints.acting import Action, Failpoint
from tests.failpoints.cases import Case, What
from tests.failpoints.lanes.objects import customer, faults, invoice, newer
from tests.failpoints.lanes.oracle import judge, judge_poisoned, story
from tests.failpoints.lanes.worker import WorkerOrder
from tests.failpoints.mutants import broken
from tests.failpoints.poison import POISONED

CALL_SECONDS = 1  # and so a lease is two seconds
PROCESSING_SECONDS = 2
QUARANTINE_SECONDS = CALL_SECONDS + PROCESSING_SECONDS + 1 + PROCESSING_SECONDS
SLEEP_SECONDS = 2.5  # longer than the lease
PATIENCE_SECONDS = 240
CUSTOMERS = 40  # to be updated, one each


class LaneOrder(msgspec.Struct, frozen=True, kw_only=True):
    """`home`: a folder of its own. `cases` are shared by all lanes: who makes the file named like one plays it."""

    number: int
    home: str
    shared: str
    env: dict[str, str]
    cases: Sequence[Case]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a case; no problems: all that was promised held."""

    name: str
    problems: list[str]
    seconds: float
    story: Sequence[str] = ()  # what the rows went through, when there are problems


async def drive(order: LaneOrder, ask: TextIO, told: TextIO) -> None:
    async with open_runtime(Settings.from_env(), pool_size=3) as runtime, httpx.AsyncClient(trust_env=False) as admin:
        await enter_database(runtime, decides=True)
        lane = Lane(order, runtime, admin, ask, told)
        await lane.furnish()
        for case in order.cases:
            if _taken(order.shared, case):
                await _play(lane, case, order.shared)


def _taken(shared: str, case: Case) -> bool:
    try:
        os.close(os.open(f"{shared}/{case.name}.taken", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


async def _play(lane: "Lane", case: Case, shared: str) -> None:
    began = time.monotonic()
    since = await lane.value("SELECT clock_timestamp()")
    try:
        problems = await lane.play(case)
    except Exception as problem:  # noqa: BLE001  (the other cases are played all the same)
        problems = [f"{type(problem).__name__}: {problem}"]
        lane.kill_all()
    told = Told(name=case.name, problems=problems, seconds=time.monotonic() - began)
    if problems:
        told = msgspec.structs.replace(told, story=await story(lane, since))
    file = Path(shared, f"{case.name}.json")
    file.with_suffix(".new").write_bytes(msgspec.json.encode(told))
    file.with_suffix(".new").rename(file)


class Lane:
    def __init__(self, order: LaneOrder, runtime: Runtime, admin: httpx.AsyncClient, ask: TextIO, told: TextIO) -> None:
        self.home, self.number, self.runtime = Path(order.home), order.number, runtime
        self.wire = self.home / "wire.ndjson"
        self._admin, self._ask, self._told = admin, ask, told
        self._workers: list[int] = []
        self._played = 0
        self._customers = iter(range(CUSTOMERS))
        self._url = ""

    async def furnish(self) -> None:
        """An integration, and customers that are in step."""
        ready = self.home / "stand-in.ready"
        await until(lambda: ready.exists() and "admin: " in ready.read_text(), "the stand-in began")
        self._url = ready.read_text().split("admin: ")[1].split(")")[0]
        await _integrate(self.runtime, self._url.removesuffix("/admin") + "/ia/xml/xmlgw.phtml", "top", empty=True)
        times = {"call_timeout_seconds": CALL_SECONDS, "longest_processing_seconds": PROCESSING_SECONDS}
        await self.configure(
            config=COMPANY | times | {"look_up_lag_seconds": 0}, connections_allowed=1 + self.number % 2
        )
        await self.put("settings", {"enforce_invoice_numbers": False})
        customers = [customer("BASE"), *(customer(f"U{n}") for n in range(CUSTOMERS))]
        await self.hand_over(customers)
        await self.press(customers)
        worker = self.worker(WorkerOrder(wire=str(self.wire)))
        await self.until_settled(customers)
        await self.stop(worker)

    async def configure(self, **settings: Any) -> None:
        problems = await update_integration(self.runtime, 1, settings, by="tests")
        assert not problems, problems

    async def play(self, case: Case) -> list[str]:
        """The problems that it left."""
        self._played += 1
        if case.poison:
            return await self._play_poisoned(case)
        objects = self._objects(case)
        began = await self.value("SELECT coalesce(max(id), 0) FROM attempt")
        with broken(case.mutant) if case.mutant else nullcontext():
            await self._set_the_scene(case, objects)
            objects = await self._strike(case, objects)
        settled = await self._has_settled(objects)
        self._released(case).touch()
        for worker in list(self._workers):
            await self.stop(worker)
        await until(self._is_quiet, "what was on the wire is executed")
        return [*([] if settled else ["not settled"]), *await judge(self, case, objects, began)]

    async def _play_poisoned(self, case: Case) -> list[str]:
        """There is one worker at a time, and another one once it is gone."""
        tag = f"{self.number}.{self._played}"
        objects = [invoice(f"{key}{tag}.{n}") for n, key in enumerate([POISONED, *"IIIII"])]
        await self.hand_over(objects)
        await self.press(objects)
        settled = asyncio.create_task(self._has_settled(objects))
        while not settled.done():
            if not any(map(alive, self._workers)):
                self.worker(WorkerOrder(poison=case.poison))
            await asyncio.sleep(0.1)
        for worker in list(self._workers):
            await self.stop(worker)
        return [*([] if await settled else ["not settled"]), *await judge_poisoned(self, objects)]

    async def _set_the_scene(self, case: Case, objects: Sequence[Envelope]) -> None:
        (self.home / "dedupes").touch() if case.dedupes else (self.home / "dedupes").unlink(missing_ok=True)
        await self.put("settings", {"latency_ms": case.latency_ms})
        await self.put("faults", faults(case, objects))
        await self.hand_over(objects)
        await self.press(objects)

    async def _strike(self, case: Case, objects: Sequence[Envelope]) -> Sequence[Envelope]:
        """A worker is struck; then there is a clean one, unless the one that was struck lives on by itself."""
        told, released = self.home / f"{case.name}.struck", self._released(case)
        before = [Failpoint(point=point, action=Action.RAISE) for point in case.goes_before]
        seconds = case.seconds or SLEEP_SECONDS
        struck = Failpoint(
            point=case.point, action=case.action, told=str(told), hit=case.hit, seconds=seconds, until=str(released)
        )
        self.worker(self._order(case, [*before, struck]))
        await until(told.exists, "the worker was struck")
        if case.newer:
            objects = [newer(one) for one in objects]
            await self.hand_over(objects)
            released.touch()
        if case.action is not Action.RAISE:
            self.worker(self._order(case, []))
        return objects

    def _released(self, case: Case) -> Path:
        """It is there when a worker that waits need not wait any more."""
        return self.home / f"{case.name}.released"

    def _order(self, case: Case, failpoints: Sequence[Failpoint]) -> WorkerOrder:
        return WorkerOrder(failpoints=failpoints, mutant=case.mutant, wire=str(self.wire))

    def _objects(self, case: Case) -> list[Envelope]:
        """A point of the release of those who wait needs somebody who waits."""
        if case.what is What.UPDATE:
            return [customer(f"U{next(self._customers)}", version=2)]
        many = 20 if case.what is What.BATCH else 1
        tag = f"{self.number}.{self._played}"
        if case.point != "in-unblock":
            return [invoice(f"I{tag}.{n}") for n in range(many)]
        new = customer(f"C{tag}")
        return [new, *(invoice(f"I{tag}.{n}", of=new.ref.key) for n in range(max(1, many - 1)))]

    async def hand_over(self, objects: Sequence[Envelope]) -> None:
        await receive_versions(self.runtime, objects, source="tests")

    async def press(self, objects: Sequence[Envelope]) -> None:
        ids = await self.ids(objects)
        done = await request_sync(self.runtime, 1, ids, Verb.SYNCHRONIZE, by="tests")
        assert isinstance(done, Requested)
        assert len(done.plan.sent) == len(ids), done

    async def ids(self, objects: Sequence[Envelope]) -> list[int]:
        keys = [one.ref.key for one in objects]
        rows = await self.rows(
            "SELECT b.id FROM binding b JOIN object o ON o.id = b.object WHERE o.key = ANY($1)", keys
        )
        return [row["id"] for row in rows]

    async def _has_settled(self, objects: Sequence[Envelope]) -> bool:
        try:
            await self.until_settled(objects)
        except TimeoutError:
            return False
        return True

    async def until_settled(self, objects: Sequence[Envelope]) -> None:
        ids = await self.ids(objects)
        sql = "SELECT count(*) FROM binding WHERE id = ANY($1) AND (status = 'pending' OR status = 'not_integrated')"

        async def holds() -> bool:
            return not await self.value(sql, ids)

        await until(holds, "all are settled")

    async def rows(self, sql: str, *given: Any) -> list[Any]:
        async with connection() as one:
            return list(await one.fetch(sql, *given))

    async def value(self, sql: str, *given: Any) -> Any:
        return (await self.rows(sql, *given))[0][0]

    async def put(self, what: str, content: Any) -> None:
        answer = await self._admin.put(f"{self._url}/{what}", json=content)
        assert answer.is_success, answer.text

    async def get(self, what: str) -> httpx.Response:
        return (await self._admin.get(f"{self._url}/{what}")).raise_for_status()

    async def _is_quiet(self) -> bool:
        return bool((await self.get("stats")).json()["connections_now"] == 0)

    def worker(self, order: WorkerOrder) -> int:
        """Its process id."""
        self._ask.write(msgspec.json.encode(order).decode() + "\n")
        self._workers.append(int(self._told.readline()))
        return self._workers[-1]

    async def stop(self, worker: int) -> None:
        """In its orderly way: what it has begun ends first. One that sleeps wakes up before."""
        try:
            os.kill(worker, signal.SIGTERM)
            await until(lambda: not alive(worker), "the worker ended")
        except ProcessLookupError:
            pass
        self._workers.remove(worker)

    def kill_all(self) -> None:
        for worker in self._workers:
            if alive(worker):
                os.kill(worker, signal.SIGKILL)
        self._workers.clear()


def alive(worker: int) -> bool:
    return Path(f"/proc/{worker}").exists()


async def until(holds: Callable[[], Any], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Raises TimeoutError that says what did not happen."""
    ends = time.monotonic() + seconds
    while True:
        held = holds()
        if await held if isinstance(held, Awaitable) else held:
            return
        if time.monotonic() > ends:
            raise TimeoutError(f"In {seconds:g} s it did not happen that {what}")
        await asyncio.sleep(0.1)
