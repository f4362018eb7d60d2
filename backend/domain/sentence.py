"""English words for people, with what stands in them: a screen may say them in another language."""

from collections.abc import Sequence
from typing import Any, Self


class Number(str):
    """A number that stands in a sentence: `12,345` in English, and as the reader's language writes it on a screen."""

    __slots__ = ("amount",)

    amount: int

    def __new__(cls, amount: int) -> Self:
        made = super().__new__(cls, f"{amount:,}")
        made.amount = amount
        return made


class Sentence(str):
    """A `str` in English to everybody who does not ask; `text` is what a catalog knows, `values` stand in it.

    A value may be a sentence of its own. What is stored or sent as JSON is the English `str`.
    """

    __slots__ = ("many", "number", "text", "values")

    text: str
    many: str | None
    number: int
    values: dict[str, Any]

    def __new__(cls, text: str, /, **values: Any) -> Self:
        return cls._made(text % values if values else text, text, None, 1, values)

    def with_values(self, **values: Any) -> "Sentence":
        """Of words that were written down before what stands in them was known."""
        return Sentence(self.text, **values)

    def filled(self, **values: Any) -> "Sentence":
        """With these beside what stands in it already."""
        return self.with_values(**{**self.values, **values})

    @classmethod
    def _made(cls, said: str, text: str, many: str | None, number: int, values: dict[str, Any]) -> Self:
        made = super().__new__(cls, said)
        made.text, made.many, made.number, made.values = text, many, number, values
        return made


class Noun(Sentence):
    """A label of ours within a sentence: `Customer` is a customer there, and in German a Kunde."""

    __slots__ = ()

    def __new__(cls, text: str, /) -> Self:
        return cls._made(f"{text[:1].lower()}{text[1:]}", text, None, 1, {})


def kept(text: str, /, **values: object) -> str:
    """Words that are stored, or travel, as English text: a screen finds them again by their form (`recalling.py`)."""
    return text % values if values else text


def joined(between: str, parts: Sequence[str]) -> Sentence:
    """Sentences, one after the other."""
    values = {f"part_{number}": part for number, part in enumerate(parts)}
    return Sentence(between.join(f"%({name})s" for name in values), **values)


def counted(one: str, many: str, number: int, /, **values: Any) -> Sentence:
    """The words for this number, which stands in them as `num` where it is not given otherwise."""
    values = {"num": Number(number), **values}
    return Sentence._made((one if number == 1 else many) % values, one, many, number, values)  # noqa: SLF001  # next door
