"""A code that the third party does not have, and that a value map of ours named: the entry is at fault, not the ERP."""

from msgspec.structs import replace

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.outcome import Missing, Outcome
from backend.domain.sentence import kept


def with_entry(outcome: Outcome, maps: Maps) -> Outcome:
    """The outcome as it is, unless an entry of a map that may have said so has the missing code as its value."""
    said = outcome.missing and _entry(outcome.missing, maps)
    if not (outcome.missing and said):
        return outcome
    step = kept("%(entry)s. Correct this entry, or %(remedy)s.", entry=said, remedy=outcome.missing.remedy)
    missing = replace(outcome.missing, entry=_first(outcome.missing, maps))
    return replace(outcome, advice=Advice(Who.SETTINGS, step), missing=missing)


def _first(missing: Missing, maps: Maps) -> tuple[str, str]:
    """The map and the code that are told first."""
    named = ((name, code) for name in missing.maps for code, value in sorted(maps.entries.get(name, {}).items())
             if value == missing.code)  # fmt: skip
    return next(named, ("", ""))


def _entry(missing: Missing, maps: Maps) -> str:
    """Empty: no map says it."""
    for name in missing.maps:
        found = sorted(code for code, value in maps.entries.get(name, {}).items() if value == missing.code)
        if found:
            return _mapped(found, missing.code, name.replace("_", " "))
    return ""


def blames(next_step: str, name: str) -> bool:
    """Whether this advice is about an entry of that value map."""
    return _in_map(name) in next_step


def _in_map(name: str) -> str:
    return f'in the value map "{name.replace("_", " ")}"'


def _mapped(found: list[str], value: str, label: str) -> str:
    """Those of `*` last: they have no name of their own."""
    others = [code for code in found if code != "*"]
    *others, last = [*others, *([kept("Every other code")] if "*" in found else [])]
    if not others:
        return kept('%(what)s is mapped to %(value)s in the value map "%(map)s"', what=last, value=value, map=label)
    return kept(
        '%(codes)s and %(what)s are mapped to %(value)s in the value map "%(map)s"',
        codes=", ".join(others[:3]),
        what=last,
        value=value,
        map=label,
    )
