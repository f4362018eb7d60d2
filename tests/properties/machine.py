"""Everything that may happen to a few objects, in any order: production's own actions, PostgreSQL, and a third party.

Nobody sleeps: time passes by moving what rows wait for, and the third party's clock is a number. Hypothesis picks the
rules; what a rule does is picked by chance, evenly, and told with the history of a failure.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from itertools import count
from random import Random
from typing import Any, ClassVar, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.domain.protocol.times import MOST_CRASHES, MOST_TRIES
from backend.domain.syncs.verbs import Verb
from tests.properties.desk import Desk
from tests.properties.pretend import ACKNOWLEDGED, FAULTS
from tests.properties.worker import Worker

WORKERS, KEYS = range(3), ["D1", "D2", "C1", "I1"]
PEOPLE = ["retry", "check now", "adopt", "renumber", "send again", "stop", "hold", "release", "release"]
CONTENTS = ["a", "a", "b", "b", "c", "unsendable"]
FAR = 400.0  # seconds: beyond every lease and quarantine
HALF_A_YEAR = 180 * 24 * 3600.0  # everything in step is read back within it
T = TypeVar("T")


class Machine(RuleBasedStateMachine):
    runner: ClassVar[asyncio.Runner]
    desk_of: ClassVar[Any]  # makes a desk for each machine
    numbers: ClassVar[Any] = count(1)

    def run(self, what: Awaitable[Any]) -> Any:
        return self.runner.get_loop().run_until_complete(what)

    def pick(self, among: Sequence[T]) -> T:
        picked = self.chance.choice(among)
        note(f"    picked {picked!r}")
        return picked

    def worker(self) -> Worker:
        return self.workers[self.pick(WORKERS)]

    def faults(self) -> list[str]:
        return [self.pick(["", "", "", *FAULTS]) for _ in range(2)]

    @initialize(chance=st.randoms(use_true_random=True))
    def begin(self, chance: Random) -> None:
        self.chance = chance
        promises = {"dedupes": self.pick([True, True, False]), "unique": self.pick([True, False])}
        self.desk: Desk = self.desk_of(next(self.numbers), **promises)
        self.workers = [Worker(self.desk, number) for number in WORKERS]
        self.run(self.desk.begin(parent_first=self.pick([True, True, False])))
        for key in KEYS:
            for _ in range(self.pick([0, 0, 0, 0, 1, 2])):
                self.run(self.desk.meddle(key, self.pick(["stranger", "same stranger"])))

    # The ERP, and people.

    @rule()
    def version(self) -> None:
        key, how = self.pick(KEYS), self.pick(["", "", "", "again", "older", "conflict"])
        content = self.pick(CONTENTS)
        self.run(self.desk.receive_strange(key, how) if how else self.desk.receive(key, content))

    @rule()
    def press(self) -> None:
        self.run(self.desk.press(self.pick(list(Verb))))

    @rule()
    def people(self) -> None:
        self.run(self.desk.people(self.pick(KEYS), self.pick(PEOPLE)))

    @rule()
    def press_and_stop(self) -> None:
        self.run(self.desk.receive(self.pick(KEYS), self.pick(CONTENTS)))
        self.run(self.desk.press(self.pick(list(Verb))))
        if self.pick([True, False]):
            self.run(self.worker().step([], blind=False))
        self.run(self.desk.people("", "stop"))

    # Workers.

    @rule()
    def step(self) -> None:
        self.run(self.worker().step(self.faults(), blind=self.pick([False, False, True])))

    @rule()
    def look(self) -> None:
        self.run(self.worker().look(broken=self.pick([False, False, True])))

    async def _something_is_due(self) -> None:
        await self.desk.receive(self.pick(KEYS), self.pick(CONTENTS))
        await self.desk.press(Verb.SYNCHRONIZE)
        await self.desk.pass_time(6)

    @rule()
    def work(self) -> None:
        self.run(self._works(self.worker()))

    async def _works(self, worker: Worker) -> None:
        await self._something_is_due()
        await worker.round([], looks=False)
        await worker.round(self.faults(), looks=False)

    @rule()
    def force(self) -> None:
        self.run(self._forces(self.worker()))

    async def _forces(self, worker: Worker) -> None:
        await self.desk.press(Verb.FORCE_SYNCHRONIZE)
        await worker.round([], looks=True)
        await worker.round([], looks=False)

    @rule()
    def push_and_look(self) -> None:
        """What became of it is looked up, before or after its quarantine, and something may happen meanwhile."""
        self.run(self._pushes_and_looks(self.worker(), self.pick(["", "", "version", "edit", "delete", "deliver"])))

    async def _pushes_and_looks(self, worker: Worker, between: str) -> None:
        await self._something_is_due()
        await worker.round(self.faults(), looks=False)
        if between == "version":
            await self.desk.receive(self.pick(KEYS), "b")
        elif between in ("edit", "delete"):
            await self.desk.meddle(self.pick(KEYS), between)
        await self.desk.pass_time(self.pick([20, FAR, FAR]))
        if between == "deliver" and self.desk.there.mail:
            await self.desk.deliver(0, again=False)
        await self.desk.tend()
        await worker.round([], looks=True)
        await worker.round([], looks=False)

    @rule()
    def stop(self) -> None:
        worker = self.worker()
        if self.pick([True, False]):
            worker.crash()
        else:
            self.run(worker.give_back())

    @rule()
    def crash_again_and_again(self) -> None:
        self.run(self._crashes(self.worker(), steps=self.pick([1, 2, 3]), times=self.pick([1, MOST_CRASHES])))

    async def _crashes(self, worker: Worker, *, steps: int, times: int) -> None:
        await self._something_is_due()
        for _ in range(times):
            worker.crash()
            for _ in range(steps):
                await worker.step([], blind=False)
            worker.crash()
            await self.desk.pass_time(FAR)
            await self.desk.tend()

    @rule()
    def busy_for_ever(self) -> None:
        worker = self.worker()
        self.run(self._something_is_due())
        for _ in range(self.pick([1, 1, 1, 1, MOST_TRIES])):
            self.run(worker.round(["busy"] * 2, looks=False))
            self.run(self.desk.pass_time(FAR))

    @rule()
    def zombie(self) -> None:
        """It sleeps between the answer and storing it, for longer than its lease."""
        self.run(self._sleeps(self.worker()))

    async def _sleeps(self, worker: Worker) -> None:
        await self._something_is_due()
        await worker.round(self.faults(), looks=self.pick([False, False, True]), storing=False)
        await self.desk.pass_time(30)
        await self.desk.tend()
        await worker.step([], blind=False)

    @rule()
    def pass_time(self) -> None:
        self.run(self.desk.pass_time(self.pick([0.5, 2.0, 6.0, 30.0, 90.0, FAR])))

    @rule()
    def tend(self) -> None:
        self.run(self.desk.tend())

    # The third party.

    @precondition(lambda self: self.desk.there.flying)
    @rule()
    def run_late(self) -> None:
        self.desk.runs_late(self.pick(range(4)), lost=self.pick([True, False]))

    @precondition(lambda self: self.desk.there.mail)
    @rule()
    def deliver(self) -> None:
        self.run(self.desk.deliver(self.pick(range(4)), again=self.pick([True, False])))

    @rule()
    def answer_later(self) -> None:
        self.run(self._answers_later(self.worker()))

    async def _answers_later(self, worker: Worker) -> None:
        await self._something_is_due()
        await worker.round([ACKNOWLEDGED] * 2, looks=False, storing=self.pick([True, True, False]))
        for _ in list(self.desk.there.flying):
            self.desk.runs_late(0, lost=self.pick([True, False, False]))
        while self.desk.there.mail:
            await self.desk.deliver(self.pick(range(4)), again=self.pick([True, False, False]))

    @rule()
    def meddle(self) -> None:
        """What is gone there may be sent again, once a look did not see it."""
        key, what = self.pick(KEYS), self.pick(["edit", "delete"])
        self.run(self.desk.meddle(key, what))
        if self.pick([True, False]):
            self.run(self.desk.pass_time(HALF_A_YEAR))
            self.run(self.worker().read_back())
        elif what == "delete":
            self.run(self._finds_it_gone(self.worker()))

    async def _finds_it_gone(self, worker: Worker) -> None:
        await self._something_is_due()
        await worker.round(["answer lost"] * 2, looks=False)
        await self.desk.pass_time(FAR)
        await self.desk.tend()
        await worker.round([], looks=True)
        await self.desk.people("", "send again")
        await worker.round([], looks=True)
        await worker.round([], looks=False)

    @rule()
    def strangers(self) -> None:
        """Somebody else's record has its number: it is seen when ours is pushed, and perhaps it is ours after all."""
        self.run(self._meets_strangers(self.worker(), self.pick(KEYS)))

    async def _meets_strangers(self, worker: Worker, key: str) -> None:
        for _ in range(self.pick([1, 1, 2])):
            await self.desk.meddle(key, self.pick(["stranger", "same stranger"]))
        await self._something_is_due()
        await worker.round(self.faults(), looks=False)
        await self.desk.pass_time(FAR)
        await worker.round([], looks=True)
        await self.desk.people(key, self.pick(["adopt", "renumber", "renumber", "renumber", "check now", "check now"]))
        await worker.round([], looks=True)

    @invariant()
    def nothing_is_broken(self) -> None:
        if hasattr(self, "desk"):
            self.run(self.desk.check())

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.run(self.desk.come_to_rest())
