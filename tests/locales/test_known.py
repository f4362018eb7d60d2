"""What connectors say is known to the screens: else a German reads English among German."""

import pytest

from backend.connectors.sage_intacct.causes.rule import Rule
from backend.connectors.sage_intacct.causes.tables import TABLES
from backend.connectors.sage_intacct.errors import _FIELD
from backend.domain.sentence import Sentence
from backend.web.locales.catalogs import words_of
from backend.web.locales.known import recalled

RULES = list(dict.fromkeys(rule for table in TABLES.values() for rule in table if rule.sentence != "{told}"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.cause)
def test_an_error_that_is_known_is_said_in_german_with_what_stands_in_it(rule: Rule) -> None:
    kept = _FIELD.sub("4711", rule.sentence)
    said = [words_of("de").said(recalled(one)) for one in (kept, rule.next_step)]

    assert isinstance(recalled(kept), Sentence)
    assert said[0] != kept
    assert said[0].count("4711") == kept.count("4711")
    assert said[1] != rule.next_step


def test_a_chain_of_sentences_is_said_to_its_end() -> None:
    kept = "Intacct cannot be reached: No answer within 60 seconds"

    assert words_of("de").said(recalled(kept)) == "Intacct ist nicht erreichbar: Keine Antwort binnen 60 Sekunden"
