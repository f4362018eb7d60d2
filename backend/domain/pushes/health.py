"""Whether the line works."""

import msgspec

from backend.domain.pushes.advice import Advice, Who


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the line works, or what was asked over it, in a sentence."""

    ok: bool
    sentence: str
    company: str = ""  # the company the third party says we are in
    who: Who | None = None  # who can mend it
    next_step: str = ""  # what that person does
    raw: str = ""  # the third party's own words
    request_id: str = ""  # of a question that is only acknowledged: its answer names it


def unwell(sentence: str, advice: Advice, raw: str = "") -> Health:
    return Health(ok=False, sentence=sentence, who=advice.who, next_step=advice.next_step, raw=raw)
