"""References and values that Intacct does not take, and what nobody knows."""

from backend.connectors.sage_intacct.causes.rule import ERP, INTACCT, SAID, SUPPORT, data, setup

# A few words each, so that a long text costs little.
_ARTICLE = "(?:the|this|that|an?|your|no)"
_KIND = rf"(?:{_ARTICLE} )?(?!{_ARTICLE} )(?P<kind>[A-Za-z]{{2,30}}(?: (?!with |key )[A-Za-z]{{1,30}}){{0,2}})"
_VALUE = r"""(?P<quote>['"])?(?P<value>(?(quote)[^'"]{1,200}|[^\s'"]{1,60}(?: [^\s'"]{1,60})?))['"]?"""
_MISSING = (
    "missing {kind} {value}",
    "Intacct has no {kind} {value}.",
    "Send or create it there first, or have the reference corrected in the ERP.",
    ERP,
)
_DIMENSION = ("missing dimension", "Intacct misses a required dimension: {told}")
_FORMAT = "Correct the value in the ERP."

VALUES = (
    data(
        "invalid date",
        "Intacct does not accept a date: {told}",
        "Correct the date in the ERP.",
        ERP,
        words="invalid date|date format|not a valid date",
    ),
    data(
        "invalid value",
        "Intacct does not accept a value: {told}",
        _FORMAT,
        ERP,
        words="invalid (?:number|amount|value)|not a (?:valid )?number|must be (?:a )?(?:positive|numeric|greater)",
    ),
    data(
        "e-mail address",
        "Intacct does not accept the e-mail address: {told}",
        "Correct the address in the ERP.",
        ERP,
        words="e-?mail .{0,40}(?:invalid|not valid|required)|invalid e-?mail",
    ),
    data(*_MISSING, words=rf"\binvalid {_KIND}:? {_VALUE} (?:is )?(?:specified|given|selected|entered)"),
    data(
        *_MISSING,
        words=rf"\b{_KIND} {_VALUE} (?:does not exist|doesn.?t exist|(?:was )?not found|is (?:not valid|invalid))",
    ),
    data(*_MISSING, words=rf"\b{_KIND} ['\"](?P<value>[^'\"]{{1,200}})['\"] is not a valid \w"),
    data(
        "missing {kind} {value}",
        "Intacct has no {kind} {value}: it was deleted there, or lies at another level.",
        "Look whether it still exists there.",
        INTACCT,
        words=(
            rf"(?:cannot|can.?t|could not|unable to) find (?:a )?{_KIND} (?:with )?(?:key |id |number |"
            rf"record )?{_VALUE}(?: to \w+)?[.]?$"
        ),
    ),
    data(
        "inactive",
        "What this refers to is inactive at Intacct: {told}",
        "Activate it there, or have another one chosen in the ERP.",
        INTACCT,
        words=r"\binactive\b",
    ),
    data(*_DIMENSION, "Add it to the lines in the ERP.", ERP, words="dimension", code="BL03000018"),
    data(
        "required field",
        "Intacct misses something: {told}",
        "Fill it in the ERP.",
        ERP,
        words=(
            "required field|is required|mandatory|missing (?:a )?(?:required|value|unit)|required element|"
            r"field .{0,60}is missing|\brequires an? \w"
        ),
    ),
    setup(
        "unknown field {field}",
        "The Intacct company does not know the field {field}.",
        "Create the field at Intacct or correct its name, if `marker_field` or `custom_fields` names it; if it is one "
        "of Intacct's own, let the web services user see it.",
        INTACCT,
        words=r"invalid fields? (?:list )?(?P<field>[\w.]{1,80}(?:, ?[\w.]{1,80}){0,9})",
    ),
    data(
        "too long",
        "A text is longer than Intacct takes: {told}",
        "Shorten it in the ERP.",
        ERP,
        words="(?:too long|exceed(?:s|ed)? .{0,40}(?:length|characters)|maximum length)",
    ),
    data(
        "country",
        "Intacct does not accept the country: {told}",
        "Correct the country in the ERP's address.",
        ERP,
        words="country",
    ),
    data(
        *_MISSING,
        words=(
            rf"\binvalid {_KIND}:? (?P<quote>['\"])?"
            rf"(?P<value>(?(quote)[^'\"]{{1,200}}|[\d\u02bd][\w.-]{{0,40}}[.]?$))"
        ),
    ),
    data(
        "in use",
        "Something that this needs is in use at Intacct: {told}",
        "Have it closed or unlocked there, then send this again.",
        INTACCT,
        words=r"\blocked\b|being (?:edited|updated|modified|used) by (?:another|a different)",
    ),
    data(
        "workflow",
        "The document's state at Intacct does not allow this: {told}",
        "Look at the document there, and take the step that comes first.",
        INTACCT,
        code="BL03002129",
    ),
    data(
        "undeposited funds",
        "Intacct does not take undeposited funds in a foreign currency.",
        "Have a bank account named in the ERP, or mapped under bank accounts.",
        ERP,
        code="BL02000051",
    ),
    data("illegal format", "Intacct does not accept a value: {told}", _FORMAT, ERP, code="BL03000018"),
    data(
        "unacceptable request",
        "Intacct could not process this: {told}",
        "Compare what was sent with what Intacct says; if it is an error of Syncline, copy the text for support.",
        SUPPORT,
        code="DL02000001",
    ),
    data(
        "{words}",
        "{told}",
        "Read what Intacct says, and correct the object or the set-up there; if it makes no sense, report it.",
        SUPPORT,
        words=SAID,
    ),
    data(
        "no reason",
        "Intacct refuses this without a reason. {code}",
        "Enter the object there by hand to see what it lacks, or ask Sage with the support id.",
        SUPPORT,
    ),
)
