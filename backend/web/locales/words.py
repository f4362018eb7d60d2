"""The words of one language: ours translated, what others wrote in them escaped, numbers as it writes them."""

from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from babel import Locale
from markupsafe import Markup

from backend.domain.sentence import Number, Sentence


class Words:
    """`name`: as in `<html lang>`. Texts that the catalog does not know stay English."""

    def __init__(self, name: str = "en", catalog: NullTranslations | None = None) -> None:
        self.name = name
        self._catalog = catalog or NullTranslations()
        locale = Locale.parse(name)
        self.direction: str = locale.text_direction
        symbols = locale.number_symbols["latn"]
        self._marks = str.maketrans({",": symbols["group"], ".": symbols["decimal"]})

    def say(self, text: str, /, **values: Any) -> Markup:
        """`_()` of the templates: our words, and values that are escaped."""
        return Markup(self._catalog.gettext(text)) % self._each(values)  # noqa: S704  # our own words

    def say_number(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """`ngettext()` of the templates; `num` stands for the number, where it is not given otherwise."""
        words = Markup(self._catalog.ngettext(one, many, number))  # noqa: S704  # our own words
        return words % {"num": self.number(number), **self._each(values)}

    def said(self, sentence: str) -> str:
        """Plain text, not markup yet; what is neither a `Sentence` nor a `Number` stays as it is."""
        if isinstance(sentence, Number):
            return self.number(sentence.amount)
        if not isinstance(sentence, Sentence) or not sentence:  # gettext says its own header for ""
            return sentence
        if sentence.many is None:
            words = self._catalog.gettext(sentence.text)
        else:
            words = self._catalog.ngettext(sentence.text, sentence.many, sentence.number)
        return words % self._each(sentence.values) if sentence.values else words

    def inside(self, label: str) -> str:
        """A label within a sentence: German keeps the capital letter of a noun."""
        said = self.said(label)
        return said if self.name == "de" else said.lower()

    def number(self, amount: str | Decimal | int | None) -> str:
        """`2058.46` as `2,058.46` in English; digits are never added or dropped."""
        return "" if amount is None else f"{Decimal(amount):,}".translate(self._marks)

    def _each(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.said(one) if isinstance(one, str) else one for name, one in values.items()}


ENGLISH = Words()
