"""How the line of an integration stands, for people and programs."""

from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.line.breaker import Breaker
from backend.domain.sentence import Sentence


class Stands(StrEnum):
    HELD = "held"  # a person said so
    DOWN = "down"  # the breaker is open
    REFUSED = "refused"  # the breaker is open, since signing in is refused: a person must mend it
    BROKEN = "broken"  # by a fault of ours: its settings cannot be used, or Syncline has a bug
    TRYING = "trying"  # somebody may have mended it: the next call tells
    FAILING = "failing"  # the last calls failed
    RETURNING = "returning"  # it works again, over more and more connections
    SLOWED = "slowed"  # the third party asked for fewer calls
    WORKS = "works"
    UNTRIED = "untried"


STOPS = (Stands.HELD, Stands.DOWN, Stands.REFUSED, Stands.BROKEN)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    stands: Stands
    why: str = ""
    since: datetime | None = None
    by: str = ""  # who holds it
    next_at: datetime | None = None  # the next call, if anything is due then

    @property
    def stops(self) -> bool:
        """Nothing is sent but a probe now and then."""
        return self.stands in STOPS

    @property
    def ok(self) -> bool:
        return not self.stops and self.stands is not Stands.FAILING

    @property
    def sentence(self) -> str:
        """Without times."""
        return _SENTENCES[self.stands].with_values(why=self.why)

    @property
    def when(self) -> str:
        """What waits for nothing but the line goes on then."""
        return _WHEN.get(self.stands, _NOW)

    @property
    def told(self) -> str:
        """With since when, and who; no full stop."""
        since = (
            Sentence(" since %(moment)s", moment=f"{self.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
            if self.since
            else ""
        )
        by = Sentence(" by %(who)s", who=self.by) if self.by else ""
        words = _HELD if self.stands is Stands.HELD and not self.why else _TOLD[self.stands]
        return words.with_values(since=since, by=by, why=self.why.rstrip("."))


_SENTENCES = {
    Stands.HELD: Sentence("Held: %(why)s"),
    Stands.DOWN: Sentence("Not answering: %(why)s"),
    Stands.REFUSED: Sentence("Sign-in refused: %(why)s"),
    Stands.BROKEN: Sentence("Nothing can be sent: %(why)s"),
    Stands.TRYING: Sentence("Trying again"),
    Stands.FAILING: Sentence("Not answering: %(why)s"),
    Stands.RETURNING: Sentence("Answering again"),
    Stands.SLOWED: Sentence("Connected, and slowed down: fewer calls are let in for the moment"),
    Stands.WORKS: Sentence("Connected"),
    Stands.UNTRIED: Sentence("Not tried yet"),
}
_TOLD = _SENTENCES | {
    Stands.HELD: Sentence("Held%(since)s%(by)s: %(why)s"),
    Stands.DOWN: Sentence("The connection is down%(since)s%(by)s: %(why)s"),
    Stands.REFUSED: Sentence("Signing in is refused%(since)s%(by)s: %(why)s"),
    Stands.BROKEN: Sentence("Nothing can be sent%(since)s%(by)s: %(why)s"),
    Stands.FAILING: Sentence("Not answering%(since)s%(by)s: %(why)s"),
}
_HELD = Sentence("Held%(since)s")  # where nobody says why
_NOW = Sentence("now")
_WHEN = {
    Stands.HELD: Sentence("once the integration is released"),
    Stands.DOWN: Sentence("once the connection is back"),
    Stands.REFUSED: Sentence("once signing in works again"),
    Stands.BROKEN: Sentence("once that is mended"),
}


def held_mark(integration: Integration) -> str:
    """Of this hold and no other; "": it is not held."""
    return integration.held_since.isoformat() if integration.held_reason is not None and integration.held_since else ""


def standing_of(integration: Integration) -> Standing:
    breaker, pacing = integration.line.breaker, integration.line.pacing
    if (reason := integration.held_reason) is not None:
        return Standing(stands=Stands.HELD, why=reason, since=integration.held_since, by=integration.held_by)
    if breaker.is_open:
        return _open(breaker)
    if integration.trouble:
        stands = Stands.BROKEN if breaker.ours else Stands.FAILING
        return Standing(stands=stands, why=integration.trouble, since=integration.trouble_since)
    if pacing.since is not None:
        return Standing(stands=Stands.SLOWED, since=pacing.since, next_at=pacing.not_before)
    if integration.connected_since is None:
        return Standing(stands=Stands.UNTRIED if integration.last_push_at is None else Stands.TRYING)
    stands = Stands.WORKS if breaker.slots is None else Stands.RETURNING
    return Standing(stands=stands, since=integration.connected_since)


def _open(breaker: Breaker) -> Standing:
    if breaker.mended:
        return Standing(stands=Stands.TRYING, next_at=breaker.probe_at)
    stands = Stands.BROKEN if breaker.ours else Stands.REFUSED if breaker.credentials else Stands.DOWN
    return Standing(stands=stands, why=breaker.why, since=breaker.open_since, next_at=breaker.probe_at)
