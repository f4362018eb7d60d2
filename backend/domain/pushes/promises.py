"""What a third party promises, and what fits into one request to it."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.domain.pushes.push import Push


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """What the third party does for us, and its longest times."""

    longest_processing: timedelta  # a request may still be executed so long after it was sent
    look_up_lag: timedelta  # a write is visible to look-ups after so long
    call_timeout: timedelta
    refuses_repeats: bool = False  # a key that it carried out is refused: what it created is not created again
    batch_limit: int  # functions a request; a larger batch size is refused
    batch_bytes: int | None = None  # of their content; None: as many as there are
    answers_within: timedelta = timedelta(0)  # acknowledged writes are answered within so long; 0: all are at once
    quota: int | None = None  # transactions that a month includes; 0: nobody said how many; None: they are not counted


def how_many_fit(pushes: Sequence[Push], promises: Promises) -> int:
    """Of these, from the first on, in one request. One alone always does: the third party says whether it takes it."""
    functions = size = 0
    for n, push in enumerate(pushes):
        functions += 2 if push.payload.before else 1
        size += len(push.payload.before) + len(push.payload.content)
        if n and (functions > promises.batch_limit or size > (promises.batch_bytes or size)):
            return n
    return len(pushes)
