"""The words of one language: ours translated, what others wrote in them escaped, numbers as it writes them."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from babel import Locale
from markupsafe import Markup

from backend.domain.recalling import Recalling
from backend.domain.sentence import Noun, Number, Sentence

_REMEMBERED = 4_000  # sentences that were kept: many objects share theirs
_KEPT = frozenset({"why", "sentence", "trouble"})  # values that come as they were kept


class Words:
    """`name`: as in `<html lang>`. Texts that the catalog does not know stay English.

    `recalled`: finds our words in what was kept; None: that stays as it is.
    """

    def __init__(
        self, name: str = "en", catalog: NullTranslations | None = None, recalled: Recalling | None = None
    ) -> None:
        self.name, self._recalled = name, recalled
        self._known = lru_cache(_REMEMBERED)(self._remembered)
        self._catalog = catalog or NullTranslations()
        locale = Locale.parse(name)
        self.direction: str = locale.text_direction
        symbols = locale.number_symbols["latn"]
        self._marks = {} if name == "en" else str.maketrans({",": symbols["group"], ".": symbols["decimal"]})

    def say(self, text: str, /, **values: Any) -> Markup:
        """`_()` of the templates: our words, and values that are escaped."""
        return Markup(self._catalog.gettext(text)) % self._each(values, self.known)  # noqa: S704  # our own words

    def say_number(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """`ngettext()` of the templates; `num` stands for the number, where it is not given otherwise."""
        words = Markup(self._catalog.ngettext(one, many, number))  # noqa: S704  # our own words
        return words % {"num": self.number(number), **self._each(values, self.known)}

    def said(self, sentence: str) -> str:
        """Plain text, not markup yet; what is neither a `Sentence` nor a `Number` stays as it is."""
        return self._said(sentence, self.known)

    def known(self, kept: str) -> str:
        """What was kept in English, or comes from a connector: our words in this language, others' as they came."""
        if self._recalled is None:
            return self.said(kept)
        return self._known(kept) if type(kept) is str else self.said(self._recalled(kept))

    def _remembered(self, kept: str) -> str:
        said = self._said(self._recall(kept), str)
        return f"{said[:1].upper()}{said[1:]}" if kept[:1].isupper() else said

    def _recall(self, kept: str) -> str:
        """Some come without their full stop."""
        assert self._recalled
        found = self._recalled(kept)
        if isinstance(found, Sentence) or kept.endswith("."):
            return found
        whole = self._recalled(f"{kept}.")
        return self._said(whole, str).removesuffix(".") if isinstance(whole, Sentence) else kept

    def _said(self, sentence: str, known: Callable[[str], str]) -> str:
        """`known`: says what stands in it as it was kept."""
        if isinstance(sentence, Number):
            return self.number(sentence.amount)
        if not isinstance(sentence, Sentence) or not sentence:  # gettext says its own header for ""
            return sentence
        if isinstance(sentence, Noun):
            return str(sentence) if self.name == "en" else self.inside(Sentence(sentence.text))
        if sentence.many is None:
            words = self._catalog.gettext(sentence.text)
        else:
            words = self._catalog.ngettext(sentence.text, sentence.many, sentence.number)
        return words % self._each(sentence.values, known) if sentence.values else words

    def inside(self, label: str) -> str:
        """A label within a sentence: German keeps the capital letter of a noun."""
        said = self.said(label)
        return said if self.name == "de" else said.lower()

    def number(self, amount: str | Decimal | int | None) -> str:
        """`2058.46` as `2,058.46` in English; digits are never added or dropped."""
        text = "" if amount is None else f"{Decimal(amount):,}"
        return text.translate(self._marks) if self._marks else text

    def _each(self, values: dict[str, Any], known: Callable[[str], str]) -> dict[str, Any]:
        return {name: self._value(name, one, known) if isinstance(one, str) else one for name, one in values.items()}

    def _value(self, name: str, one: str, known: Callable[[str], str]) -> str:
        return known(one) if name in _KEPT and type(one) is str else self._said(one, known)


ENGLISH = Words()
