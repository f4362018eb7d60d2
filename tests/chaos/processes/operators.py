"""People at the console, and at the third party: they look, resolve, hold, stop, and write down what they did."""

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from tests.chaos.processes.books import MORTAL, STRANGER

PERIOD = 0.7  # seconds from act to act
HELD_SECONDS = (0.3, 1.0)
MOST_OBJECTS = 6  # of strangers, and of records that are deleted
_THEIRS = {"NAME": "Somebody else", "STATUS": "active"}
Found = dict[str, Any]


class Operator:
    """`say`: the ERP hands over a customer of that key, in its next version."""

    def __init__(self, desk: httpx.AsyncClient, admin: httpx.AsyncClient, log: Path, *, seed: int, say: Any) -> None:
        self.desk, self.admin, self.say = desk, admin, say
        self.log = log.open("a")
        self.chance = random.Random(seed)
        self.strangers = self.lives = 0
        self.done: dict[str, int] = {}

    async def work(self) -> None:
        """Until it is cancelled."""
        acts: list[Callable[[], Awaitable[None]]] = [
            self._check, self._check, self._resolve, self._resolve, self._retry,
            self._stop, self._hold, self._meet_a_stranger, self._delete,
        ]  # fmt: skip
        with contextlib.suppress(httpx.HTTPError):
            for _ in range(MOST_OBJECTS // 2):
                await self._meet_a_stranger()
                await self._delete()
        while True:
            self.chance.shuffle(acts)
            for act in acts:
                await asyncio.sleep(PERIOD)
                with contextlib.suppress(httpx.HTTPError):  # what only reads is not asked for again
                    await act()

    async def leave(self, *, held: bool = False) -> None:
        """Nothing stays held. Nobody tells whether anything was: that is known of a hold that was answered."""
        sure = held
        while await self._post("/release") is None:
            self._note("integration.released", "", sure=False)
            sure = False
            await asyncio.sleep(PERIOD)
        self._note("integration.released", "", sure=sure)

    async def _check(self) -> None:
        waiting = [one for one in await self._list("pending") if one["phase"] == "confirming"]
        for one in self._some(waiting):
            await self._act("look.asked", _name(one), f"{_path(one)}/check-now", unless="being looked up")

    async def _retry(self) -> None:
        waiting = [one for one in await self._list("pending") if one["fail_count"] or one["phase"] == "confirming"]
        for one in self._some(waiting, 1):
            await self._act("retry.requested", _name(one), f"{_path(one)}/retry", only="Due now")

    async def _resolve(self) -> None:
        errors = await self._list("error")
        for one in self._some([one for one in errors if one["key"].startswith((STRANGER, MORTAL))]):
            found = (await self.desk.get(_path(one))).raise_for_status().json()
            if found["foreign"]:
                record = {"record": found["foreign"][0]["id"]}
                await self._act("record.adopted", _name(one), f"{_path(one)}/adopt", json=record)
            elif found["can_send_again"]:
                await self._act("object.sent_again", _name(one), f"{_path(one)}/send-again")

    async def _stop(self) -> None:
        """A press of a kind, and what of it did not begin is withdrawn."""
        chosen = {"kind": self.chance.choice(["customer", "sales_invoice"])}
        body = await self._post("/syncs", json={"verb": "synchronize", "filter": chosen})
        if body and body.get("sync"):
            self._note("sync.synchronize", f"sync {body['sync']}", sure=True)
            await asyncio.sleep(self.chance.uniform(0, 0.5))
            if await self._post(f"/syncs/{body['sync']}/stop"):
                self._count("sync.stopped")

    async def _hold(self) -> None:
        held = await self._act("integration.held", "", "/hold", json={"reason": "Somebody looks at it"})
        await asyncio.sleep(self.chance.uniform(*HELD_SECONDS))
        await self.leave(held=bool(held))

    async def _meet_a_stranger(self) -> None:
        """Somebody made that customer there, before the ERP hands it over."""
        if self.strangers < MOST_OBJECTS:
            self.strangers += 1
            key = f"{STRANGER}-{self.strangers}"
            (await self.admin.put(f"/state/CUSTOMER/{key}", json=_THEIRS)).raise_for_status()
            self.say(key)

    async def _delete(self) -> None:
        """Somebody deletes there what is in step; then the ERP has a newer version of it."""
        if self.lives < MOST_OBJECTS:
            self.lives += 1
            self.say(f"{MORTAL}-{self.lives}")
        green = [one for one in await self._list("success", key=MORTAL) if one["key"].startswith(MORTAL)]
        for one in self._some(green, 1):
            if (await self.admin.delete(f"/state/CUSTOMER/{one['key']}")).is_success:
                self._note("deleted", _name(one), sure=True)
                self.say(one["key"])

    async def _act(
        self, deed: str, subject: str, path: str, *, unless: str = "\n", only: str = "", **given: Any
    ) -> Found | None:
        """`unless`, `only`: what an answer says when nothing was done, or something. None: nobody knows."""
        try:
            answer = await self.desk.post(path, **given)
        except httpx.HTTPError:
            answer = None
        except asyncio.CancelledError:  # the day is over before the answer
            self._note(deed, subject, sure=False)
            raise
        if answer is None or answer.status_code >= 500:
            self._note(deed, subject, sure=False)
            return None
        if not answer.is_success:
            return {}
        said = answer.json()
        if unless not in said.get("done", "") and only in said.get("done", ""):
            self._note(deed, subject, sure=True)
        return dict(said)

    async def _post(self, path: str, **given: Any) -> Found | None:
        try:
            answer = await self.desk.post(path, **given)
        except httpx.HTTPError:
            return None
        return dict(answer.json()) if answer.is_success else None

    async def _list(self, status: str, **filters: str) -> list[Found]:
        asked = {"status": status, "limit": "200", **filters}
        answer = await self.desk.get("/objects", params=asked)
        return list(answer.raise_for_status().json()["objects"])

    def _some(self, rows: list[Found], most: int = 3) -> list[Found]:
        return self.chance.sample(rows, min(most, len(rows)))

    def _note(self, deed: str, subject: str, *, sure: bool) -> None:
        self.log.write(json.dumps({"deed": deed, "subject": subject, "sure": sure}) + "\n")
        self.log.flush()
        if sure:
            self._count(deed)

    def _count(self, deed: str) -> None:
        self.done[deed] = self.done.get(deed, 0) + 1


def _name(one: Found) -> str:
    return f"{one['kind']} {one['key']}"


def _path(one: Found) -> str:
    return f"/objects/{one['kind']}/{one['key']}"
