"""What the gateway says when it refuses: chains of errors from the cause to its wrappers."""

import msgspec


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """What a client is told besides when it asks with `showadditionalerrorinfo`."""

    errorid: str
    category: str
    messageid: str
    placeholders: dict[str, str] = {}


class GatewayError(msgspec.Struct, frozen=True, kw_only=True):
    """One `error` element. Any text may be empty; only faults leave one out (None)."""

    errorno: str
    description: str = ""
    description2: str | None = ""
    correction: str = ""
    detail: Detail | None = None


class FunctionError(Exception):
    """A function is refused. `made`: how the objects made before it failed are told in its answer."""

    def __init__(self, *errors: GatewayError, made: str = "", count: int = 0) -> None:
        super().__init__(errors[0].description2)
        self.errors = errors
        self.made = made
        self.count = count

    def wrapped(self, *wrappers: GatewayError) -> "FunctionError":
        return FunctionError(*self.errors, *wrappers, made=self.made, count=self.count)


class RequestError(Exception):
    """The whole request is refused at the control level."""

    def __init__(self, *errors: GatewayError) -> None:
        super().__init__(errors[0].description2)
        self.errors = errors


class SignInError(Exception):
    """The request is refused at the authentication level."""

    def __init__(self, *errors: GatewayError) -> None:
        super().__init__(errors[0].description2)
        self.errors = errors


ROLLED_BACK = GatewayError(
    errorno="XL03000009", description2="The entire transaction in this operation has been rolled back due to an error."
)
TRANSACTION = GatewayError(
    errorno="BL01001973",
    description2="Currently, we can't create the transaction.",
    correction="Check the transaction for errors or inconsistencies, then try again.",
)


def not_created(word: str) -> GatewayError:
    return GatewayError(errorno="BL01001973", description2=f"Could not create {word} record!")


def duplicate(word: str, value: str, errorno: str) -> GatewayError:
    texts = {
        "BL01001973": f"Duplicate account number {value}",
        "PL05000104": f"Employee {value} already exists",
    }
    text = texts.get(errorno, f"Another {word} with the given value(s) {value} already exists")
    detail = _account_taken(value) if errorno == "BL01001973" else None
    return GatewayError(errorno=errorno, description2=text, correction="Use a unique value instead.", detail=detail)


def _account_taken(number: str) -> Detail:
    return Detail(
        errorid="GL-0493",
        category="duplicationPrevention",
        messageid="IA.DUPLICATE_ACCOUNT_NUMBER",
        placeholders={"ACCOUNT_NO": number},
    )


def number_taken(number: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"A transaction with the number {number} already exists.",
        correction="Enter a different number.",
    )


def invalid_reference(word: str, value: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"Invalid {word} '{value}' specified.",
        correction=f"Specify a valid {word}.",
    )


def inactive_reference(word: str, value: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"{word} '{value}' is inactive.",
        correction=f"Specify an active {word}.",
    )


def on_hold(word: str, value: str) -> GatewayError:
    return GatewayError(errorno="BL01001973", description2=f"{word} '{value}' is on hold.")


def missing_field(field: str, word: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"Required field {field} is missing for {word}.",
        correction=f"Provide a value for {field}.",
    )


def missing_dimension(dimension: str, account: str) -> GatewayError:
    return GatewayError(
        errorno="BL03000018",
        description2=f"This transaction is missing the {dimension} dimension for the Account {account}.",
        correction=f"Select a {dimension}, then try again.",
    )


def closed_period(first_open: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"Date must be on or after {first_open}.",
        correction="Enter a date in an open period.",
    )


def bad_value(field: str, value: str, wanted: str) -> GatewayError:
    return GatewayError(
        errorno="BL03000018",
        description2=f"Illegal format: {field} '{value}' is not {wanted}.",
        correction=f"Provide {wanted} for {field}.",
    )


def unbalanced(debits: str, credits_: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"The journal entry does not balance: debits {debits}, credits {credits_}.",
        correction="Make the debits equal the credits.",
    )


def no_right(verb: str, name: str) -> GatewayError:
    return GatewayError(
        errorno="" if name == "AUDITHISTORY" else "PL04000005",
        description2=f"You do not have permission for API operation {verb.upper()} on objects of type {name}",
    )


def unknown_object(name: str, errorno: str) -> GatewayError:
    return GatewayError(errorno=errorno, description2=f"Object definition {name} not found")


def not_found(word: str, key: str, verb: str) -> GatewayError:
    return GatewayError(errorno="BL01001973", description2=f"Cannot find {word.lower()} with key '{key}' to {verb}.")


def wrong_level(word: str, key: str, owner: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"{word} '{key}' is owned by {owner or 'the top level'} and cannot be changed from here.",
        correction="Sign in at the level that owns it.",
    )


def frozen(word: str, key: str, verb: str) -> GatewayError:
    return GatewayError(
        errorno="BL01001973",
        description2=f"{word} '{key}' is posted: a posted transaction cannot be {verb}d.",
        correction="Reverse it, or ask an administrator about Global Transaction Security.",
    )


def bad_request(text: str) -> GatewayError:
    return GatewayError(errorno="DL02000001", description2=f"There was an error processing the request. {text}")


def bad_fields(fields: str) -> GatewayError:
    return GatewayError(errorno=f"Invalid fields list {fields}")


def replayed(control_id: str) -> GatewayError:
    """Nobody outside Sage says how a replay is refused; number and text are ours."""
    return GatewayError(
        errorno="XL03000011",
        description2=f"The function with controlid '{control_id}' was already processed and cannot be repeated.",
        correction="Use a new controlid for a new operation.",
    )


def schema_error(text: str, line: int, column: int) -> GatewayError:
    return GatewayError(errorno="XL03000003", description2=f"XML Parse schema error at [{line}:{column}] {text}")


def sign_in(text: str) -> GatewayError:
    return GatewayError(errorno="XL03000006", description2=text)
