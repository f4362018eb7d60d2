"""Ask a third party at each level who we are and what we may read."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from backend.actions.examine.hold_slot import Held, StoppedError, hold_slot
from backend.connectors.protocol import Remote
from backend.domain.integrations.findings import NETWORK, About, Finding, unwell
from backend.domain.integrations.integration import Integration
from backend.domain.levels import TOP
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.domain.sentence import Sentence, joined
from backend.runtime import Runtime

PATIENCE_SECONDS = 20  # for a connection: one that rests after a refusal is free again within this
BUDGET_SECONDS = 45  # then no other level is asked: somebody waits for the answer
MOST_REFUSED = 2  # sign-ins refused for user or password: more could lock the user out
ELSEWHERE = Sentence("It lets the same user in at another level: check that this one is there and open to the user.")
BUSY = Sentence(
    "Check again in a minute, when what is being sent is done. If it stays so, allow more connections in the settings, "
    "as many as %(third_party)s allows."
)
AWAY = Sentence("it cannot be reached for the moment")
BROKEN_OFF = Sentence("it was broken off")
LOCKING = Sentence("more refused sign-ins could lock the user out")

Wanted = Mapping[str, Sequence[str]]  # level → kinds


class Asked(msgspec.Struct, frozen=True):
    """`awaited`: by what an answer that comes later names our question; "": none does."""

    findings: Sequence[Finding]
    awaited: str = ""


async def ask_levels(runtime: Runtime, integration: Integration, wanted: Wanted, *, patience: float) -> Asked:
    """Without a connection nothing is asked. Each level is signed in at anew: an old session proves nothing."""
    async with hold_slot(runtime, integration, patience=patience) as held:
        if held is None:
            return Asked([_busy(runtime, integration)])
        visit = _Visit(runtime, integration, held)
        return Asked(await visit.ask_all(wanted), visit.awaited)


def _busy(runtime: Runtime, integration: Integration) -> Finding:
    label, allowed = runtime.connector(integration).label, integration.connections_allowed
    sentence = _ONE_BUSY.filled(third_party=label) if allowed == 1 else _ALL_BUSY.filled(third_party=label, num=allowed)
    if integration.trouble:
        sentence = Sentence("%(what)s. Last heard: %(trouble)s", what=sentence, trouble=integration.trouble)
    return unwell(About.SLOT, _passing(sentence), label, stuck=(), next_step=BUSY)


_ONE_BUSY = Sentence(
    "The only connection that %(third_party)s allows is in use, or rests after a call without an answer: it was not "
    "asked"
)
_ALL_BUSY = Sentence(
    "Each of the %(num)s connections that %(third_party)s allows is in use, or rests after a call without an answer: "
    "it was not asked"
)


class _Visit:
    def __init__(self, runtime: Runtime, integration: Integration, held: Held) -> None:
        self.runtime, self.integration, self.held = runtime, integration, held
        self.connector = runtime.connector(integration)
        self.ends_at = time.monotonic() + BUDGET_SECONDS
        self.over = ""  # why no more is asked
        self.signed_in, self.refused = False, 0
        self.later = bool(runtime.promises(integration).answers_within)  # asked once
        self.awaited = ""

    async def ask_all(self, wanted: Wanted) -> list[Finding]:
        findings: list[Finding] = []
        left = dict(wanted)
        while left and not self.over:
            level = next(iter(left))
            findings += await self._ask(level, left.pop(level))
            if time.monotonic() > self.ends_at:
                self.over = self.over or Sentence("%(num)s seconds were over", num=BUDGET_SECONDS)
        return [*map(self._in_hindsight, findings), *self._not_asked(left)]

    async def _ask(self, level: str, kinds: Sequence[str]) -> list[Finding]:
        config, secrets = self.runtime.config(self.integration), self.runtime.secrets(self.integration)
        async with self.connector.open(config, secrets, level) as line:
            try:
                return await self._asked(line, level, kinds)
            except StoppedError as why:
                self.over = AWAY if self.held.unanswered else BROKEN_OFF
                step = NETWORK if self.held.unanswered else None
                return [self._unwell(About.SLOT, _passing(why.sentence), kinds, level=level, next_step=step)]

    async def _asked(self, line: Remote, level: str, kinds: Sequence[str]) -> list[Finding]:
        health = await self.held.call(line.check)
        if not health.ok:
            self._note_refusal(health)
            return [self._unwell(About.SIGN_IN, health, kinds, level=level)]
        self.signed_in = True
        signed_in = Finding(about=About.SIGN_IN, ok=True, sentence=health.sentence, level=level)
        read = [*self._read(level, kinds, await self.held.call(lambda: line.probe(kinds)))]
        return [signed_in, *read, *await self._ask_later(line)]

    async def _ask_later(self, line: Remote) -> list[Finding]:
        if not self.later:
            return []
        self.later = False
        health = await self.held.call(line.ask_later)
        self.awaited = health.request_id
        return [] if health.ok else [self._unwell(About.LATER, health, tuple(self.connector.kinds))]

    def _note_refusal(self, health: Health) -> None:
        if health.who is Who.NOBODY:
            self._give_up()
        if health.who is Who.SETTINGS:
            self.refused += 1
            if self.refused >= MOST_REFUSED:
                self.over = LOCKING

    def _in_hindsight(self, one: Finding) -> Finding:
        """Who is let in at another level has the right password: it is this level that is closed."""
        if one.ok or one.about is not About.SIGN_IN or one.who is not Who.SETTINGS or not self.signed_in:
            return one
        health = Health(ok=False, sentence=joined(" ", [one.sentence, ELSEWHERE]), who=Who.THERE, raw=one.raw)
        return self._unwell(About.SIGN_IN, health, one.stuck, level=one.level)

    def _read(self, level: str, kinds: Sequence[str], healths: Sequence[Health]) -> Iterator[Finding]:
        """What is wrong with several of them alike is said once."""
        if len(kinds) > 1 and len(set(healths)) == 1 and healths[0].who is Who.NOBODY:
            self._give_up()
        alike: dict[Health, list[str]] = {}
        for kind, health in zip(kinds, healths, strict=True):
            alike.setdefault(health, []).append(kind)
        for health, named in alike.items():
            if not health.ok:
                kind = named[0] if len(named) == 1 else ""
                yield self._unwell(About.KIND, health, named, level=level, kind=kind)
        for kind, health in zip(kinds, healths, strict=True):
            if health.ok:
                yield Finding(about=About.KIND, ok=True, sentence=health.sentence, level=level, kind=kind)

    def _give_up(self) -> None:
        self.held.unanswered, self.over = True, AWAY

    def _not_asked(self, left: Wanted) -> Iterator[Finding]:
        if left:
            names = joined(
                ", ", [_TOP if level == TOP else Sentence("entity %(entity)s", entity=level) for level in left]
            )
            kinds = dict.fromkeys(kind for kinds in left.values() for kind in kinds)
            health = _passing(Sentence("Not asked at %(names)s: %(why)s", names=names, why=self.over))
            yield self._unwell(About.SIGN_IN, health, tuple(kinds))

    def _unwell(self, about: About, health: Health, stuck: Sequence[str], **where: Any) -> Finding:
        return unwell(about, health, self.connector.label, stuck=stuck, **where)


_TOP = Sentence("the top level")


def _passing(sentence: str) -> Health:
    return Health(ok=False, sentence=sentence, who=Who.NOBODY)
