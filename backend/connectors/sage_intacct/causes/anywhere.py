"""The gateway wants no requests at this moment; it says so at every level."""

from backend.connectors.sage_intacct.causes.rule import line

ANYWHERE = (
    line(
        "rate limit",
        "Intacct refuses more requests for the moment; Syncline waits and goes on by itself.",
        words=r"rate limit|too many requests|GW-0010|concurren\w+ .{0,40}(?:exceeded|limit)",
    ),
    line(
        "off-line",
        "Intacct is off-line for the moment; Syncline waits and goes on by itself.",
        words="temporarily off-?line|service .{0,20}unavailable|down for maintenance",
    ),
)
