"""What a check of an integration found: a flat list, one value for each thing that is well or is not."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.domain.sentence import Sentence, joined

NEXT_STEPS = {
    Who.ERP: Sentence("Whoever keeps the data in the ERP corrects it there."),
    Who.SETTINGS: Sentence("An administrator of Syncline corrects it in the settings of this integration."),
    Who.OPERATOR: Sentence("An operator of Syncline decides it object by object."),
    Who.THERE: Sentence("An administrator of %(third_party)s changes it there."),
    Who.NOBODY: Sentence("Check again in a minute."),
    Who.SUPPORT: Sentence(
        "Show these words to an administrator of %(third_party)s; if they make no sense there, report them."
    ),
}

WHO = {
    Who.ERP: Sentence("Whoever keeps the data in the ERP:"),
    Who.SETTINGS: Sentence("An administrator of Syncline:"),
    Who.THERE: Sentence("An administrator of %(third_party)s:"),
}
NETWORK = Sentence("Check again in a minute. If it stays, look at the network between here and %(third_party)s.")


class About(StrEnum):
    HELD = "held"
    SETTINGS = "settings"
    SLOT = "slot"  # no connection could be had, or it was lost
    SIGN_IN = "sign_in"
    KIND = "kind"
    LATER = "later"  # answers that come in requests of the third party's own


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    about: About
    ok: bool
    sentence: str
    level: str = ""  # "": it is not about one
    kind: str = ""
    who: Who | None = None  # can mend it
    next_step: str = ""
    stuck: tuple[str, ...] = ()  # kinds that wait until it is mended; at `level`, where that is named
    raw: str = ""  # the third party's own words


class Report(msgspec.Struct, frozen=True):
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return all(one.ok for one in self.findings)


def unwell(
    about: About,
    health: Health,
    third_party: str,
    *,
    stuck: Sequence[str],
    level: str = "",
    kind: str = "",
    next_step: Sentence | None = None,
) -> Finding:
    """`next_step`: where it is not the one that follows from the health; it may name the third party."""
    return Finding(
        about=about,
        ok=False,
        sentence=health.sentence,
        level=level,
        kind=kind,
        who=health.who,
        next_step=next_step.filled(third_party=third_party) if next_step else _step(health, third_party),
        stuck=tuple(stuck),
        raw=health.raw,
    )


def _step(health: Health, third_party: str) -> str:
    """What the trouble's own step leaves open is who takes it."""
    step, who = health.next_step, health.who
    if who is None:
        return step
    if not step:
        return NEXT_STEPS[who].filled(third_party=third_party)
    return joined(" ", [WHO[who].filled(third_party=third_party), step]) if who in WHO else step
