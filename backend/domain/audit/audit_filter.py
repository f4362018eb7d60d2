"""What somebody asks the audit trail for, as the page's address has it."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from backend.domain import days
from backend.domain.audit.deeds import GROUPS
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

LONGEST = 200
SHORTEST_OBJECT = 3  # characters: fewer are found by no index


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Texts as they were given; "": any."""

    who: str = ""
    what: str = ""
    integration: str = ""
    object: str = ""
    since: str = ""
    until: str = ""  # that day, too
    zone: str = ""  # of both; "": UTC
    after: str = ""  # the last row of the page before
    problems: tuple[Problem, ...] = ()

    def query(self, *, after: str = "") -> str:
        given = {name: getattr(self, name) for name in NAMES} | {"after": after}
        given |= {} if self.has_days else {"zone": ""}
        return urlencode({name: text for name, text in given.items() if text})

    @property
    def has_days(self) -> bool:
        return bool(self.since or self.until)

    @property
    def words(self) -> tuple[str, ...]:
        """The first words of the actions that are meant; empty: all."""
        return GROUPS[self.what][1] if self.what else ()

    @property
    def begins(self) -> datetime | None:
        return days.begins(self.since, self.zone) if self.since else None

    @property
    def ends(self) -> datetime | None:
        return days.ends(self.until, self.zone) if self.until else None


NAMES = ("who", "what", "integration", "object", "since", "until", "zone", "after")


def read_audit_filter(given: Mapping[str, str]) -> AuditFilter:
    """What cannot be read is named in `problems`."""
    texts = {name: given.get(name, "").strip() for name in NAMES}
    problems = [Problem(name, why) for name, text in texts.items() if text and (why := _flaw(name, text))]
    wrong = {one.field for one in problems}
    kept = {name: text for name, text in texts.items() if name not in wrong}
    found = AuditFilter(**kept, problems=())
    if found.begins and found.ends and found.ends <= found.begins:
        why = Sentence(
            "expected a date that is not before %(since)s, got %(until)s", since=found.since, until=found.until
        )
        problems.append(Problem("until", why))
    return replace(found, problems=tuple(problems))


def _flaw(name: str, text: str) -> str:
    if len(text) > LONGEST or not text.isprintable():
        return Sentence("expected at most %(most)s printable characters", most=LONGEST)
    if name in ("integration", "after"):
        return "" if text.isascii() and text.isdecimal() and len(text) < 10 else Sentence("expected a number")
    if name in ("since", "until", "zone"):
        return _flaw_of_days(name, text)
    if name == "what" and text not in GROUPS:
        return Sentence("expected one of %(known)s", known=", ".join(GROUPS))
    if name == "object" and len(text) < SHORTEST_OBJECT:
        return Sentence("expected at least %(least)s characters", least=SHORTEST_OBJECT)
    return ""


def _flaw_of_days(name: str, text: str) -> str:
    if name == "zone":
        return "" if days.is_zone(text) else Sentence("expected a time zone such as Europe/Berlin")
    return "" if days.is_day(text) else Sentence("expected a date such as 2026-11-01, got %(given)s", given=text[:40])
