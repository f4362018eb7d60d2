"""What a drain knows of itself, and what the last call answered."""

import time
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.actions.looks.claim_looks import LookBatch
from backend.actions.push.claim import Batch
from backend.actions.push.commit_intents import Sent
from backend.domain.integrations.integration import Integration
from backend.domain.line.pacing import pause_between
from backend.domain.line.showing import Showing
from backend.domain.line.state import LineState
from backend.domain.protocol.times import Times
from backend.domain.pushes.found import Found
from backend.domain.pushes.outcome import Outcome
from backend.runtime import Runtime
from backend.storage.protocol.slots import Taken

BUDGET_SECONDS = 60  # then the bell is rung again: a drain never grows old

Work = Batch | LookBatch


class PushAnswered(msgspec.Struct, frozen=True):
    sent: Sequence[Sent]
    outcomes: Sequence[Outcome]
    showing: Showing | None  # None: nothing was sent


class LookAnswered(msgspec.Struct, frozen=True):
    batch: LookBatch
    found: Sequence[Found]
    showing: Showing


Answered = PushAnswered | LookAnswered


class Drain:
    def __init__(self, runtime: Runtime, integration: Integration, times: Times, slot: int, taken: Taken) -> None:
        self.runtime, self.integration, self.times = runtime, integration, times
        self.slot, self.fence, self.probe = slot, taken.fence, taken.probe
        self.most = 1 if taken.probe else integration.batch_size
        self.one_call = taken.probe or taken.line.pacing.interval > 0
        self.called_at = 0.0
        self.ends_at = time.monotonic() + BUDGET_SECONDS
        self.looks_at = 0.0
        self.looked = False
        self.rest = timedelta(0)  # of the connection
        self.pause = timedelta(0)  # until its next call, as the pace is

    def is_over(self) -> bool:
        return self.runtime.stopping.is_set() or time.monotonic() > self.ends_at

    def end(self) -> None:
        """After what is under way."""
        self.ends_at = 0.0

    def keep_pace(self, line: LineState) -> None:
        """As the line is known now: its connections take turns."""
        if line.pacing.interval > 0:
            self.end()
            since = timedelta(seconds=time.monotonic() - self.called_at)
            slots_used = min(self.integration.connections_allowed, line.breaker.slots or 32)
            self.pause = max(pause_between(line.pacing, slots_used) - since, timedelta(0))
            self.rest = max(self.rest, self.pause)
