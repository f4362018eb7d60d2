"""The gateway wants no requests at this moment, or has forgotten who we are; it says so at every level."""

from backend.connectors.sage_intacct.causes.rule import line

SESSION = "session"
_RATE = (
    "rate limit",
    "Intacct refuses more requests for the moment.",
    "Wait. If it comes often, lower the number of connections that this integration may use.",
)
THROTTLED = line(*_RATE, code="GW-0010")

ANYWHERE = (
    THROTTLED,
    line(*_RATE, words=r"rate limit|too many requests|GW-0010|concurren\w+ .{0,40}(?:exceeded|limit)"),
    line(
        "off-line",
        "Intacct is off-line for the moment.",
        "Wait until it is back.",
        words="temporarily off-?line|service .{0,20}unavailable|down for maintenance",
    ),
    line(
        SESSION,
        "The session at Intacct has ended.",
        "Wait: the next request signs in anew.",
        words="invalid session|session .{0,40}(?:expired|timed? ?out|not valid|no longer valid)",
    ),
)
