"""The first line of a template names what it needs, and nothing else."""

import re

import pytest
from jinja2 import Environment, meta, nodes

from backend.web.drawing.templates import FRONTEND, draw, make_environment
from tests.frontend.contexts import make_context
from tests.frontend.markup import Markup

ENV = make_environment("")
NAMES = sorted(ENV.list_templates())
FRAGMENTS = [name for name in NAMES if not name.startswith("macros/")]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_needs_what_its_first_line_says(name: str) -> None:
    first = source_of(name).splitlines()[0]

    said = re.fullmatch(r"\{# needs:\s*(.*?)\s*#\}", first)

    assert said, f"{name} starts with {first!r}"
    assert set(filter(None, said[1].split(", "))) == needs_of(ENV, name)


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_template_draws_with_just_what_it_needs(name: str) -> None:
    context = make_context()

    html = ENV.get_template(name).render({word: context[word] for word in needs_of(ENV, name)})

    assert html.strip() or name.startswith("objects/message/")


def needs_of(env: Environment, name: str) -> set[str]:
    tree = env.parse(source_of(name))
    own = meta.find_undeclared_variables(tree)
    inner = {word for one in named_by(tree) for word in needs_of(env, one)}
    given = {one.name for one in tree.find_all(nodes.Name) if one.ctx in ("store", "param")}
    return (own | inner - given) - set(env.globals) - {"_", "gettext", "ngettext"}


def named_by(tree: nodes.Template) -> list[str]:
    """The templates that this one includes or extends; a computed name stands for all that fit."""
    named: list[str] = []
    for one in tree.find_all((nodes.Include, nodes.Extends)):
        parts = [part.value for part in one.find_all(nodes.Const) if isinstance(part.value, str)]
        named += [name for name in NAMES if name in parts or (len(parts) > 1 and fits(name, parts))]
    return named


def fits(name: str, parts: list[str]) -> bool:
    middle = name.removeprefix(parts[0]).removesuffix(parts[-1])
    return name.startswith(parts[0]) and name.endswith(parts[-1]) and "/" not in middle


def source_of(name: str) -> str:
    return (FRONTEND / "templates" / name).read_text()


@pytest.mark.parametrize("name", [name for name in FRAGMENTS if "/_" in name and "/message/" not in name])
def test_a_fragment_is_one_element_with_an_id(name: str) -> None:
    roots = Markup.of(draw(ENV, name, **make_context())).roots

    assert len(roots) == 1
    assert roots[0][0] in ("hx-partial", "toast-line") or "id" in roots[0][1] or "/status/" in name
