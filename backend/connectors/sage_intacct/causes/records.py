"""Something is there already."""

from backend.connectors.sage_intacct.causes.rule import INTACCT, data, taken

CONTACT_CLASH = "contact clash"
REPEATED = "repeated request"
_LOOKED = "Wait: Syncline looks whether it is ours, then adopts it or asks you."
_SAME = ("duplicate", "Intacct already has something with this number.", _LOOKED)

RECORDS = (
    data(
        CONTACT_CLASH,
        "Intacct has another contact with the name that this one would get: {told}",
        "Rename that contact there, or have the name changed in the ERP.",
        INTACCT,
        words="^another contact|^(?:the |a )?contact .{0,80}already exists",
    ),
    taken(
        REPEATED,
        "Intacct has carried out this request before.",
        "Wait: Syncline looks for what it made.",
        words=(
            "(?:already|previously) (?:been )?(?:executed|processed|completed|submitted)|"
            "control ?id .{0,80}(?:already|used|exists|duplicate)|cannot be repeated"
        ),
    ),
    taken(
        "duplicate account",
        "Intacct already has an account with this number.",
        _LOOKED,
        words="duplicate account number",
    ),
    taken(
        "duplicate {kind}",
        "Intacct already has this number for another {kind}.",
        _LOOKED,
        words="^another (?P<kind>[A-Za-z ]{2,40}?) with ",
    ),
    taken(*_SAME, words="already exists|is already in use|must be unique|use a unique value|duplicate"),
    taken(*_SAME, code="BL34000061"),
    taken("duplicate employee", "Intacct already has this employee.", _LOOKED, code="PL05000104"),
)
