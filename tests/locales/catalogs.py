"""What the screens say, found in templates and code, and the catalogs that say it in other languages."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from backend.connectors.registry import CONNECTORS
from backend.domain.integrations.setting_fields import connector_fields, secret_fields
from backend.domain.kinds.body.shape import shape_of
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.registry import KINDS
from backend.domain.maps.csv_entries import HEADER
from backend.domain.sentence import Noun
from backend.web.drawing.content import label_of
from backend.web.locales.catalogs import FOLDER, KEPT, LANGUAGES, NOUN
from backend.web.locales.words import ENGLISH
from tests.steps import ROOT

OTHERS = [name for name in LANGUAGES if name != ENGLISH.name]
_METHODS = [("frontend/templates/**.html", "jinja2"), ("backend/**.py", "python")]
_KEYWORDS = {"_": None, "ngettext": (1, 2), "Sentence": None, "counted": (1, 2), "kept": None}


def template() -> Catalog:
    """Every text, with the places where it stands."""
    catalog, forms = Catalog(project="Syncline", charset="utf-8"), kept()
    for file, text, comments in _extracted(_KEYWORDS):
        catalog.add(text, locations=[(file, 0)], auto_comments=[*comments, *([KEPT] if text in forms else [])])
    for label in _labels():
        catalog.add(label, locations=[("backend/domain/kinds", 0)])
    for label in _nouns():
        catalog.add(label, locations=[("backend/domain/kinds", 0)], auto_comments=[NOUN])
    for form in forms:
        catalog.add(form, locations=[("backend/connectors", 0)], auto_comments=[KEPT])
    return catalog


def kept() -> set[str]:
    """The forms of all that is stored in English, or travels so: what code says with `kept`, what connectors list."""
    found = {text for _, text, _ in _extracted({"kept": None}) if isinstance(text, str)}
    for one in CONNECTORS.values():
        found |= {str(form) for form in (*one.said, *one.maps.values()) if not isinstance(form, Noun)}
    return {form for form in found if re.sub(r"%\(\w+\)s", "", form).strip(" .")}


def _extracted(keywords: dict[str, tuple[int, ...] | None]) -> list[tuple[str, str | tuple[str, ...], list[str]]]:
    found = extract_from_dir(ROOT, _METHODS, keywords=keywords, directory_filter=lambda path: ".venv" not in path)
    return [
        (file, text, comments)
        for file, _line, text, comments, _context in sorted(found, key=lambda one: (one[0], one[1]))
        if not file.startswith(("backend/stand_in", "backend/storage/migrations"))
    ]


def read(name: str) -> Catalog:
    with path_of(name).open("rb") as file:
        return read_po(file, locale=name)


def write(name: str, catalog: Catalog) -> None:
    with path_of(name).open("wb") as file:
        write_po(file, catalog, width=120, omit_header=True, no_location=True, sort_output=True)


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.po"


def messages(catalog: Catalog) -> dict[str | tuple[str, ...], Message]:
    return {_id(one): one for one in catalog if one.id}


def _id(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _labels() -> Iterator[str]:
    """Of settings, which no `_()` names."""
    for connector in CONNECTORS.values():
        settings = [*connector_fields(connector.config), *secret_fields(connector.secrets, ())]
        yield from (str(one.label) for one in settings)


def _nouns() -> Iterator[str]:
    """Of kinds, their fields, value maps and their files, which no `_()` names; they may stand within a sentence."""
    for kind in KINDS.values():
        yield from (kind.label, kind.plural)
        yield from _fields(kind.body)
    for connector in CONNECTORS.values():
        yield from (name.replace("_", " ").capitalize() for name in connector.maps)
        yield from (one.text for one in connector.said if isinstance(one, Noun))
    yield from (column.capitalize() for column in HEADER)


def _fields(part: type[Part]) -> Iterator[str]:
    for field in shape_of(part).fields.values():
        yield str(label_of(field.name))
        if field.part is not None:
            yield from _fields(field.part)
