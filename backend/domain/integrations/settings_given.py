"""Settings from outside against the type that holds them: every misfit at once, in words to act on."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import reduce
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import inspect

from backend.domain.kinds.body.hygiene import custom_problems, name_problems
from backend.domain.kinds.body.words import join, shown
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence, joined

SECRETS = "secrets"  # what is given there is never shown again


def misfits(given: Mapping[str, Any], form: type[msgspec.Struct], path: str = "") -> list[Problem]:
    """Unknown names and values of another type. Of a map each entry by itself."""
    types = {field.encode_name: field.type for field in msgspec.structs.fields(form)}
    unknown = [Problem(join(path, name), unknown_name(name, types)) for name in given if name not in types]
    known = [(value, types[name], join(path, name)) for name, value in given.items() if name in types]
    return unknown + [problem for one in known for problem in _misfits(*one)]


def missing(given: Mapping[str, Any], form: type[msgspec.Struct], path: str = "") -> list[Problem]:
    fields = [one for one in msgspec.structs.fields(form) if one.required and one.encode_name not in given]
    return [
        Problem(join(path, one.encode_name), Sentence("required: expected %(what)s", what=_words(one.type)))
        for one in fields
    ]


def fitting(given: Mapping[str, Any], problems: Collection[Problem]) -> dict[str, Any]:
    """What is left without the fields and entries at fault; null says nothing."""
    at_fault = {one.field for one in problems}
    kept = {name: value for name, value in given.items() if join("", name) not in at_fault and value is not None}
    return {name: _entries(name, value, at_fault) if isinstance(value, dict) else value for name, value in kept.items()}


def unknown_name(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    if near:
        return Sentence("unknown: did you mean %(near)s?", near=near[0])
    return Sentence("unknown: expected one of %(known)s", known=", ".join(known))


def each_once(problems: Collection[Problem]) -> tuple[Problem, ...]:
    """The first that was said of a field; nothing of what lies inside of it."""
    said: dict[str, Problem] = {}
    for one in problems:
        if not any(one.field == other or one.field.startswith((f"{other}.", f"{other}[")) for other in said):
            said[one.field] = one
    return tuple(said.values())


def _entries(name: str, value: dict[str, Any], at_fault: Collection[str]) -> dict[str, Any]:
    return {key: one for key, one in value.items() if join(name, key) not in at_fault}


def _misfits(value: Any, form: Any, at: str) -> Iterator[Problem]:
    if get_origin(form) in (Union, UnionType):
        if value is None:
            return
        form = next(one for one in get_args(form) if one is not NoneType)
    if get_origin(form) is dict and isinstance(value, dict):
        for key, one in value.items():
            yield from name_problems(key, at)
            yield from _misfits(one, get_args(form)[1], join(at, key))
    elif get_origin(form) is list and isinstance(value, list):
        for number, one in enumerate(value):
            yield from _misfits(one, get_args(form)[0], f"{at}[{number}]")
    elif isinstance(form, type) and issubclass(form, msgspec.Struct) and isinstance(value, dict):
        yield from misfits(value, form, at)
        yield from missing(value, form, at)
    elif not _fits(value, form):
        if at.startswith(SECRETS):
            yield Problem(at, Sentence("expected %(what)s", what=_words(form)))
        else:
            yield Problem(at, Sentence("expected %(what)s, got %(given)s", what=_words(form), given=shown(value)))
    else:
        yield from custom_problems(value, at)


def _fits(value: Any, form: Any) -> bool:
    try:
        msgspec.convert(value, form)
    except msgspec.ValidationError:
        return False
    return True


def _words(form: Any) -> str:
    """What a type takes, as people say it."""
    told = inspect.type_info(form)
    about = ""
    if isinstance(told, inspect.Metadata):
        about, told = (told.extra_json_schema or {}).get("description", ""), told.type
    words = _PLAIN[type(told)](told)
    return Sentence("%(what)s (%(about)s)", what=words, about=Sentence(about)) if about else words


def _number(told: inspect.IntType | inspect.FloatType) -> str:
    what = Sentence("a whole number") if isinstance(told, inspect.IntType) else Sentence("a number")
    if told.ge is not None and told.le is not None:
        return Sentence("%(what)s from %(low)s to %(high)s", what=what, low=told.ge, high=told.le)
    low = Sentence("from %(low)s", low=told.ge) if told.ge is not None else ""
    above = Sentence("above %(low)s", low=told.gt) if told.gt is not None else ""
    most = Sentence("up to %(high)s", high=told.le) if told.le is not None else ""
    return joined(" ", [what, *filter(None, [low, above, most])])


def _text(told: inspect.StrType) -> str:
    if told.max_length is not None:
        return Sentence("text of %(low)s to %(high)s characters", low=told.min_length or 0, high=told.max_length)
    return Sentence("text that is not empty") if told.min_length else Sentence("text")


def _either(first: str, second: str) -> str:
    return Sentence("%(first)s or %(second)s", first=first, second=second)


_PLAIN: dict[type[inspect.Type], Any] = {
    inspect.IntType: _number,
    inspect.FloatType: _number,
    inspect.StrType: _text,
    inspect.BoolType: lambda _: Sentence("true or false"),
    inspect.LiteralType: lambda told: reduce(_either, map(str, told.values)),
    inspect.DictType: lambda _: Sentence("an object with fields"),
    inspect.StructType: lambda _: Sentence("an object with fields"),
    inspect.ListType: lambda _: Sentence("a list"),
}
