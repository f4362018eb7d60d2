"""What a function has at hand while it runs."""

import msgspec

from backend.stand_in.company.books import Books, Record
from backend.stand_in.company.writing import Writing
from backend.stand_in.functions.cursors import Cursors
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import no_right
from backend.stand_in.gateway.sessions import Sessions, SignedIn


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One request, signed in."""

    books: Books
    writing: Writing
    who: SignedIn
    sessions: Sessions
    cursors: Cursors
    endpoint: str

    @property
    def level(self) -> str:
        return self.who.level

    def sees(self, record: Record, *, private: bool = False) -> bool:
        """Records of an entity are hidden at the top, unless private ones are asked for, and at other entities."""
        owner, level = record["MEGAENTITYID"], self.who.level
        if owner:
            return bool(owner == level) or (private and not level)
        return not level or record.get("OBJECTRESTRICTION") != "RootOnly"

    def check_right(self, verb: str, name: str) -> None:
        if verb in self.books.settings.refused_rights.get(name, ()):
            raise FunctionError(no_right(verb, name))


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a function that succeeded puts into its result."""

    inside: str = ""
