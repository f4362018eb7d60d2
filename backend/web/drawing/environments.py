"""One Jinja environment for each language that was asked for."""

from typing import Any

from jinja2 import Environment
from litestar import Request

from backend.web.drawing.templates import make_environment
from backend.web.locales.catalogs import words_of
from backend.web.locales.choosing import language_of
from backend.web.locales.words import ENGLISH
from backend.web.theme import Theme


class Environments:
    def __init__(self, base_path: str, theme: Theme) -> None:
        self._base_path, self._theme = base_path, theme
        self._made: dict[str, Environment] = {ENGLISH.name: make_environment(base_path, theme=theme)}

    def of(self, request: Request[Any, Any, Any]) -> Environment:
        name = language_of(request)
        if name not in self._made:
            self._made[name] = make_environment(self._base_path, words_of(name), self._theme)
        return self._made[name]
