"""Passwords: argon2id, off the event loop, never more than two at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import cache

import msgspec
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

SHORTEST, LONGEST = 12, 1024  # characters

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)  # 19 MiB each
_AT_ONCE, _WAITING = 2, 8
_THREADS = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")  # outlives event loops
_begun: set[object] = set()  # checks running or waiting


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"  # or nobody there: it takes the same work
    BUSY = "busy"  # too many wait already: ask again later


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    verdict: Verdict
    rehashed: str | None = None  # keep this one instead: the old hash was made with weaker parameters


def password_problem(password: str) -> Problem | None:
    """Length is all that is asked for: any character counts, none is needed."""
    if not SHORTEST <= len(password) <= LONGEST:
        numbers = {"least": SHORTEST, "most": LONGEST, "has": len(password)}
        return Problem("password", Sentence("must have %(least)s to %(most)s characters, has %(has)s", **numbers))
    return None


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def check_password(password: str, known: str | None) -> Checked:
    """`known`: the stored hash; None, for somebody without a password or nobody at all, costs as much."""
    if len(_begun) >= _AT_ONCE + _WAITING:
        return Checked(verdict=Verdict.BUSY)
    mark = object()
    _begun.add(mark)
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, _check, password, known)
    finally:
        _begun.discard(mark)


def _check(password: str, known: str | None) -> Checked:
    right = _verifies(password[: LONGEST + 1], known or _nobody())
    if not right or known is None:
        return Checked(verdict=Verdict.WRONG)
    rehashed = _HASHER.hash(password) if _HASHER.check_needs_rehash(known) else None
    return Checked(verdict=Verdict.RIGHT, rehashed=rehashed)


def _verifies(password: str, known: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash that no password of anybody opens."""
    return _HASHER.hash("nobody has this password")
