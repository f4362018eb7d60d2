"""The ERP as a process: hands versions over, presses, and writes down itself what was answered with 2xx.

What is not answered is said again, as it was. Its only argument is JSON: see `Plan`.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import msgspec

from backend.embedded.launch import die_with_parent
from tests.chaos.processes.books import Books, Object, mark_of
from tests.chaos.processes.operators import Operator
from tests.chaos.processes.seams import POISON

TICK = 0.5
ACCEPTED = {"created", "unchanged", "superseded"}
PATIENCE = 60


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    key: str
    seed: int
    seconds: float
    log: str
    documents: float = 0.03  # of the updates
    start: int = 2000  # objects; a fifth of them customers and items
    new: float = 30  # objects a second
    updates: float = 60  # versions a second: a tenth again, a twentieth out of order, a hundredth in conflict
    forces: int = 5  # a second
    forces_pending: bool = False  # also of what is under way: the product leaves it out
    poison: int = 3
    bulk: bool = True
    desk: str = ""  # the address where an operator works; "": nobody does
    third_party: str = ""  # its admin's, for what people do there


class Erp:
    def __init__(self, plan: Plan, client: httpx.AsyncClient) -> None:
        self.plan, self.client = plan, client
        self.books = Books(plan.seed, plan.documents)
        self.log = Path(plan.log).open("a")  # noqa: SIM115  (for its life)
        self.waiting: list[Object] = []
        self.unpressed: list[Object] = []
        self.counts: Counter[str] = Counter()

    async def run(self) -> None:
        began = time.monotonic()
        self._open_books()
        loops = [asyncio.create_task(one()) for one in (self._hand_over, self._press, self._force)]
        operating = asyncio.create_task(self._operate(began))
        while (passed := time.monotonic() - began) < self.plan.seconds:
            self._go_on(passed)
            await asyncio.sleep(TICK)
        await operating
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.waiting or self.unpressed:
                    await asyncio.sleep(TICK)
        for loop in loops:
            loop.cancel()
        print(json.dumps(self.counts | {"unsaid": len(self.waiting)}), flush=True)

    def _open_books(self) -> None:
        """Children before their parents, as it happens."""
        for number in range(max(4, self.plan.start // 5)):
            self.waiting.append(self.books.new("item" if number % 4 == 0 else "customer"))
        self.waiting += [self.books.new("sales_invoice") for _ in range(self.plan.start - len(self.waiting))]
        self.waiting.reverse()

    def _go_on(self, passed: float) -> None:
        books, chance = self.books, self.books.chance
        for _ in range(_about(self.plan.new * TICK, chance)):
            self.waiting.append(books.new("sales_invoice" if chance.random() < 0.85 else "customer"))
        for _ in range(_about(self.plan.updates * TICK, chance)):
            self.waiting += self._update(chance.random())
        if self.plan.poison > self.counts["poison"] and passed > self.plan.seconds * self.counts["poison"] / 4:
            self.counts["poison"] += 1
            self.waiting.append(books.new("sales_invoice", f"{POISON}-{self.counts['poison']}"))
        if self.plan.bulk and passed > self.plan.seconds / 2 and not self.counts["bulk"]:
            self.counts["bulk"] = 1
            self.unpressed.append({})  # means everything

    def _update(self, which: float) -> list[Object]:
        if which < 0.10:
            return [self.books.again()]
        if which < 0.15:
            return self.books.out_of_order()
        if which < 0.16:
            return [self.books.conflicting()]
        return [self.books.newer(*self.books.some())]

    async def _hand_over(self) -> None:
        while True:
            batch, self.waiting = self.waiting[:200], self.waiting[200:]
            answer = await self._ask("POST", "/objects/", json=batch) if batch else None
            if answer is not None and answer.status_code in (200, 207, 422):
                self._note(batch, answer.json()["results"])
            elif batch:
                self.waiting = batch + self.waiting
                self.counts["said again"] += len(batch)
            if not batch or answer is None:
                await asyncio.sleep(TICK / 2)

    def _note(self, batch: list[Object], results: list[dict[str, Any]]) -> None:
        for one, result in zip(batch, results, strict=True):
            receipt = result.get("receipt", "refused")
            self.counts[receipt] += 1
            if receipt in ACCEPTED:
                named = {name: one[name] for name in ("kind", "key", "version")}
                self.log.write(json.dumps(named | {"mark": mark_of(one)}) + "\n")
                if one["kind"] == "sales_invoice":
                    self.unpressed.append(one)
        self.log.flush()

    async def _press(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            pressed, self.unpressed = self.unpressed[:500], self.unpressed[500:]
            if pressed and not await self._sync("synchronize", pressed):
                self.unpressed += pressed

    async def _force(self) -> None:
        while True:
            await asyncio.sleep(1)
            status = "pending" if self.plan.forces_pending else "error"
            found = await self._ask("GET", f"/integrations/1/objects?status={status}&limit=100")
            if found is not None and found.is_success:
                ours = [one for one in found.json()["objects"] if not one["key"].startswith(POISON)]
                self.books.chance.shuffle(ours)
                chosen = ours if self.plan.forces_pending else ours[: self.plan.forces]
                if chosen:
                    await self._sync("force_synchronize", chosen)

    async def _operate(self, began: float) -> None:
        """As long as the ERP hands over new versions."""
        if not self.plan.desk:
            return
        theirs = httpx.AsyncClient(base_url=self.plan.third_party, timeout=30, trust_env=False)
        async with client_of(self.plan, f"{self.plan.desk}/api/v1/integrations/1", 70) as desk, theirs as admin:
            log = Path(self.plan.log).with_name("acts.ndjson")
            operator = Operator(desk, admin, log, seed=self.plan.seed, say=self._say_customer)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(began + self.plan.seconds - time.monotonic()):
                    await operator.work()
            await operator.leave()
            self.counts.update(operator.done)

    def _say_customer(self, key: str) -> None:
        self.waiting.append(self.books.customer(key))

    async def _sync(self, verb: str, objects: list[Object]) -> bool:
        named = [{"kind": one["kind"], "key": one["key"]} for one in objects if one]
        body = {"objects": named} if named and all(objects) else {"all": True}
        answer = await self._ask("POST", "/integrations/1/syncs", json={"verb": verb, **body})
        if answer is not None and answer.is_success:
            self.counts[f"{verb} sent"] += answer.json()["sent"]
            return True
        return answer is not None and answer.status_code < 500

    async def _ask(self, method: str, path: str, **given: Any) -> httpx.Response | None:
        """None: no answer."""
        try:
            answer = await self.client.request(method, path, **given)
        except httpx.HTTPError:
            self.counts["no answer"] += 1
            return None
        self.counts[f"{answer.status_code // 100}xx"] += 1
        return answer


def _about(many: float, chance: Any) -> int:
    return int(many) + (chance.random() < many % 1)


def client_of(plan: Plan, url: str, seconds: float) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {plan.key}"}
    return httpx.AsyncClient(base_url=url, headers=headers, timeout=seconds, trust_env=False)


async def main() -> None:
    die_with_parent(os.getppid(), signal.SIGKILL)
    plan = msgspec.json.decode(sys.argv[1], type=Plan)
    async with client_of(plan, f"{plan.url}/api/v1", 10) as client:
        await Erp(plan, client).run()


if __name__ == "__main__":
    asyncio.run(main())
