"""References and values that Intacct does not take, and what nobody knows."""

from backend.connectors.sage_intacct.causes.rule import SAID, busy, data, setup

_KIND = r"(?P<kind>[A-Za-z][A-Za-z ]{1,40}?)"
_VALUE = r"['\"“]?(?P<value>[^'\"”]{1,200}?)['\"”]?"
_MISSING = "Intacct has no {kind} {value}: send or create it there first, or correct the reference."

VALUES = (
    data(
        "missing {kind} {value}",
        _MISSING,
        words=rf"\binvalid {_KIND}:? {_VALUE} (?:is )?(?:specified|given|selected|entered)",
    ),
    data(
        "missing {kind} {value}",
        _MISSING,
        words=rf"\b{_KIND} {_VALUE} (?:does not exist|doesn.?t exist|(?:was )?not found|is (?:not valid|invalid))",
    ),
    data(
        "missing {kind} {value}",
        "Intacct has no {kind} {value}: it was deleted there, or lies at another level.",
        words=(
            rf"(?:cannot|can.?t|could not|unable to) find (?:the |a )?{_KIND} (?:with )?(?:key |id |number |"
            rf"record )?{_VALUE}(?: to \w+)?[.]?$"
        ),
    ),
    data(
        "inactive",
        "What this refers to is inactive at Intacct: {told}",
        words="(?P<kind>[A-Za-z ]{2,40}?) .{0,60}(?:is )?inactive",
    ),
    data("missing dimension", "Intacct misses a required dimension: {told}", words="dimension", code="BL03000018"),
    data(
        "required field",
        "Intacct misses something: {told}",
        words="required field|is required|mandatory|missing (?:a )?(?:required|value)|required element",
    ),
    setup(
        "unknown field {field}",
        "The Intacct company does not know the field {field}.",
        words=r"invalid fields? (?:list )?(?P<field>[\w.]{1,80})",
    ),
    data(
        "too long",
        "A text is longer than Intacct takes: {told}",
        words="(?:too long|exceeds? .{0,40}(?:length|characters)|maximum length)",
    ),
    data("invalid date", "Intacct does not accept a date: {told}", words="invalid date|date format|not a valid date"),
    data(
        "invalid value",
        "Intacct does not accept a value: {told}",
        words=("invalid (?:number|amount|value)|not a (?:valid )?number|must be (?:a )?(?:positive|numeric|greater)"),
    ),
    data(
        "e-mail address",
        "Intacct does not accept the e-mail address: {told}",
        words="email .{0,40}(?:invalid|not valid|required)|invalid email",
    ),
    data("country", "Intacct does not accept the country: {told}", words="country"),
    busy(
        "busy",
        "The record is in use at Intacct at this moment; Syncline tries again.",
        words=(
            r"\blocked\b|being (?:edited|updated|modified|used) by (?:another|a different)|try again later|"
            "deadlock"
        ),
    ),
    data("workflow", "The document's state at Intacct does not allow this: {told}", code="BL03002129"),
    data("undeposited funds", "Intacct does not take undeposited funds in a foreign currency.", code="BL02000051"),
    data("illegal format", "Intacct does not accept a value: {told}", code="BL03000018"),
    data("unacceptable request", "Intacct could not process this: {told}", code="DL02000001"),
    data("{words}", "{told}", words=SAID),
    data("no reason", "Intacct refuses this without a reason. {code}"),
)
