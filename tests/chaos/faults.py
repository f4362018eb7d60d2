"""What goes wrong at the third party: every kind of fault that the stand-in plays, by name and rate."""

from collections.abc import Iterable, Mapping
from typing import Any

Fault = dict[str, Any]
LATE_SECONDS = (0.5, 1.2, 1.9)  # after the caller gave up; within the longest processing time

# of the calls; together between 35 and 40 of a hundred
EVERYTHING = {
    "late": 0.06,
    "answer_late": 0.04,
    "drop_before": 0.035,
    "drop_after": 0.04,
    "reset_before": 0.015,
    "reset_after": 0.02,
    "status_500": 0.02,
    "status_500_after": 0.025,
    "status_502_after": 0.015,
    "status_503": 0.02,
    "status_503_after": 0.02,
    "status_429": 0.002,  # rare, as are throttles below: each slows all connections down for a while
    "html": 0.015,
    "html_after": 0.015,
    "truncated": 0.025,
    "content_type": 0.015,
    "wrong_control_id": 0.02,
    "malformed": 0.015,
    "throttled": 0.0004,  # these two strike single writes
    "rejected": 0.004,
}


def faults(rates: Mapping[str, float], *, call_seconds: float, seed: int) -> list[Fault]:
    """As `PUT /admin/faults` takes them."""
    listed = [one for name, rate in rates.items() for one in _spread(name, rate, call_seconds)]
    return [one | {"seed": seed * 1000 + place} for place, one in enumerate(listed)]


def _spread(name: str, rate: float, call_seconds: float) -> Iterable[Fault]:
    if name == "late":
        for more in LATE_SECONDS:
            yield {"do": "delay", "value": call_seconds + more, "rate": rate / len(LATE_SECONDS)}
    elif name == "answer_late":
        yield {"do": "delay", "value": {"seconds": call_seconds + 0.5, "after": True}, "rate": rate}
    elif name in _OF_WRITES:
        for function in _WRITES:
            yield _KINDS[name] | {"rate": rate, "match": {"function": function}}
    else:
        yield _KINDS[name] | {"rate": rate}


_WRITES = ("create", "update", "create_invoice")
_OF_WRITES = ("throttled", "rejected")  # a sign-in that is refused in such words is another matter: a person must act
_KINDS: dict[str, Fault] = {
    "drop_before": {"do": "drop_before"},
    "drop_after": {"do": "drop_after"},
    "reset_before": {"do": "drop_before", "value": {"reset": True}},
    "reset_after": {"do": "drop_after", "value": {"reset": True}},
    "status_500": {"do": "status", "value": 500},
    "status_500_after": {"do": "status", "value": {"status": 500, "after": True}},
    "status_502_after": {"do": "status", "value": {"status": 502, "after": True}},
    "status_503": {"do": "status", "value": 503},
    "status_503_after": {"do": "status", "value": {"status": 503, "after": True}},
    "status_429": {"do": "status", "value": 429},
    "html": {"do": "html"},
    "html_after": {"do": "html", "value": {"after": True}},
    "truncated": {"do": "truncate"},
    "content_type": {"do": "content_type", "value": "text/plain"},
    "wrong_control_id": {"do": "rewrite", "value": {"old": "<controlid>", "new": "<controlid>not-"}},
    "malformed": {"do": "rewrite", "value": {"old": "</result>", "new": ""}},
    "throttled": {"do": "error_code", "value": {"errorno": "GW-0010", "description2": "API rate limit exceeded"}},
    "rejected": {"do": "error_code", "value": {"errorno": "ZZ1", "description2": "The moon is in the wrong house."}},
}
