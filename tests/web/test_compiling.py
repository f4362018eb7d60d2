"""Templates compiled more plainly say what Jinja's own compiler says."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from backend.domain.status import Status
from backend.web.drawing.compiling import Compiling, written
from backend.web.locales.words import ENGLISH

VALUES = ["plain", "<b>&\"'", "", Markup("<i>ours</i>"), 7, None, 1.5, True, Status.ERROR, ["<x>"], {"<k>": "<v>"}]
TEMPLATES = {
    "page": """
        {% from "part" import part %}{% include "shown" %}{{ part(1, look=">") }}{{ _("Say <it>") }}
        {% call part(value, look="<") %}{{ it.inner }}{% endcall %}""",
    "part": """
        {% macro part(it, look) %}
            <i>{{ look }}{{ it }}{{ "no" if caller is undefined else caller() }}</i>
        {% endmacro %}""",
    "whole": """{% extends "around" %}
        {% set here = value %}{% set mark = "own" %}
        {% block title %}{{ it.inner }}{% endblock %}
        {% block main %}{% include "inner" %}{{ mark }}{% include "in" ~ "ner" %}{% endblock %}""",
    "around": """
        {% from "part" import part %}
        <title>{% block title %}Ours{% endblock %}</title>{{ here }}{{ part(look=here, it=1) }}
        {% block main %}{% endblock %}{% block foot %}<i>{% include "inner" %}{{ here }}</i>{% endblock %}""",
    "inner": """
        {% set mark = "<inner>" %}{% macro said(word) %}{{ word }}{{ mark }}{% endmacro %}
        {{ said(value) }}{{ said(word="<") }}{% if it is none or value is not none %}{{ mark }}{% endif %}""",
    "shown": """
        {% for one in [value] %}{{ loop.index }}{{ one }}{{ it.inner }} {{ _("%(x)s!", x=one) }}{% endfor %}""",
}


def make_environment(kind: Any) -> Any:
    env = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    env.globals.update({"_": ENGLISH.say, "ngettext": ENGLISH.say_number})
    return env


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_escaped_as_markupsafe_does_it(value: Any) -> None:
    assert str(written(value)) == str(escape(value))


@pytest.mark.parametrize("name", ["page", "whole"])
@pytest.mark.parametrize("value", VALUES)
def test_a_page_says_the_same(value: Any, name: str) -> None:
    given = {"value": value, "it": SimpleNamespace(inner=value)}

    plain, ours = (make_environment(kind).get_template(name).render(given) for kind in (Environment, Compiling))

    assert ours == plain


def test_our_own_words_are_ascii() -> None:
    words = "<p title=\"{{ _('Key…') }}\">a – b {{ _('%(n)s – more', n='{n}') }} {{ it }}</p>"
    env = Compiling(loader=DictLoader({"page": words}), autoescape=True)

    assert env.get_template("page").render(it="ö") == '<p title="Key&#8230;">a &#8211; b {n} &#8211; more ö</p>'


def test_a_macro_that_is_given_what_it_does_not_take_is_an_error() -> None:
    env = Compiling(
        loader=DictLoader({"page": "{% macro one(a) %}{{ a }}{% endmacro %}{{ one(b=1) }}"}), autoescape=True
    )

    with pytest.raises(TypeError):
        env.get_template("page").render()


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        make_environment(Compiling).get_template("page").render(value=1)


@pytest.mark.parametrize("value", VALUES)
def test_a_fragment_as_a_function_says_what_the_template_says(value: Any) -> None:
    env, it = make_environment(Compiling), SimpleNamespace(inner=value)

    drawn = env.function("shown", "value", "it")(value, it)

    assert drawn == env.get_template("shown").render(value=value, it=it)
