"""Plays machines, many of them, on one database."""

import asyncio
import faulthandler
import random
import time
from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from structlog.testing import capture_logs

from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime
from tests.properties.desk import Desk
from tests.properties.machine import Machine
from tests.properties.transitions import rows_of_the_page
from tests.properties.watching import Watch

_NO_SHRINKING = (Phase.explicit, Phase.generate)


class Play(msgspec.Struct):
    runner: asyncio.Runner
    runtime: Runtime
    integration: Integration

    def run(self, watch: Watch, *, machines: int, steps: int, seeded: int, shrinks: bool = False) -> None:
        """The same seed plays the same machines."""
        faulthandler.cancel_dump_traceback_later()  # all together may take longer than a test

        def desk_of(number: int, **promises: bool) -> Desk:
            return Desk(self.runtime, self.integration, watch, number, **promises)

        class Played(Machine):
            pass

        Played.runner, Played.desk_of = self.runner, staticmethod(desk_of)
        given: dict[str, Any] = {"max_examples": machines, "stateful_step_count": steps, "deadline": None}
        given |= {"suppress_health_check": list(HealthCheck), "database": None, "print_blob": False}
        given |= {} if shrinks else {"phases": _NO_SHRINKING}
        with watch.installed(), capture_logs():  # the bugs that are ours on purpose are told at length
            run_state_machine_as_test(seed(seeded)(Played), settings=settings(**given))


def told(watch: Watch) -> str:
    rows = [f"{watch.hits[row]:>8}  {row}" for row in rows_of_the_page()]
    return "\n".join(["", "The rows of the transition table, and how often each was walked", *rows])


def any_seed() -> int:
    return random.SystemRandom().randrange(2**32)


def clock() -> float:
    return time.monotonic()


def missed(watch: Watch, not_possible: Sequence[str]) -> list[str]:
    return [row for row in rows_of_the_page() if not watch.hits[row] and row not in not_possible]
