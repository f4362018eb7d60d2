"""Dimensions, periods, balances and the states of documents."""

from backend.connectors.sage_intacct.causes.rule import ERP, INTACCT, data

_DIMENSION = "department|location|class|item|project|customer|vendor|employee|warehouse|task"
_ADD = "Add it to the lines in the ERP, or have the account relaxed at Intacct."
_OF_ACCOUNT = (
    "missing dimension {dimension} on account {account}",
    "Account {account} wants the {dimension} on each line.",
    _ADD,
    ERP,
)
_ON_LINES = ("missing dimension {dimension}", "Intacct wants the {dimension} on each line: {told}", _ADD, ERP)
_OPEN = "Open the period there, or have the document given a later date."
_PAID = (
    "already paid",
    "The document is already paid at Intacct and cannot be changed.",
    "Look at the payment there: leave it as it is, or reverse the payment first.",
    INTACCT,
)

DOCUMENTS = (
    data(
        *_OF_ACCOUNT,
        words=r"missing the (?P<dimension>[A-Za-z ]{2,40}?) dimension for the account (?P<account>[\w.-]{1,40})",
    ),
    data(
        *_OF_ACCOUNT,
        words=rf"account (?:number )?['\"]?(?P<account>[\w.-]{{1,40}})['\"]? requires an? (?P<dimension>{_DIMENSION})",
    ),
    data(*_ON_LINES, words=rf"missing the (?P<dimension>{_DIMENSION}) dimension"),
    data(
        *_ON_LINES,
        words=rf"(?<!field )\b(?P<dimension>{_DIMENSION}) (?:dimension )?is (?:required|mandatory|missing)",
    ),
    data(
        "restricted {dimension}",
        "Intacct does not take this {dimension} here: {told}",
        "Have another one chosen in the ERP, or the restriction lifted at Intacct.",
        ERP,
        words=rf"^(?:the )?(?P<dimension>{_DIMENSION}) .{{1,60}}is restricted by",
    ),
    data(
        "closed period",
        "The period is closed: Intacct takes dates from {date} on.",
        _OPEN,
        INTACCT,
        words=r"date must be on or after (?:the )?(?P<date>[\d/.-]{6,10})",
    ),
    data(
        "closed period",
        "The period is closed at Intacct: {told}",
        _OPEN,
        INTACCT,
        words=(
            "(?:period|books?|subledger) .{0,60}(?:closed|not open)|not in an open period|closed (?:period|books?)|"
            "date must be on or"
        ),
    ),
    data(
        "unbalanced",
        "The entries do not balance: {told}",
        "Correct the lines in the ERP: debits and credits must be equal, also per entity.",
        ERP,
        words=(
            "(?:debits?|credits?) .{0,60}(?:not equal|do(?:es)? not|must equal|balance)|out of balance|"
            "unbalanced|not balanced?"
        ),
    ),
    data(*_PAID, code="BL03000130"),
    data(*_PAID, words="already (?:been )?paid|has been paid|partially paid|has payments?"),
    data(
        "frozen document",
        "The document is posted at Intacct and frozen.",
        "Reverse it there and send it again, adjust it, or leave it as it is there.",
        INTACCT,
        words=(
            "posted .{0,80}(?:cannot|can.?t|not) .{0,30}(?:edit|change|update|modif|delet)|cannot (?:edit|"
            "update|modify|delete) .{0,60}posted|global transaction security|(?:has been|is) reversed"
        ),
    ),
    data("on hold", "The customer or supplier is on hold at Intacct: {told}", "Release it there.", INTACCT, "on hold"),
    data(
        "credit limit",
        "The customer's credit limit at Intacct would be exceeded: {told}",
        "Raise the limit there, or settle older invoices first.",
        INTACCT,
        words="credit limit",
    ),
    data(
        "entity mismatch",
        "This does not fit the level at which it was sent: {told}",
        "Correct entity and dimensions in the ERP, or choose another transaction integration level in the settings.",
        ERP,
        words=(
            r"(?:valid|available|exist|belong|restricted|accessible) .{0,60}\b(?:entity|entities)\b|"
            r"\bentity\b .{0,60}(?:not|invalid|mismatch|restrict)|(?:at the|from the) (?:top|entity) level|"
            r"top[- ]level .{0,40}(?:not|can.?t)|owned by (?:the top level|[\w-]{1,40}) and cannot"
        ),
    ),
    data(
        "currency",
        "Intacct does not take this currency here: {told}",
        "Correct the currency in the ERP, or set it up at Intacct.",
        ERP,
        words=(
            "currenc(?:y|ies) .{0,60}(?:not|invalid|mismatch|different|must)|invalid (?:transaction |base )?currency"
        ),
    ),
    data(
        "exchange rate",
        "Intacct has no exchange rate for this currency and day: {told}",
        "Enter the rate there, or hand one over with the document.",
        INTACCT,
        words="exchange rate",
    ),
    data(
        "tax",
        "Intacct does not accept the tax of this document: {told}",
        "Compare the tax set-up there with the lines of the document.",
        INTACCT,
        words="tax (?:solution|schedule|detail)|tax code",
    ),
)
