"""How many pushes go in one request."""

from msgspec.structs import replace

from backend.domain.objects import ObjectRef
from backend.domain.pushes.promises import how_many_fit
from backend.domain.pushes.push import Operation, Payload, Push
from tests.domain.protocol.make import PROMISES


def _push(size: int, before: int = 0) -> Push:
    payload = Payload(content=b"x" * size, before=b"x" * before, hash=b"")
    return Push(ref=ObjectRef("item", "I1"), operation=Operation.CREATE, key="k", payload=payload, natural_key="I1")


def test_as_many_as_the_third_party_takes_functions() -> None:
    assert how_many_fit([_push(1)] * 150, PROMISES) == 100


def test_what_another_one_leans_on_counts_as_well() -> None:
    assert how_many_fit([_push(1, before=1)] * 150, PROMISES) == 50


def test_as_many_bytes_as_the_third_party_takes() -> None:
    assert how_many_fit([_push(30, before=10)] * 5, replace(PROMISES, batch_bytes=100)) == 2


def test_one_alone_always_goes() -> None:
    assert how_many_fit([_push(1000), _push(1)], replace(PROMISES, batch_bytes=100)) == 1
    assert how_many_fit([], PROMISES) == 0
