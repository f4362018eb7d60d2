"""What this connector says of its line and of errors: plain text, and its forms for screens in other languages."""

import re
from collections.abc import Iterator

from backend.connectors.sage_intacct.causes.tables import ABORTED, TABLES
from backend.domain.sentence import Sentence

AT_TOP = Sentence("the top level")
AT_ENTITY = Sentence("entity %(entity)s")
SIGNED_IN = Sentence("Signed in to company %(company)s, at %(level)s")
SIGNED_IN_AS = Sentence("Signed in to company %(company)s as %(who)s, at %(level)s")
USER = Sentence("user %(name)s")
SENDER = Sentence("sender %(name)s")
OTHER_COMPANY = Sentence("Intacct signed us in to company %(there)s, not %(asked)s")
OTHER_LEVEL = Sentence("Intacct signed us in at %(level)s, not at %(asked_level)s")
LOOKED_ELSEWHERE = Sentence("Intacct looked at %(level)s, not at %(asked_level)s")
UNREACHABLE = Sentence("Intacct cannot be reached: %(why)s")
NO_SESSION = Sentence("Intacct did not answer the sign-in with a session (HTTP %(status)s)")
EMPTY_SESSION = Sentence("Intacct's answer to the sign-in holds no session")
ENDED_TWICE = Sentence("Intacct ended the session twice in a row")
UNREADABLE = Sentence("Intacct's answer cannot be read (HTTP %(status)s)")
NONSENSE = Sentence("Intacct's answer about %(object)s makes no sense")
NOT_ACKNOWLEDGED = Sentence("Intacct did not acknowledge a request under the transport policy")
UNKNOWN_FIELDS = Sentence("The Intacct company does not know the fields %(fields)s.")
ADD_FIELD = Sentence("Create the field at Intacct, or have its name corrected in %(where)s.")
ADD_FIELDS = Sentence("Create the fields at Intacct, or have their names corrected in %(where)s.")
HAVE_SET_UP = Sentence("have %(code)s set up at Intacct")
_HOLE = re.compile(r"\{(\w+)\}")


def plain(form: Sentence, **values: object) -> str:
    """What travels, and is kept, is text."""
    return str(form.with_values(**values))


def said() -> Iterator[str]:
    yield from (one for one in globals().values() if isinstance(one, Sentence))
    for rule in (ABORTED, *(rule for table in TABLES.values() for rule in table)):
        yield from (_HOLE.sub(r"%(\1)s", rule.sentence), rule.next_step)
