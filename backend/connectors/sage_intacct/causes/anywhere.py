"""The gateway wants no requests at this moment, or has forgotten who we are; it says so at every level.

Where functions ran, only a text that is such a sentence from end to end counts: others speak of the company's data, and
what counts as certainly not applied is sent again.
"""

from backend.connectors.sage_intacct.causes.rule import busy, line, throttle

SESSION = "session"
_RATE = (
    "rate limit",
    "Intacct refuses more requests for the moment.",
    "Wait. If it comes often, lower the number of connections that this integration may use.",
)
_OFF_LINE = ("off-line", "Intacct is off-line for the moment.", "Wait until it is back.")
_ENDED = (SESSION, "The session at Intacct has ended.", "Wait: the next request signs in anew.")
_AGAIN = "Wait: Syncline tries again, a few times."
THROTTLED = throttle(*_RATE, code="GW-0010")

ANYWHERE = (
    THROTTLED,
    throttle(*_RATE, words=r"rate limit|too many requests|GW-0010|concurren\w+ .{0,40}(?:exceeded|limit)"),
    line(*_OFF_LINE, words="temporarily off-?line|service .{0,20}unavailable|down for maintenance"),
    line(*_ENDED, words="invalid session|session .{0,40}(?:expired|timed? ?out|not valid|no longer valid)"),
)


def _whole(sentence: str) -> str:
    return rf"\A(?:{sentence})(?:[.,;!] *(?:please )?(?:try|sign in) again(?: later)?)?[.!]*\Z"


RATE = _whole(
    "(?:GW-0010:? )?(?:the )?(?:api |request )?rate limit (?:(?:has been|was|is) )?(?:exceeded|reached)|"
    "too many (?:concurrent )?requests|(?:the )?(?:maximum )?(?:number of )?concurrent (?:requests|connections|"
    "sessions)(?: limit)? (?:(?:has|have) been |was |is )?(?:exceeded|reached)"
)

MOMENTARY = (
    THROTTLED,
    throttle(*_RATE, words=RATE),
    line(
        *_OFF_LINE,
        words=_whole(
            "(?:the )?(?:service|system|gateway) is (?:currently |temporarily )?(?:off-?line|unavailable|"
            "down for maintenance)"
        ),
    ),
    line(
        *_ENDED,
        words=_whole(
            "invalid session(?: ?id)?|(?:the |your )?session (?:id )?(?:has |is )?(?:expired|timed ?out|invalid|"
            "not valid|no longer valid)"
        ),
    ),
    busy(
        "busy",
        "The record is in use at Intacct at this moment.",
        _AGAIN,
        words=_whole(
            "(?:the |this )?(?:record|object|document|transaction) is (?:currently )?(?:locked|in use|being (?:edited|"
            "updated|modified|used))(?: by (?:another|a different) (?:user|process|session|transaction))?|"
            "(?:please )?try again later|(?:a )?deadlock (?:(?:was|has been) )?(?:detected|found)"
        ),
    ),
    busy(
        "inner connection",
        "Intacct lost a connection of its own: {told}",
        _AGAIN,
        words=_whole(r"(?:there was an error processing the request[.:]?\s)?connection failure"),
    ),
)
