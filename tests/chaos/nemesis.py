"""The nemesis: kills, stops, cuts and crashes at times of its seed, and counts what it did."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable

import asyncpg

from tests.chaos.world import GONE, World, is_alive, send

Act = Callable[[], Awaitable[bool]]  # whether it happened
PER_120_S = {
    "SIGKILL of a worker": 110,
    "SIGSTOP of a worker": 32,
    "rolling restart (SIGTERM)": 2,
    "web SIGKILL while ingesting": 10,
    "PostgreSQL crash restart": 8,
    "pg_terminate_backend": 110,
    "Valkey SIGKILL": 6,
    "FLUSHALL": 6,
    "DEBUG SLEEP": 4,
    "cut of Redis or PostgreSQL": 6,
    "toxic on a wire": 24,
    "third party down": 1,
}
TOXICS: dict[str, dict[str, float]] = {
    "latency": {"latency": 0.05},
    "bandwidth": {"bandwidth": 200_000},
    "slow_close": {"slow_close": 1.0},
    "timeout": {"timeout": 1.0},
    "reset_peer": {"reset_peer": 1.0},
    "slicer": {"slicer": 200},
    "limit_data": {"limit_data": 30_000},
}
DOWN_SECONDS = 20.0


class Nemesis:
    def __init__(self, world: World, seed: int, seconds: float) -> None:
        self.world, self.seconds = world, seconds
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self._stopped: set[int] = set()
        self._acts: dict[str, Act] = dict(zip(PER_120_S, self._in_order(), strict=True))

    def _in_order(self) -> tuple[Act, ...]:
        return (
            self._kill, self._stop, self._roll, self._kill_web, self._crash_postgres, self._terminate,
            self._kill_valkey, self._flush, self._sleep, self._cut, self._poison_wire, self._down,
        )  # fmt: skip

    def goal(self, name: str) -> int:
        return max(1, round(PER_120_S[name] * self.seconds / 120)) if self.seconds >= 30 or PER_120_S[name] > 2 else 0

    async def run(self) -> None:
        """For its seconds; what it hurt is well again afterwards."""
        plan = sorted((self._moment(name), name) for name in PER_120_S for _ in range(self.goal(name)))
        began, running = time.monotonic(), []
        keeper = asyncio.create_task(self._keep_alive())
        for at, name in plan:
            await asyncio.sleep(max(0.0, began + at - time.monotonic()))
            running.append(asyncio.create_task(self._do(name)))
        await asyncio.gather(*running)
        keeper.cancel()
        self._end()

    def _moment(self, name: str) -> float:
        last = self.seconds - (DOWN_SECONDS if name in ("third party down", "cut of Redis or PostgreSQL") else 3)
        return self.chance.uniform(min(1.0, self.seconds / 10), max(2.0, last))

    async def _do(self, name: str) -> None:
        happened = await self._acts[name]()
        self.done[name] += happened

    async def _keep_alive(self) -> None:
        while True:
            self.done["processes started again"] += self.world.keep_alive()
            await asyncio.sleep(0.1)

    def _end(self) -> None:
        for pid in self._stopped:
            send(pid, signal.SIGCONT)
        for link in self.world.ports:
            self.world.proxy.set(link)
        self.world.keep_alive()

    def _somebody(self) -> int:
        awake = [pid for pid in self.world.workers if pid not in self._stopped and is_alive(pid)]
        return self.chance.choice(awake) if awake else 0

    async def _kill(self) -> bool:
        pid = self._somebody()
        return bool(pid) and send(pid, signal.SIGKILL)

    async def _stop(self) -> bool:
        """Every other one for longer than the lease of a call: others take its work over meanwhile."""
        pid, lease = self._somebody(), 2.0 * self.world.conditions.call_seconds
        if not pid or not send(pid, signal.SIGSTOP):
            return False
        self._stopped.add(pid)
        longer = self.done["stopped for longer than a lease"] * 2 <= self.done["SIGSTOP of a worker"]
        await asyncio.sleep(
            self.chance.uniform(lease + 0.2, lease + 1) if longer else self.chance.uniform(0.2, lease / 2)
        )
        self._stopped.discard(pid)
        self.done["stopped for longer than a lease"] += longer
        send(pid, signal.SIGCONT)
        return True

    async def _roll(self) -> bool:
        """One after the other, as a deployment does."""
        for pid in list(self.world.workers):
            if pid not in self._stopped and send(pid, signal.SIGTERM):
                for _ in range(100):
                    if not is_alive(pid):
                        break
                    await asyncio.sleep(0.1)
        return True

    async def _kill_web(self) -> bool:
        return send(self.world.web, signal.SIGKILL)

    async def _crash_postgres(self) -> bool:
        await self.world.servers.crash_postgres()
        return True

    async def _terminate(self) -> bool:
        try:
            one = await asyncpg.connect(self.world.db, timeout=2)
        except GONE:
            return False
        try:
            return bool(await one.fetchval(_TERMINATE))
        except GONE:
            return False
        finally:
            one.terminate()

    async def _kill_valkey(self) -> bool:
        await self.world.servers.crash_valkey(self.chance.uniform(0.2, 3))
        return True

    async def _flush(self) -> bool:
        return await asyncio.to_thread(self.world.servers.valkey.say, "FLUSHALL") == "+OK"

    async def _sleep(self) -> bool:
        seconds = self.chance.uniform(0.5, 3)
        return await asyncio.to_thread(self.world.servers.valkey.say, f"DEBUG SLEEP {seconds:.1f}") == "+OK"

    async def _cut(self) -> bool:
        """Of one worker in its namespace, else of everybody at the proxy."""
        link, seconds = self.chance.choice(("redis", "postgres")), self.chance.uniform(2, min(20, self.seconds / 6))
        namespace = self.world.namespace
        if namespace is None:
            self.world.proxy.set(link, down=1)
            await asyncio.sleep(min(seconds, 5))
            self.world.proxy.set(link)
            return True
        if not namespace.cut(link):
            return False
        await asyncio.sleep(seconds)
        namespace.mend(link)
        return True

    async def _poison_wire(self) -> bool:
        link, name = self.chance.choice(list(self.world.ports)), self.chance.choice(list(TOXICS))
        self.world.proxy.set(link, **TOXICS[name])
        await asyncio.sleep(self.chance.uniform(0.5, 2.5))
        self.world.proxy.set(link)
        self.done[f"toxic {name}"] += 1
        return True

    async def _down(self) -> bool:
        self.world.proxy.set("third_party", down=1)
        await asyncio.sleep(min(DOWN_SECONDS, self.seconds / 6))
        self.world.proxy.set("third_party")
        return True


_TERMINATE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'chaos'
      AND backend_type = 'client backend' ORDER BY random() LIMIT 1"""
