"""One error of the gateway, and the exceptions that carry chains of them: from the cause to its wrappers."""

import msgspec

_SAGES_IDS = {"DUPLICATE_ACCOUNT_NUMBER": "GL-0493", "API_RATE_LIMIT_EXCEEDED": "GW-0010", "": ""}


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """What a client is told besides when it asks with `showadditionalerrorinfo`: what stays when texts change."""

    category: str
    message: str
    values: dict[str, str] = {}

    @property
    def errorid(self) -> str:
        """Sage's own where we know it; the others are ours, and say so."""
        return _SAGES_IDS.get(self.message, f"STAND-IN.{self.message}")


class GatewayError(msgspec.Struct, frozen=True, kw_only=True):
    """One `error` element. Any text may be empty; only faults leave one out (None)."""

    errorno: str
    description: str = ""
    description2: str | None = ""
    correction: str = ""
    detail: Detail = Detail(category="", message="")


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


def refusal(errorno: str, sentence: str, correction: str = "", *, of: tuple[str, str], **values: str) -> GatewayError:
    """`of` is its category and message; the texts name their values in braces."""
    category, message = of
    return GatewayError(
        errorno=errorno,
        description2=sentence.format(**values),
        correction=correction.format(**values),
        detail=Detail(category=category, message=message, values=values),
    )
