"""Faults: what shall go wrong, for which requests, how often."""

import random
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec

from backend.stand_in.gateway.errors import GatewayError

Do = Literal[
    "delay",
    "drop_before",
    "drop_after",
    "status",
    "error_code",
    "html",
    "truncate",
    "content_type",
    "rewrite",
    "deliver",
]

Form = Literal["xml", "html", "broken_html", "text"]


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a function is about, as faults see it. Keys: it may write several records."""

    function: str
    kind: str
    natural_keys: tuple[str, ...]


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that is named must fit."""

    function: str | None = None
    kind: str | None = None
    natural_key: str | None = None

    def fits(self, target: Target) -> bool:
        return (
            self.function in {None, target.function}
            and self.kind in {None, target.kind}
            and (self.natural_key is None or self.natural_key in target.natural_keys)
        )


class Spec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One fault as it is written in `PUT /admin/faults`."""

    match: Match = Match()
    do: Do
    value: Any = None
    times: Annotated[int, msgspec.Meta(ge=1)] | None = None
    rate: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    seed: int | None = None


class Effect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault's value, whichever short form it was written in."""

    seconds: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 0.0
    status: Annotated[int, msgspec.Meta(ge=400, le=599)] = 0
    retry_after: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 0
    correction: str = ""
    form: Form | Literal[""] = ""
    after: bool = False
    reset: bool = False
    copies: Annotated[int, msgspec.Meta(ge=0, le=100)] = 1
    bytes: Annotated[int, msgspec.Meta(ge=1)] | None = None
    content_type: str = ""
    old: str = ""
    new: str = ""
    errorno: str = ""
    description2: str | None = "A fault of the stand-in."


_NEEDED = {
    "delay": "seconds",
    "status": "status",
    "error_code": "errorno",
    "content_type": "content_type",
    "rewrite": "old",
}
_SHORT = _NEEDED | {"deliver": "seconds"}
_ALLOWED: dict[str, set[str]] = {
    "delay": {"seconds", "after"},
    "drop_before": {"reset"},
    "drop_after": {"reset"},
    "status": {"status", "after", "correction", "form", "retry_after"},
    "error_code": {"errorno", "description2"},
    "html": {"after"},
    "truncate": {"bytes"},
    "content_type": {"content_type"},
    "rewrite": {"old", "new"},
    "deliver": {"seconds", "copies"},
}


class Fault:
    """One fault, counting how often it fired."""

    def __init__(self, spec: Spec, effect: Effect) -> None:
        self.spec = spec
        self.effect = effect
        self.fired = 0
        self._chance = random.Random(spec.seed)  # noqa: S311 - repeatable on purpose

    @property
    def ends(self) -> bool:
        """Whether it takes the place of the request's answer."""
        return self.spec.do not in {"delay", "error_code", "deliver"}

    @property
    def after(self) -> bool:
        return self.effect.after or self.spec.do in {"drop_after", "truncate", "content_type", "rewrite"}

    def fires(self, targets: Sequence[Target]) -> bool:
        """Whether it fires now, on any of the targets; counts when it does."""
        if self.spec.times is not None and self.fired >= self.spec.times:
            return False
        if not any(self.spec.match.fits(target) for target in targets):
            return False
        if self.spec.rate is not None and self._chance.random() >= self.spec.rate:
            return False
        self.fired += 1
        return True

    def error(self) -> GatewayError:
        return GatewayError(errorno=self.effect.errorno, description2=self.effect.description2)

    def shown(self) -> dict[str, Any]:
        return {**msgspec.to_builtins(self.spec), "fired": self.fired}


def read_faults(body: bytes) -> list[Fault] | str:
    """The faults of a request's body, or a sentence that names the field that will not do."""
    try:
        listed = msgspec.json.decode(body, type=list[Spec])
    except msgspec.MsgspecError as error:
        return f"The faults do not fit: {error}."
    faults = []
    for place, spec in enumerate(listed):
        effect = _effect(spec)
        if isinstance(effect, str):
            return f"The fault {place} does not fit: {effect} - at `$[{place}].value`."
        faults.append(Fault(spec, effect))
    return faults


def _effect(spec: Spec) -> Effect | str:
    short, value = _SHORT.get(spec.do), spec.value
    if short and value is not None and not isinstance(value, dict):
        value = {short: value}
    value = value or {}
    if not isinstance(value, dict) or not set(value) <= _ALLOWED[spec.do]:
        return f"{spec.do} takes {' and '.join(sorted(_ALLOWED[spec.do])) or 'no value'}"
    needed = _NEEDED.get(spec.do)
    if needed and needed not in value:
        return f"{spec.do} needs {needed}"
    try:
        return msgspec.convert(value, Effect)
    except msgspec.ValidationError as error:
        return str(error)
