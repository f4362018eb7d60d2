"""English sentences that were kept, or came along as plain text, found again by their form: then a screen can say them.

No expression is searched for: what a third party wrote may stand in them, and it costs no more than its length.
"""

import re
from collections.abc import Iterable

from backend.domain.sentence import Sentence

LONGEST = 2_000  # a longer text is left as it is
_VALUE = re.compile(r"%\((\w+)\)s")


class Form:
    """Words of ours with values between them: `Intacct has no %(kind)s %(value)s.`"""

    def __init__(self, text: str) -> None:
        self.text = text
        first, *rest = _VALUE.split(text)
        self._first, self._names, self._after = first, rest[::2], rest[1::2]

    @property
    def is_whole(self) -> bool:
        """Nothing stands in it."""
        return not self._names

    @property
    def words(self) -> int:
        """How many characters are its own: the more, the surer."""
        return len(_VALUE.sub("", self.text))

    def read(self, said: str) -> dict[str, str] | None:
        """What stands in it; None: this is another sentence."""
        first, last = self._first, self._after[-1]
        if not (said.startswith(first) and said.endswith(last) and len(said) > len(first) + len(last)):
            return None
        rest = said[len(first) : len(said) - len(last)]
        values = dict.fromkeys(self._names, "")
        for name, between in zip(self._names, self._after[:-1], strict=False):
            values[name], _, rest = rest.partition(between)
        values[self._names[-1]] = rest
        return values if all(values.values()) else None


class Recalling:
    def __init__(self, forms: Iterable[str]) -> None:
        known = sorted(map(Form, dict.fromkeys(forms)), key=lambda one: -one.words)
        self._whole = {one.text for one in known if one.is_whole}
        self._forms = [one for one in known if one.words and not one.is_whole]

    def __call__(self, said: str) -> str:
        """The same words; a sentence, if they are known. What stands in it is looked at as well."""
        if isinstance(said, Sentence):
            return said.with_values(**self._each(said.values)) if said.many is None and said.values else said
        if said in self._whole:
            return Sentence(said)
        if not said or len(said) > LONGEST:
            return said
        read = ((one, one.read(said)) for one in self._forms)
        return next((Sentence(one.text, **self._each(values)) for one, values in read if values), said)

    def _each(self, values: dict[str, str]) -> dict[str, str]:
        return {name: self(one) if isinstance(one, str) else one for name, one in values.items()}
