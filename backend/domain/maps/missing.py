"""A code that a value map does not know: one cause for all objects that have it, and how to mend it."""

from shlex import quote

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.cause import Cause, Lack, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import kept

_FINGERPRINT = "value map "
ADD_ENTRY = Advice(Who.SETTINGS, kept("Add the entry to this value map of the integration."))


def no_entry(name: str, code: str, *, field: str, noun: str) -> SharedProblem:
    """`noun`: what the code names, in our words."""
    label = name.replace("_", " ")
    sentence = kept('%(what)s has no entry in the value map "%(map)s"', what=f"{noun} {code}", map=label)
    return unmapped(name, code, field=field, sentence=sentence, of_all=sentence)


def unmapped(name: str, code: str, *, field: str, sentence: str, of_all: str) -> SharedProblem:
    """In other words. `of_all`: what is said of all objects that lack it."""
    cause = Cause(
        fingerprint=f"{_FINGERPRINT}{name}: {code}",
        error_class=ErrorClass.SETUP,
        sentence=of_all,
        advice=ADD_ENTRY,
        lack=Lack(map=name, code=code),
    )
    return SharedProblem(field, sentence, cause=cause)


def map_and_code(fingerprint: str) -> tuple[str, str] | None:
    """Which entry is missing where; None: this cause is another one."""
    name, colon, code = fingerprint.removeprefix(_FINGERPRINT).partition(": ")
    return (name, code) if colon and fingerprint.startswith(_FINGERPRINT) else None


def adding(entry: tuple[str, str], integration: int) -> str:
    """The command that adds this entry: for who reads it beside a command line."""
    name, code = entry
    return f"syncline map --integration {integration} {name} --set {quote(code)} VALUE"
