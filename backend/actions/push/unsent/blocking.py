"""What it means that something needed is not there."""

from collections.abc import Sequence

from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.protocol.events import Blocked
from backend.domain.sentence import kept
from backend.domain.status import Status
from backend.storage.protocol.bindings import Unready

_PENDING = (kept("Waiting for %(whom)s"), kept("Waiting for %(whom)s and %(num)s more"))
_SAID = {
    Status.ERROR: (
        kept("Blocked by %(whom)s, which is in error"),
        kept("Blocked by %(whom)s and %(num)s more, which are in error"),
    ),
    Status.NOT_INTEGRATED: (
        kept("Waiting for %(whom)s, which nobody has sent yet"),
        kept("Waiting for %(whom)s and %(num)s more, which nobody has sent yet"),
    ),
    None: (
        kept("Waiting for %(whom)s, which was not received yet"),
        kept("Waiting for %(whom)s and %(num)s more, which were not received yet"),
    ),
}  # by how the first stands: of one, and of more


def blocked_by(unready: Sequence[Unready]) -> Blocked:
    """`unready` has those in error first, and is not empty."""
    first = unready[0]
    more = sum((one.status == Status.ERROR) == (first.status == Status.ERROR) for one in unready) - 1
    words = _SAID.get(Status(first.status) if first.status else None, _PENDING)[bool(more)]
    return Blocked(words % {"whom": _named(first.ref), "num": more}, in_error=first.status == Status.ERROR)


def blocked_by_itself(through: ObjectRef) -> Blocked:
    """Nothing would ever end that wait. It was taken in, since what it needs may come later."""
    words = kept("It needs %(whom)s, which needs it in turn. Correct one of them in the ERP", whom=_named(through))
    return Blocked(words, in_error=True)


def _named(ref: ObjectRef) -> str:
    return f"{KINDS[ref.kind].label.lower()} {ref.key}"
