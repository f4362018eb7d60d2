"""The whole request is refused: as whom we speak, or what we said."""

from backend.connectors.sage_intacct.causes.rule import SAID, data, line, unwelcome

CONTROL = (
    data(
        "unreadable request",
        (
            "Intacct could not read our request: {told}. This is an error in Syncline: report it with the "
            "support details."
        ),
        code="XL03000003",
    ),
    unwelcome(
        "unknown policy",
        ("Intacct does not know the transport policy of this integration: correct the policy ID in its settings."),
        words="transport policy|policy ?id",
    ),
    unwelcome(
        "sender not authorized",
        (
            "The company has not authorized our sender ID: add it in Intacct under Company > Web Services "
            "authorizations."
        ),
        words="not (?:been )?authori[sz]ed|authorization",
    ),
    unwelcome(
        "company expired", "The Intacct company has expired or is locked: its owner must renew it.", code="PL04000055"
    ),
    unwelcome(
        "company expired",
        "The Intacct company has expired or is locked: its owner must renew it.",
        words="company .{0,40}expired",
    ),
    unwelcome(
        "unknown company or sender",
        "Intacct does not know this company or sender, or it is inactive: check both in the settings.",
        code="GW-0011",
    ),
    unwelcome(
        "sign-in",
        "Intacct refuses the sign-in: check company, user and passwords in the settings.",
        code="XMLGW_JPP0002",
    ),
    unwelcome(
        "sign-in", "Intacct refuses the sign-in: check company, user and passwords in the settings.", code="UJPP0002"
    ),
    unwelcome(
        "sender",
        ("Intacct refuses the sender ID or its password: check both in the settings, upper and lower case count."),
        code="XL03000006",
    ),
    line("control {code}", "Intacct refuses the whole request: {told}", words=SAID),
    line("control", "Intacct refuses the whole request and does not say why."),
)
