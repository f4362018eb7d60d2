"""The user is refused; nothing ran."""

from backend.connectors.sage_intacct.causes.rule import HERE, INTACCT, SAID, unwelcome

CREDENTIALS = (
    "sign-in",
    "Intacct refuses the sign-in.",
    "Correct company, user and passwords in the settings of this integration.",
    HERE,
)

AUTHENTICATION = (
    unwelcome(
        "entity sign-in",
        "Intacct does not let the user sign in at this entity: {told}",
        "Check that the entity exists there, and let the web services user enter it.",
        INTACCT,
        words="(?:entity|location) .{0,80}(?:not|invalid)|(?:not|invalid) .{0,60}(?:entity|location)",
    ),
    unwelcome(
        "user locked",
        "The Intacct user is locked or inactive.",
        "Release the web services user there.",
        INTACCT,
        words="(?:user|account|login) .{0,60}(?:locked|disabled|inactive)",
    ),
    unwelcome(
        "password expired",
        "The Intacct user's password has expired.",
        "Set a new one there, then enter it in the settings of this integration.",
        INTACCT,
        words="password .{0,20}expired",
    ),
)

SIGN_IN = (
    unwelcome(
        *CREDENTIALS, words="sign-?in information|log-?in information|incorrect|(?:user|password) .{0,40}invalid"
    ),
    unwelcome(
        "sign-in {code}",
        "Intacct refuses the sign-in: {told}",
        "Compare the settings of this integration with what Intacct says.",
        HERE,
        words=SAID,
    ),
    unwelcome(*CREDENTIALS),
)
