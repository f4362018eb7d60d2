"""Catalogs brought up to date: no guesses, nothing kept that nobody says."""

from babel.messages.catalog import Catalog

from tests.locales.catalogs import OTHERS, messages, path_of, read, template, write


def update() -> None:
    for name in OTHERS:
        catalog = read(name) if path_of(name).exists() else Catalog(locale=name, project="Syncline")
        catalog.update(template(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write(name, catalog)
        untranslated = sum(not one.string or not all([*one.string]) for one in messages(catalog).values())
        print(f"{name}: {untranslated} of {len(catalog)} texts untranslated")
