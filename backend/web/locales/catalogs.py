"""The languages that the screens speak: one file of words for each, `frontend/locales/<name>.po`."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from backend.web.locales.words import ENGLISH, Words

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}  # each called as it calls itself
FOLDER = Path(__file__).parents[3] / "frontend" / "locales"


@cache
def words_of(name: str) -> Words:
    """Read once. Raises KeyError for a language that is not there."""
    LANGUAGES[name]
    return ENGLISH if name == ENGLISH.name else Words(name, _catalog(name))


def _catalog(name: str) -> GNUTranslations:
    compiled = BytesIO()
    with (FOLDER / f"{name}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)
