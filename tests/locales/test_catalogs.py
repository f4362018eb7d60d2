"""Every text is there in every language, with the same values in it."""

import re

import pytest

from tests.locales.catalogs import OTHERS, messages, read, template

VALUE = re.compile(r"%\((\w+)\)s|\{\w+\}")


def strings(one: str | tuple[str, ...] | list[str]) -> list[str]:
    return [one] if isinstance(one, str) else [*one]


@pytest.mark.parametrize("name", OTHERS)
def test_a_catalog_knows_what_is_said_and_nothing_else(name: str) -> None:
    said, known = messages(template()), messages(read(name))

    assert sorted(map(str, said.keys() - known.keys())) == [], "run `python3 -m tests.locales`, then translate"
    assert sorted(map(str, known.keys() - said.keys())) == [], "run `python3 -m tests.locales`"


@pytest.mark.parametrize("name", OTHERS)
def test_every_text_is_translated(name: str) -> None:
    assert [one.id for one in messages(read(name)).values() if not all(strings(one.string)) or one.fuzzy] == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_holds_the_same_values(name: str) -> None:
    for one in messages(read(name)).values():
        english = [sorted(VALUE.findall(text)) for text in strings(one.id)]  # "One thing" needs no number
        for number, text in enumerate(strings(one.string)):
            assert sorted(VALUE.findall(text)) in (english if number == 0 else english[-1:]), (one.id, text)
            assert text.count("%") == len(re.findall(r"%\(\w+\)s|%%", text)) + text.count("%%"), text
