"""What is changed in a worker from outside, before it begins: the product holds none of it."""

import datetime as dt
import functools
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from backend.actions.push.commit_intents import commit_intents
from backend.storage.protocol.attempts import insert_intents
from backend.storage.protocol.intents import intend_claimed
from jobs import drains
from tests.failpoints.acting import nothing

SKEW_SECONDS = 2 * 3600


def soon_on_rounds() -> None:
    """It misses the bell after a second."""
    drains.UNANSWERED_SECONDS = 1.0


def stop_before_the_send() -> None:
    """Once: after the intents are committed, before anything is sent."""
    _replace(commit_intents, _stopping_after(commit_intents))


def stop_in_a_transaction() -> None:
    """Once: before the intents are committed, with rows, slot and integration locked; in the way that takes several
    statements."""
    _replace(intend_claimed, nothing)
    _replace(insert_intents, _stopping_after(insert_intents))


def _stopping_after(real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    stopped = False

    @functools.wraps(real)
    async def replaced(*given: Any, **named: Any) -> Any:
        nonlocal stopped
        answer = await real(*given, **named)
        if answer and not stopped:
            stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)
        return answer

    return replaced


def clock_ahead() -> None:
    _skew(lambda: SKEW_SECONDS)


def clock_behind() -> None:
    _skew(lambda: -SKEW_SECONDS)


def clock_jumps() -> None:
    """Two hours ahead, two hours behind, three times a second."""
    _skew(lambda: SKEW_SECONDS if int(time.monotonic() * 3) % 2 else -SKEW_SECONDS)


def _skew(seconds: Callable[[], float]) -> None:
    """The clock that people set; not the one that counts since the start."""
    real_time, real = time.time, dt.datetime

    class AnyMoment(type(real)):  # type: ignore[misc]
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, real)

    class Skewed(real, metaclass=AnyMoment):  # type: ignore[valid-type,misc]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz) + dt.timedelta(seconds=seconds())

    _replace(real_time, lambda: real_time() + seconds())
    _replace(real, Skewed)


def _replace(real: object, other: object) -> None:
    """Wherever somebody imported it by name, and where it is at home."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("backend.", "jobs.", "saq.")) or name == "time":
            for attribute, value in list(vars(module).items()):
                if value is real:
                    setattr(module, attribute, other)
