"""English sentences that were kept, or came along as plain text, found again by their form: then a screen can say them.

No expression is searched for: what a third party wrote may stand in them, and it costs no more than its length. Forms
are asked for by how they begin or end, so that most are never looked at.
"""

import re
from collections.abc import Iterable, Iterator

from backend.domain.sentence import Noun, Number, Sentence, joined

LONGEST = 2_000  # a longer text is left as it is
OURS = {
    *("what", "whom", "why", "who", "where", "which", "level", "asked_level", "entry", "remedy", "kind", "map"),
    *("dimension", "fields", "kinds", "sentence", "trouble"),
}  # values that hold words of ours; every other is somebody else's, and stays as it came
_VALUE = re.compile(r"%\((\w+)\)s")
_STARTS = (20, 10, 4)  # characters by which a form is found: its first ones, as many as it has,
_END = 4  # or its last
_DEEPEST = 8  # sentences within sentences
_MOST_SENTENCES = 8
_SHORT = 12  # own characters: what has fewer is looked for only within a sentence
_NUMBERS = {"num", "counted", "shown", "status", "version"}
_NUMBER = re.compile(r"[\d.,]+\+?")
_FIELD = re.compile(r"[A-Za-z][\w ,.\[\]]{0,60}")  # `lines[0].item`, as problems begin


class Form:
    """Words of ours with values between them: `Intacct has no %(kind)s %(value)s.`"""

    def __init__(self, text: str) -> None:
        self.text = text
        first, *rest = _VALUE.split(text)
        self.first, self._names, self._after = first, rest[::2], rest[1::2]

    @property
    def is_whole(self) -> bool:
        """Nothing stands in it."""
        return not self._names

    @property
    def last(self) -> str:
        return self._after[-1]

    @property
    def words(self) -> int:
        """How many characters are its own: the more, the surer."""
        return len(_VALUE.sub("", self.text))

    def read(self, said: str) -> dict[str, str] | None:
        """What stands in it; None: this is another sentence."""
        first, last = self.first, self.last
        if not (said.startswith(first) and said.endswith(last) and len(said) > len(first) + len(last)):
            return None
        rest = said[len(first) : len(said) - len(last)]
        values = dict.fromkeys(self._names, "")
        for name, between in zip(self._names, self._after[:-1], strict=False):
            values[name], _, rest = rest.partition(between)
        values[self._names[-1]] = rest
        return values if all(one and _fits(name, one) for name, one in values.items()) else None


class Recalling:
    """`nouns`: labels of ours, as they stand alone; within a sentence their first letter is small."""

    def __init__(self, forms: Iterable[str], nouns: Iterable[str] = ()) -> None:
        known = sorted(map(Form, dict.fromkeys(forms)), key=lambda one: -one.words)
        self._whole = {one.text for one in known if one.is_whole}
        self._nouns = {str(noun): noun for noun in map(Noun, nouns)}
        self._longest = max((noun.count(" ") for noun in self._nouns), default=0) + 1  # words of a noun
        self._forms: dict[str, list[tuple[int, Form]]] = {}
        for place, one in enumerate(one for one in known if one.words > 1 and not one.is_whole):
            self._forms.setdefault(_place(one), []).append((place, one))

    def __call__(self, said: str, deep: int = 0) -> str:
        """The same words; a sentence, if they are known. What stands in it is looked at as well."""
        if isinstance(said, Sentence):
            return said.with_values(**self._each(said.values, deep)) if said.many is None and said.values else said
        if not said or len(said) > LONGEST or deep > _DEEPEST:
            return said
        return self._of_line(said, deep) or self._sentence(said, deep) or self._several(said, deep) or said

    def _sentence(self, said: str, deep: int) -> Sentence | None:
        small = _small(said)  # problems are told with a capital letter
        return self._exactly(said, deep) or (None if small == said else self._exactly(small, deep))

    def _exactly(self, said: str, deep: int) -> Sentence | None:
        if said in self._whole:
            return Sentence(said)
        asked = (*(said[:count] for count in _STARTS), f"…{said[-_END:]}", "")
        found = sorted((one for key in asked for one in self._forms.get(key, ())), key=lambda one: one[0])
        read = ((one, one.read(said)) for _, one in found if deep or one.words >= _SHORT)
        return next((Sentence(one.text, **self._each(values, deep)) for one, values in read if values), None)

    def _several(self, said: str, deep: int) -> Sentence | None:
        """Sentences one after the other, the first of which is known; or a problem, which begins with its field."""
        for between in (". ", "; "):
            for first, rest in _parted(said, between):
                if (known := self._one(first, deep)) is not None:
                    return joined(between, [known, self(rest, deep + 1)])
                if (known := self._sentence(first + between[0], deep)) is not None:
                    return joined(" ", [known, self(rest, deep + 1)])
        return self._problem(said, deep)

    def _one(self, said: str, deep: int) -> Sentence | None:
        noun = self._nouns.get(said) if deep else None
        return noun or self._of_line(said, deep) or self._sentence(said, deep) or self._problem(said, deep)

    def _of_line(self, said: str, deep: int) -> Sentence | None:
        """A sentence may begin with a word of the object: that is not its field."""
        return self._problem(said, deep) if said.startswith("Line ") else None

    def _problem(self, said: str, deep: int) -> Sentence | None:
        field, colon, rest = said.partition(": ")
        told = self._sentence(rest, deep + 1) if colon and _FIELD.fullmatch(field) else None
        return told and joined(": ", [self._field(field), told])

    def _field(self, said: str) -> str:
        """`Line 1, unit price`."""
        line, comma, name = said.partition(", ")
        number = line.removeprefix("Line ")
        if comma and number.isdigit():
            return joined(", ", [Sentence("Line %(num)s", num=number), self._nouns.get(name, name)])
        return Sentence("Line %(num)s", num=number) if number.isdigit() else Sentence(said)

    def _each(self, values: dict[str, str], deep: int) -> dict[str, str]:
        ours = {name for name, one in values.items() if _is_ours(name) and not isinstance(one, Number)}
        return {name: self._part(one, deep + 1) if name in ours else one for name, one in values.items()}

    def _part(self, said: str, deep: int) -> str:
        """`customer C-014`; `name, total`; or a sentence."""
        return self._sentence(said, deep) or self._named(said) or self._listed(said) or self(said, deep)

    def _named(self, said: str) -> str | None:
        if noun := self._nouns.get(_small(said)):
            return noun
        words = _small(said).split(" ", self._longest)
        for count in range(len(words) - 1, 0, -1):
            if noun := self._nouns.get(" ".join(words[:count])):
                return joined(" ", [noun, " ".join(words[count:])])
        return None

    def _listed(self, said: str) -> str | None:
        parts = said.split(", ")
        known = [self._nouns.get(one) for one in parts]
        return joined(", ", [one or part for one, part in zip(known, parts, strict=True)]) if any(known) else None


def _is_ours(name: str) -> bool:
    """Also sentences that are joined."""
    return name in OURS or name.startswith("part_")


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _fits(name: str, value: str) -> bool:
    return name not in _NUMBERS or _NUMBER.fullmatch(value) is not None


def _place(form: Form) -> str:
    fits = next((count for count in _STARTS if len(form.first) >= count), 0)
    return form.first[:fits] or (f"…{form.last[-_END:]}" if len(form.last) >= _END else "")


def _parted(said: str, between: str) -> Iterator[tuple[str, str]]:
    place = -1
    for _ in range(_MOST_SENTENCES):
        place = said.find(between, place + 1)
        if place < 0:
            return
        yield said[:place], said[place + len(between) :]
