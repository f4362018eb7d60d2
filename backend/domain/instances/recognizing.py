"""Whether a database is the one that this home knew: a restored one, or a copy, must not send anything by itself."""

from enum import StrEnum

import msgspec

from backend.domain.sentence import kept


class Server(msgspec.Struct, frozen=True):
    """Where a database lies: another place, or another history of its server, is another database."""

    system_identifier: int
    timeline: int
    database: int


class Witness(msgspec.Struct, frozen=True):
    """What the home knows of its database: outside of it, so that a backup does not take it back in time."""

    life: str
    newest_attempt: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the database says of itself. `life` None: it was just put back; "": nobody ever used it."""

    life: str | None
    known: Server | None
    server: Server
    newest_attempt: int
    in_use: bool  # there are integrations: something could be sent
    was_ours: bool  # the life that the witness names is this one, or was an earlier one of this database
    put_back: bool = False  # its tables were made anew since its life began


class Verdict(StrEnum):
    SAME = "same"
    NEW = "new"  # nothing can be sent yet: its first life begins
    BEHIND = "behind"  # others of this installation know it; this home learns it
    STRANGER = "stranger"  # this home does not know it
    RESTORED = "restored"


def recognize(standing: Standing, witness: Witness | None) -> tuple[Verdict, str]:
    """What it is, and how that shows: the end of a sentence that begins with "it"."""
    if not standing.in_use:
        usable = standing.life and standing.known == standing.server and not standing.put_back
        return (Verdict.BEHIND if usable else Verdict.NEW), ""
    if standing.life == "" and witness is None:
        return Verdict.NEW, ""
    if why := _went_back(standing, witness):
        return Verdict.RESTORED, why
    if witness is None:
        return Verdict.STRANGER, ""
    return (Verdict.SAME if witness.life == standing.life else Verdict.BEHIND), ""


def _went_back(standing: Standing, witness: Witness | None) -> str:
    """How it shows that it is not what it was; "" when it does not."""
    if standing.life is None:
        return kept("was put back by `syncline restore`")
    if standing.life and standing.known != standing.server:
        return _moved(standing)
    if standing.put_back:
        return kept("was put back from a dump")
    if witness and not standing.was_ours:
        return kept("knows less than this home does")
    if witness and witness.life == standing.life and standing.newest_attempt < witness.newest_attempt:
        lost = kept(
            "attempt %(made)s was made, and its newest is %(newest)s",
            made=witness.newest_attempt,
            newest=standing.newest_attempt,
        )
        return kept("lacks what happened since (%(why)s)", why=lost)
    return ""


def _moved(standing: Standing) -> str:
    known, server = standing.known, standing.server
    if known is None or known.system_identifier != server.system_identifier:
        return kept("lies on another server than before")
    if known.database != server.database:
        return kept("is a copy on its old server")
    return kept(
        "lies on a server that went on from an earlier state (timeline %(before)s, now %(after)s)",
        before=known.timeline,
        after=server.timeline,
    )
