"""What the gateway says when it refuses."""

from backend.stand_in.gateway.errors import GatewayError, refusal

# Categories of problems, in words of ours but the first.
DUPLICATE = "Duplication Prevention"
INVALID = "Invalid value"
MISSING = "Missing value"
NOT_CREATED = "Unable to create record."
NOT_PERMITTED = "Invalid permission"
REQUEST = "Invalid request"
RULE = "Rule of the company"

ROLLED_BACK = refusal(
    "XL03000009",
    "The entire transaction in this operation has been rolled back due to an error.",
    of=(REQUEST, "TRANSACTION_ROLLED_BACK"),
)
TRANSACTION = refusal(
    "BL01001973",
    "Currently, we can't create the transaction.",
    "Check the transaction for errors or inconsistencies, then try again.",
    of=(NOT_CREATED, "TRANSACTION_NOT_CREATED"),
)

RATE_LIMITED = refusal("GW-0010", "API rate limit exceeded", of=(REQUEST, "API_RATE_LIMIT_EXCEEDED"))


def not_created(word: str) -> GatewayError:
    return refusal(
        "BL01001973", "Could not create {OBJECT} record!", of=(NOT_CREATED, "COULD_NOT_CREATE_RECORD"), OBJECT=word
    )


def duplicate(word: str, value: str, errorno: str) -> GatewayError:
    sentence, message = {
        "BL01001973": ("Duplicate account number {VALUE}", "DUPLICATE_ACCOUNT_NUMBER"),
        "PL05000104": ("Employee {VALUE} already exists", "DUPLICATE_EMPLOYEE"),
    }.get(errorno, ("Another {OBJECT} with the given value(s) {VALUE} already exists", "DUPLICATE_VALUE"))
    correction = "Use a unique value instead."
    return refusal(errorno, sentence, correction, of=(DUPLICATE, message), OBJECT=word, VALUE=value)


def number_taken(number: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "A transaction with the number {NUMBER} already exists.",
        "Enter a different number.",
        of=(DUPLICATE, "DUPLICATE_DOCUMENT_NUMBER"),
        NUMBER=number,
    )


def invalid_reference(word: str, value: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "Invalid {OBJECT} '{VALUE}' specified.",
        "Specify a valid {OBJECT}.",
        of=(INVALID, "INVALID_REFERENCE"),
        OBJECT=word,
        VALUE=value,
    )


def inactive_reference(word: str, value: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "{OBJECT} '{VALUE}' is inactive.",
        "Specify an active {OBJECT}.",
        of=(INVALID, "INACTIVE_REFERENCE"),
        OBJECT=word,
        VALUE=value,
    )


def on_hold(word: str, value: str) -> GatewayError:
    return refusal("BL01001973", "{OBJECT} '{VALUE}' is on hold.", of=(RULE, "ON_HOLD"), OBJECT=word, VALUE=value)


def missing_field(field: str, word: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "Required field {FIELD} is missing for {OBJECT}.",
        "Provide a value for {FIELD}.",
        of=(MISSING, "MISSING_FIELD"),
        FIELD=field,
        OBJECT=word,
    )


def missing_dimension(dimension: str, account: str) -> GatewayError:
    return refusal(
        "BL03000018",
        "This transaction is missing the {DIMENSION} dimension for the Account {ACCOUNT}.",
        "Select a {DIMENSION}, then try again.",
        of=(MISSING, "MISSING_DIMENSION"),
        DIMENSION=dimension,
        ACCOUNT=account,
    )


def closed_period(first_open: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "Date must be on or after {DATE}.",
        "Enter a date in an open period.",
        of=(RULE, "CLOSED_PERIOD"),
        DATE=first_open,
    )


def bad_value(field: str, value: str, wanted: str) -> GatewayError:
    return refusal(
        "BL03000018",
        "Illegal format: {FIELD} '{VALUE}' is not {WANTED}.",
        "Provide {WANTED} for {FIELD}.",
        of=(INVALID, "ILLEGAL_FORMAT"),
        FIELD=field,
        VALUE=value,
        WANTED=wanted,
    )


def unbalanced(debits: str, credits_: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "The journal entry does not balance: debits {DEBITS}, credits {CREDITS}.",
        "Make the debits equal the credits.",
        of=(RULE, "UNBALANCED"),
        DEBITS=debits,
        CREDITS=credits_,
    )


def no_source_entity(entities: list[str]) -> GatewayError:
    return refusal(
        "BL01001973",
        "The journal entry does not balance by entity ({ENTITIES}): a source entity is required.",
        "Provide BASELOCATION_NO, or make the debits of each entity equal its credits.",
        of=(RULE, "SOURCE_ENTITY_REQUIRED"),
        ENTITIES=", ".join(entities),
    )


def mixed_signs(line: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "The line items {LINE} hold positive and negative amounts: all must have the same sign.",
        "Enter the credits and the debits as two adjustments.",
        of=(RULE, "MIXED_SIGNS"),
        LINE=line,
    )


def no_right(verb: str, name: str) -> GatewayError:
    return refusal(
        "" if name == "AUDITHISTORY" else "PL04000005",
        "You do not have permission for API operation {OPERATION} on objects of type {OBJECT}",
        of=(NOT_PERMITTED, "NO_PERMISSION"),
        OPERATION=verb.upper(),
        OBJECT=name,
    )


def unknown_object(name: str, errorno: str) -> GatewayError:
    return refusal(errorno, "Object definition {OBJECT} not found", of=(INVALID, "UNKNOWN_OBJECT"), OBJECT=name)


def not_found(word: str, key: str, verb: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "Cannot find {OBJECT} with key '{KEY}' to {OPERATION}.",
        of=(INVALID, "RECORD_NOT_FOUND"),
        OBJECT=word.lower(),
        KEY=key,
        OPERATION=verb,
    )


def wrong_level(word: str, key: str, owner: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "{OBJECT} '{KEY}' is owned by {OWNER} and cannot be changed from here.",
        "Sign in at the level that owns it.",
        of=(NOT_PERMITTED, "WRONG_LEVEL"),
        OBJECT=word,
        KEY=key,
        OWNER=owner or "the top level",
    )


def frozen(word: str, key: str, verb: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "{OBJECT} '{KEY}' is posted: a posted transaction cannot be {OPERATION}d.",
        "Reverse it, or ask an administrator about Global Transaction Security.",
        of=(RULE, "POSTED_TRANSACTION"),
        OBJECT=word,
        KEY=key,
        OPERATION=verb,
    )


def not_posted(word: str, key: str, state: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "{OBJECT} '{KEY}' is {STATE}: only a posted transaction can be reversed.",
        of=(RULE, "NOT_POSTED"),
        OBJECT=word,
        KEY=key,
        STATE=state,
    )


def taken_back(word: str, key: str, verb: str) -> GatewayError:
    return refusal(
        "BL01001973",
        "{OBJECT} '{KEY}' is reversed: a reversed transaction cannot be {OPERATION}d.",
        of=(RULE, "REVERSED_TRANSACTION"),
        OBJECT=word,
        KEY=key,
        OPERATION=verb,
    )


def bad_request(text: str) -> GatewayError:
    return refusal(
        "DL02000001", "There was an error processing the request. {WHY}", of=(REQUEST, "BAD_REQUEST"), WHY=text
    )


def bad_fields(fields: str) -> GatewayError:
    return refusal(f"Invalid fields list {fields}", "", of=(INVALID, "INVALID_FIELDS"), FIELDS=fields)


def replayed(control_id: str) -> GatewayError:
    """Nobody outside Sage says how a replay is refused; number and text are ours."""
    return refusal(
        "XL03000011",
        "The function with controlid '{CONTROLID}' was already processed and cannot be repeated.",
        "Use a new controlid for a new operation.",
        of=(DUPLICATE, "REPEATED_CONTROLID"),
        CONTROLID=control_id,
    )


def schema_error(text: str, line: int, column: int) -> GatewayError:
    return refusal(
        "XL03000003",
        "XML Parse schema error at [{LINE}:{COLUMN}] {WHY}",
        of=(REQUEST, "SCHEMA_ERROR"),
        LINE=str(line),
        COLUMN=str(column),
        WHY=text,
    )


def sign_in(text: str) -> GatewayError:
    return refusal("XL03000006", "{WHY}", of=(NOT_PERMITTED, "SIGN_IN_REFUSED"), WHY=text)
