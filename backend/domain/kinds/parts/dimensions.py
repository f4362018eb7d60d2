"""What a line is booked to besides its account."""

from msgspec import field

from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Key


class Dimensions(Part, frozen=True, kw_only=True):
    """Keys of other objects; empty: not given."""

    department: Key = ""
    location: Key = ""
    class_: Key = field(name="class", default="")
    project: Key = ""
    employee: Key = ""
    customer: Key = ""
    item: Key = ""
