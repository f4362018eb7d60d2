"""Dimensions, periods, balances and the states of documents."""

from backend.connectors.sage_intacct.causes.rule import data

DOCUMENTS = (
    data(
        "missing dimension {dimension} on account {account}",
        ("Account {account} wants a {dimension} on each line: add it to the lines, or relax the account at Intacct."),
        words=(
            r"missing the (?P<dimension>[A-Za-z ]{2,40}?) dimension"
            r"(?: for the account (?P<account>[\w.-]{1,40}))?"
        ),
    ),
    data(
        "missing dimension {dimension}",
        "Intacct wants a {dimension} on each line: {told}",
        words=(
            "(?P<dimension>department|location|class|item|project|customer|vendor|employee) (?:dimension )?is required"
        ),
    ),
    data(
        "closed period",
        (
            "The period is closed: Intacct takes dates from {date} on. Open the period there, or give the "
            "document a later date."
        ),
        words=r"date must be on or after (?P<date>[\d/.-]{6,10})",
    ),
    data(
        "closed period",
        "The period is closed at Intacct: open it there, or give the document a later date. {told}",
        words="(?:period|books?) .{0,60}(?:closed|not open)|closed (?:period|books?)|date must be on or",
    ),
    data(
        "unbalanced",
        "The entries do not balance: debits and credits must be equal, also per entity. {told}",
        words=(
            "(?:debits?|credits?) .{0,60}(?:not equal|do(?:es)? not|must equal|balance)|out of balance|"
            "unbalanced|not balanced?"
        ),
    ),
    data("already paid", "The document is already paid at Intacct and cannot be changed.", code="BL03000130"),
    data(
        "already paid",
        "The document is already paid at Intacct and cannot be changed.",
        words="already (?:been )?paid|partially paid|has payments?",
    ),
    data(
        "frozen document",
        (
            "The document is posted at Intacct and frozen: reverse it and send it again, adjust it, or "
            "accept what is there."
        ),
        words=(
            "posted .{0,80}(?:cannot|can.?t|not) .{0,30}(?:edit|change|update|modif|delet)|cannot (?:edit|"
            "update|modify|delete) .{0,60}posted|global transaction security|(?:has been|is) reversed"
        ),
    ),
    data("on hold", "The customer or supplier is on hold at Intacct: release it there. {told}", words="on hold"),
    data("credit limit", "The customer's credit limit at Intacct would be exceeded: {told}", words="credit limit"),
    data(
        "entity mismatch",
        "This does not fit the entity at which it was sent: {told}",
        words=(
            r"(?:valid|available|exist|belong|restricted|accessible) .{0,60}\b(?:entity|entities)\b|"
            r"\bentity\b .{0,60}(?:not|invalid|mismatch|restrict)|at the (?:top|entity) level|"
            r"owned by (?:the top level|[\w-]{1,40}) and cannot"
        ),
    ),
    data(
        "currency",
        "Intacct does not take this currency here: {told}",
        words=(
            "currenc(?:y|ies) .{0,60}(?:not|invalid|mismatch|different|must)|invalid (?:transaction |base )?currency"
        ),
    ),
    data("exchange rate", "Intacct has no exchange rate for this currency and day: {told}", words="exchange rate"),
    data(
        "tax",
        "Intacct does not accept the tax of this document: {told}",
        words="tax (?:solution|schedule|detail)|tax code",
    ),
)
