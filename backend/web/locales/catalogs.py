"""The languages that the screens speak: one file of words for each, `frontend/locales/<name>.po`."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from backend.domain.recalling import Recalling
from backend.web.locales.words import ENGLISH, Words

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}  # each called as it calls itself
FOLDER = Path(__file__).parents[3] / "frontend" / "locales"


KEPT, NOUN = "kept", "noun"  # comments in a catalog: said as it was kept; a label that may stand within a sentence


@cache
def words_of(name: str) -> Words:
    """Read once. Raises KeyError for a language that is not there."""
    LANGUAGES[name]
    if name == ENGLISH.name:
        return ENGLISH
    with (FOLDER / f"{name}.po").open("rb") as file:
        catalog = read_po(file, locale=name)
    return Words(name, _compiled(catalog), Recalling(_marked(catalog, KEPT), _marked(catalog, NOUN)))


def _compiled(catalog: Catalog) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _marked(catalog: Catalog, mark: str) -> list[str]:
    """Of what has plural forms too, the one that was marked is its first."""
    return [one.id if isinstance(one.id, str) else one.id[0] for one in catalog if mark in one.auto_comments]
