"""The session or the user is refused; nothing ran."""

from backend.connectors.sage_intacct.causes.rule import line, unwelcome

AUTHENTICATION = (
    line(
        "session",
        "The session at Intacct has ended; Syncline signs in again.",
        words="invalid session|session .{0,40}(?:expired|timed? ?out|not valid|no longer valid)",
    ),
    unwelcome(
        "entity sign-in",
        (
            "Intacct does not let the user sign in at this entity: check that it exists and that the user "
            "may enter it. {told}"
        ),
        words="(?:entity|location) .{0,80}(?:not|invalid)|(?:not|invalid) .{0,60}(?:entity|location)",
    ),
    unwelcome(
        "user locked",
        "The Intacct user is locked or inactive: its administrator must release it.",
        words="locked|disabled|inactive",
    ),
    unwelcome(
        "password expired", "The Intacct user's password has expired: set a new one.", words="password .{0,20}expired"
    ),
    unwelcome("sign-in", "Intacct refuses the sign-in: check company, user and passwords in the settings."),
)
