"""Reads drawn HTML the way a browser would see it: tags, attributes, text."""

from html.parser import HTMLParser
from typing import Self

VOID = {"input", "col", "meta", "link", "br", "img", "path", "circle"}


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.roots: list[tuple[str, dict[str, str | None]]] = []
        self.depth = 0

    @classmethod
    def of(cls, html: str) -> Self:
        one = cls()
        one.feed(html)
        one.close()
        return one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if self.depth == 0:
            self.roots.append((tag, dict(attrs)))
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    @property
    def attributes(self) -> set[str]:
        return {name for _, attributes in self.tags for name in attributes}

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]
