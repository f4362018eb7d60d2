"""Who can mend a trouble, and how."""

from enum import StrEnum

import msgspec


class Who(StrEnum):
    """Who can mend a trouble."""

    ERP = "erp"  # whoever keeps the data that is handed over
    SETTINGS = "settings"  # whoever may change this integration's settings
    OPERATOR = "operator"  # whoever works here: it is decided object by object
    THERE = "there"  # an administrator of the third party
    NOBODY = "nobody"  # it may pass by itself; what stays lies between here and there
    SUPPORT = "support"  # nobody yet: it is not understood, or an error of ours


class Advice(msgspec.Struct, frozen=True):
    """Who can mend a trouble, and how, in a sentence that names no button of ours."""

    who: Who
    next_step: str


def mending(sentence: str, advice: Advice | None) -> str:
    """A sentence with what a person can do about it; what goes on by itself needs nobody."""
    if advice is None or advice.who is Who.NOBODY:
        return sentence
    return f"{sentence.rstrip('.')}. {advice.next_step}"
