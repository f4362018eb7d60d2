"""Something is there already."""

from backend.connectors.sage_intacct.causes.rule import data, taken

CONTACT_CLASH = "contact clash"
REPEATED = "repeated request"

RECORDS = (
    data(
        CONTACT_CLASH,
        (
            "Intacct has another contact with the name that this one would get: rename the contact there, or "
            "change the name here. {told}"
        ),
        words="another contact|contact .{0,80}already exists",
    ),
    taken(
        REPEATED,
        "Intacct has carried out this request before; Syncline looks for what it made.",
        words=(
            "(?:already|previously) (?:been )?(?:executed|processed|completed|submitted)|"
            "control ?id .{0,80}(?:already|used|exists|duplicate)|cannot be repeated"
        ),
    ),
    taken(
        "duplicate account",
        "Intacct already has an account with this number; Syncline looks whether it is ours.",
        words="duplicate account number",
    ),
    taken(
        "duplicate {kind}",
        "Intacct already has a {kind} with this number; Syncline looks whether it is ours.",
        words="another (?P<kind>[A-Za-z ]{2,40}?) with",
        code="BL34000061",
    ),
    taken(
        "duplicate",
        "Intacct already has something with this number; Syncline looks whether it is ours.",
        words="already exists|is already in use|must be unique|use a unique value|duplicate",
    ),
    taken(
        "duplicate",
        "Intacct already has something with this number; Syncline looks whether it is ours.",
        code="BL34000061",
    ),
    taken(
        "duplicate employee", "Intacct already has this employee; Syncline looks whether it is ours.", code="PL05000104"
    ),
)
