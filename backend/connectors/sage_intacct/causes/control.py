"""The whole request is refused: as whom we speak, or what we said."""

from backend.connectors.sage_intacct.causes.authentication import CREDENTIALS
from backend.connectors.sage_intacct.causes.rule import HERE, INTACCT, SAID, SUPPORT, data, line, setup, unwelcome

_EXPIRED = (
    "company expired",
    "The Intacct company has expired or is locked.",
    "Have the company's owner renew it with Sage.",
    INTACCT,
)
_TROUBLE = (
    "gateway trouble",
    "Intacct's gateway could not take the request: {told}",
    "Wait. If it stays so, show Sage the support id.",
)

_UNKNOWN = (
    "unknown company or sender",
    "Intacct does not know this company or sender, or it is inactive.",
    "Correct company ID and sender ID in the settings of this integration.",
    HERE,
)
TROUBLE = tuple([line(*_TROUBLE, code=f"GW-000{n}") for n in range(1, 10)])

COMPANY = (
    unwelcome(*_EXPIRED, code="PL04000055"),
    unwelcome(*_EXPIRED, words="company .{0,40}(?:expired|suspended)"),
    unwelcome(*_UNKNOWN, code="GW-0011"),
    unwelcome(*CREDENTIALS, code="XMLGW_JPP0002"),
    unwelcome(*CREDENTIALS, code="UJPP0002"),
)

# Of one function: others may have run.
OF_A_FUNCTION = (
    setup(*_EXPIRED, code="PL04000055"),
    setup(*_UNKNOWN, code="GW-0011"),
    setup(*CREDENTIALS, code="XMLGW_JPP0002"),
    setup(*CREDENTIALS, code="UJPP0002"),
)

# Before all others: its text quotes what we sent.
UNREADABLE = data(
    "unreadable request",
    "Intacct could not read our request: {told}",
    "This is an error in Syncline: copy the text for support and report it.",
    SUPPORT,
    code="XL03000003",
)

CONTROL = (
    unwelcome(
        "unknown policy",
        "Intacct does not know the transport policy of this request.",
        "Correct the policy ID in the settings of this integration, or have Sage set the policy up.",
        HERE,
        words="transport policy|policy ?id",
    ),
    unwelcome(
        "sender not authorized",
        "The Intacct company has not authorized our sender ID.",
        "Add the sender ID in Intacct under Company > Web Services authorizations.",
        INTACCT,
        words="not (?:been )?authori[sz]ed|authorization",
    ),
    unwelcome(
        "sender",
        "Intacct refuses the sender ID or its password.",
        "Correct both in the settings of this integration: upper and lower case count.",
        HERE,
        code="XL03000006",
    ),
    *TROUBLE,
    line(*_TROUBLE, words="unable to process|try again later"),
    unwelcome(
        "control {code}",
        "Intacct refuses the whole request: {told}",
        "Compare the settings of this integration with what Intacct says; Sage can explain the code.",
        HERE,
        words=SAID,
    ),
    unwelcome(
        "control {code}",
        "Intacct refuses the whole request and does not say why. {code}",
        "Check company, sender and passwords in the settings of this integration.",
        HERE,
    ),
)
