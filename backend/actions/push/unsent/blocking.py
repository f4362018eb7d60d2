"""What it means that something needed is not there."""

from collections.abc import Sequence

from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.protocol.events import Blocked
from backend.domain.status import Status
from backend.storage.protocol.bindings import Unready


def blocked_by(unready: Sequence[Unready]) -> Blocked:
    """`unready` has those in error first, and is not empty."""
    first = unready[0]
    more = sum((one.status == Status.ERROR) == (first.status == Status.ERROR) for one in unready) - 1
    name = _named(first.ref)
    others = f" and {more} more" if more else ""
    if first.status == Status.ERROR:
        return Blocked(f"Blocked by {name}{others}, which {'are' if more else 'is'} in error", in_error=True)
    verb = "were" if more else "was"
    why = {None: f", which {verb} not received yet", Status.NOT_INTEGRATED: ", which nobody has sent yet"}
    known = Status(first.status) if first.status else None
    return Blocked(f"Waiting for {name}{others}{why.get(known, '')}", in_error=False)


def blocked_by_itself(through: ObjectRef) -> Blocked:
    """Nothing would ever end that wait. It was taken in, since what it needs may come later."""
    return Blocked(f"It needs {_named(through)}, which needs it in turn. Correct one of them in the ERP", in_error=True)


def _named(ref: ObjectRef) -> str:
    return f"{KINDS[ref.kind].label.lower()} {ref.key}"
