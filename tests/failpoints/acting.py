"""Put failpoints into this process: from now on whoever passes their seams is struck."""

import asyncio
import importlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import wraps
from inspect import iscoroutinefunction, ismodule
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from tests.failpoints.points import HOLD_SECONDS, POINTS, Moment, Seam


class Action(StrEnum):
    EXIT = "exit"  # as by kill -9
    SLEEP = "sleep"  # the whole process, its event loop included
    RAISE = "raise"
    WAIT = "wait"  # the whole process, until a file is there


class Failpoint(msgspec.Struct, frozen=True, kw_only=True):
    """`told`: a file that is made when it strikes. It strikes once, at the pass of that number."""

    point: str
    action: Action
    told: str = ""
    hit: int = 1
    seconds: float = 0.0
    until: str = ""  # the file that WAIT waits for


class StruckError(Exception):
    """What RAISE raises: no code of ours expects it."""


class SeamLostError(Exception):
    """The code was changed, and the name that a failpoint hangs on is gone."""


def install(failpoints: Sequence[Failpoint]) -> None:
    """Raises SeamLostError; KeyError for a point without a name."""
    for failpoint in failpoints:
        seam = POINTS[failpoint.point]
        around(seam.module, seam.path, _striking(seam, _Striker(failpoint)))
        if seam.past:
            around(seam.module, seam.past, lambda _: nothing)


async def nothing(*_given: Any, **_named: Any) -> None:
    """In the place of what leads past a seam."""


def around(module: str, path: str, wrapping: Callable[[Any], Any]) -> None:
    """Put what `wrapping` makes of it in the place of what stands there. A module is changed for its user only."""
    owner: Any = importlib.import_module(module)
    *owners, name = path.split(".")
    for step in owners:
        found = getattr(owner, step, None)
        if ismodule(found):
            found = _copied(found)
            setattr(owner, step, found)
        owner = found
    if not hasattr(owner, name):
        raise SeamLostError(f"{module} has no {path} any more: say in tests/failpoints where it went.")
    setattr(owner, name, wrapping(getattr(owner, name)))


def _copied(module: ModuleType) -> ModuleType:
    copy = ModuleType(module.__name__)
    copy.__dict__.update(module.__dict__)
    return copy


class _Striker:
    def __init__(self, failpoint: Failpoint) -> None:
        self._failpoint, self._passed = failpoint, 0

    def __call__(self) -> None:
        self._passed += 1
        if self._passed == self._failpoint.hit:
            self._strike()

    def _strike(self) -> None:
        if self._failpoint.told:
            Path(self._failpoint.told).touch()
        match self._failpoint.action:
            case Action.EXIT:
                os.kill(os.getpid(), signal.SIGKILL)
            case Action.SLEEP:
                time.sleep(self._failpoint.seconds)
            case Action.RAISE:
                raise StruckError(self._failpoint.point)
            case Action.WAIT:
                while not Path(self._failpoint.until).exists():
                    time.sleep(0.01)


def _striking(seam: Seam, strike: _Striker) -> Callable[[Any], Any]:
    def wrapping(function: Any) -> Any:
        if not iscoroutinefunction(function):
            raise SeamLostError(f"{seam.module}.{seam.path} is not asynchronous any more.")

        @wraps(function)
        async def struck(*given: Any, **named: Any) -> Any:
            if seam.moment is Moment.DURING:
                return await _held(function(*given, **named), strike)
            if seam.moment is Moment.BEFORE and seam.counts(given, None):
                strike()
            result = await function(*given, **named)
            if seam.moment is Moment.AFTER and seam.counts(given, result):
                strike()
            return result

        return struck

    return wrapping


async def _held(call: Any, strike: _Striker) -> Any:
    """Strike while it waits. What raises here cancels it, as whoever waits for an answer would."""
    task = asyncio.ensure_future(call)
    await asyncio.wait([task], timeout=HOLD_SECONDS)
    try:
        if not task.done():
            strike()
        return await task
    except StruckError:
        task.cancel()
        raise
