"""The names of people and of keys, and what is said of one that will not do."""

from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

LONGEST_NAME = 100
_FORM = Sentence("must have 1 to %(most)s printable characters and no space around them", most=LONGEST_NAME)


def name_problem(name: str) -> Problem | None:
    good = 0 < len(name) <= LONGEST_NAME and name == name.strip() and name.isprintable()
    return None if good else Problem("name", _FORM)


def nobody(name: str) -> Problem:
    return Problem("name", Sentence("nobody is called %(name)s", name=repr(name)))


def only_admin(name: str, *, field: str) -> Problem:
    return Problem(field, Sentence("%(name)s is the only administrator; make somebody else one first", name=name))
