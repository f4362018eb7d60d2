"""Whether an integration can have the columns that it is told."""

from collections.abc import Collection, Iterator, Sequence

from backend.domain.integrations.settings_given import unknown_name
from backend.domain.integrations.source_links import template_problem
from backend.domain.kinds.body.words import shown
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem
from backend.domain.own_columns.column import FORMATS_WITH, MOST, OwnColumn
from backend.domain.own_columns.facts import places_of
from backend.domain.own_columns.paths import misplaced, read_path
from backend.domain.sentence import Sentence

EXAMPLE = "https://crm.example/deals/{value}"
_MANY = Sentence("expected at most %(most)s columns, got %(given)s")
_LABEL = Sentence("expected printable characters without = and without blanks around them, got %(given)s")
_TWICE = Sentence("%(given)s stands there already for the same kind")
_NO_PATH = Sentence("expected a place in the content, such as lines[0].department or custom.region, got %(given)s")
_NOWHERE = Sentence("no kind that is carried has this field; what kinds do not know stands under custom: custom.region")
_USELESS = Sentence("only the format %(format)s has one")


def own_column_problems(given: Sequence[OwnColumn], carried: Collection[str]) -> Iterator[Problem]:
    if len(given) > MOST:
        yield Problem("own_columns", _MANY.with_values(most=MOST, given=len(given)))
        return
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(given):
        at = f"own_columns[{number}]"
        yield from (Problem(f"{at}.{field}", why) for field, why in _problems(one, carried) if why)
        if (one.kind, one.label) in seen:
            yield Problem(f"{at}.label", _TWICE.with_values(given=shown(one.label)))
        seen.add((one.kind, one.label))


def _problems(one: OwnColumn, carried: Collection[str]) -> Iterator[tuple[str, str]]:
    if not one.label.isprintable() or "=" in one.label or one.label != one.label.strip():
        yield "label", _LABEL.with_values(given=shown(one.label))
    if one.kind and one.kind not in carried:
        yield "kind", unknown_name(one.kind, carried)
        return
    kinds = [one.kind] if one.kind else carried
    for field, path in zip(("path", "currency"), places_of(one), strict=False):
        yield field, _no_place(path, kinds)
    for format_, field in FORMATS_WITH.items():
        if format_ != one.format and getattr(one, field):
            yield field, _USELESS.with_values(format=format_)
    if one.format == "link":
        yield "address", template_problem(one.address or "-", needed="value", example=EXAMPLE)


def _no_place(path: str, kinds: Collection[str]) -> str:
    """It is enough that one of the kinds has it."""
    steps = read_path(path)
    if steps is None:
        return _NO_PATH.with_values(given=shown(path))
    found = [misplaced(steps, KINDS[kind]) for kind in kinds]
    return "" if not all(found) else found[0] if len(found) == 1 else _NOWHERE
