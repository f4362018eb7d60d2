"""What objects have in common that a look left to a person."""

from backend.domain.protocol.row import Row
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.cause import Cause
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import kept
from backend.domain.status import Park

TAKEN = Cause(
    fingerprint="look:foreign",
    error_class=ErrorClass.DUPLICATE,
    sentence=kept("Its number belongs to another record at the third party already"),
    advice=Advice(
        Who.OPERATOR,
        kept("In the details of each: adopt the record there, renumber ours, or free the number there and check now."),
    ),
)
SEVERAL = Cause(
    fingerprint="look:several",
    error_class=ErrorClass.DUPLICATE,
    sentence=kept("The third party has several records of it"),
    advice=Advice(
        Who.OPERATOR,
        kept("In the details of each: adopt the record that is right, or delete the others there and check now."),
    ),
)
_HIDDEN = Cause(
    fingerprint="look:hidden",
    error_class=ErrorClass.DUPLICATE,
    sentence=kept("It was refused because something with this number is there, but a look-up does not find it"),
    advice=Advice(
        Who.OPERATOR,
        kept("Find out there what has the number. Then force it, or send it again, as its details offer."),
    ),
)
_GONE = Cause(
    fingerprint="look:gone",
    error_class=ErrorClass.DATA,
    sentence=kept("Its record is no longer there: it was deleted at the third party"),
    advice=Advice(
        Who.OPERATOR,
        kept("Send it again, as its details offer; or have its record put back there, and force it."),
    ),
)
_CHANGED = Cause(
    fingerprint="look:changed",
    error_class=ErrorClass.DUPLICATE,
    sentence=kept("It was carried out before, and its record was changed there since"),
    advice=Advice(Who.ERP, kept("Hand over a newer version: it goes over what was changed there.")),
)
LOOKED_CAUSES = {one.fingerprint: one for one in (TAKEN, SEVERAL, _HIDDEN, _GONE, _CHANGED)}


def cause_of_look(row: Row, match: Match) -> Cause | None:
    """`row`: what the look made of it. None: it goes on by itself, or shares nothing."""
    match row.park, match:
        case Park.FOREIGN, _:
            return TAKEN
        case Park.DUPLICATE, _:
            return SEVERAL
        case Park.ORDINARY, Match.ABSENT:
            return _GONE if row.linked else _HIDDEN
        case Park.ORDINARY, Match.OLDER:
            return _CHANGED
        case _:
            return None
