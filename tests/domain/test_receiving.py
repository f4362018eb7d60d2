"""What becomes of a version that comes in: T3, T4, T5 and the numbers that we give."""

import pytest

from backend.domain.ingest.receiving import Held, Receipt, judge

A, B = b"a", b"b"


@pytest.mark.parametrize(
    ("number", "content", "held", "receipt", "given"),
    [
        (None, A, None, Receipt.CREATED, 1),
        (7, A, None, Receipt.CREATED, 7),
        (None, A, Held(3, A), Receipt.UNCHANGED, 3),
        (None, B, Held(3, A), Receipt.CREATED, 4),
        (3, A, Held(3, A, A), Receipt.UNCHANGED, 3),
        (3, B, Held(3, A, A), Receipt.CONFLICT, 3),
        (2, B, Held(3, A, B), Receipt.UNCHANGED, 2),
        (2, A, Held(3, A, B), Receipt.CONFLICT, 2),
        (2, B, Held(3, A), Receipt.SUPERSEDED, 2),
        (4, A, Held(3, A), Receipt.CREATED, 4),
    ],
)
def test_a_version_is_stored_known_refused_or_superseded(
    number: int | None, content: bytes, held: Held | None, receipt: Receipt, given: int
) -> None:
    assert judge(number, content, held) == (receipt, given)
