"""Passwords are hashed as they came, checked a few at a time, and cost the same for nobody."""

import asyncio

import pytest
from argon2 import PasswordHasher

from backend.security import passwords
from backend.security.passwords import Verdict, check_password, hash_password, password_problem

pytestmark = pytest.mark.anyio


async def test_only_the_right_password_opens() -> None:
    known = await hash_password("päßwörd mit Umläuten")

    assert known.startswith("$argon2id$v=19$m=19456,t=2,")
    assert (await check_password("päßwörd mit Umläuten", known)).verdict is Verdict.RIGHT
    assert (await check_password("päßwörd mit Umläute", known)).verdict is Verdict.WRONG
    assert (await check_password("anything", None)).verdict is Verdict.WRONG
    assert (await check_password("nobody has this password", None)).verdict is Verdict.WRONG
    assert (await check_password("anything", "not a hash")).verdict is Verdict.WRONG


async def test_a_long_password_is_not_cut() -> None:
    long = "x" * passwords.LONGEST
    known = await hash_password(long)

    assert (await check_password(long, known)).verdict is Verdict.RIGHT
    assert (await check_password(long[:-1], known)).verdict is Verdict.WRONG
    assert (await check_password(long + "y", known)).verdict is Verdict.WRONG


async def test_a_hash_with_weaker_parameters_is_made_anew() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("right")

    checked = await check_password("right", weak)

    assert checked.rehashed
    assert (await check_password("right", checked.rehashed)).rehashed is None
    assert (await check_password("wrong", weak)).rehashed is None


async def test_too_many_at_once_are_asked_to_come_again() -> None:
    known = await hash_password("right")

    verdicts = [one.verdict for one in await asyncio.gather(*(check_password("right", known) for _ in range(30)))]

    assert verdicts == [Verdict.RIGHT] * 10 + [Verdict.BUSY] * 20
    assert (await check_password("right", known)).verdict is Verdict.RIGHT


def test_length_is_all_that_is_asked_of_a_password() -> None:
    assert password_problem("a" * 12) is None
    assert password_problem("😀" * 64) is None
    assert str(password_problem("short")) == "password: must have 12 to 1024 characters, has 5"
    assert password_problem("a" * 1025)
