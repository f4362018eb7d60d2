"""One thing has one word in every language, as `docs/translating.md` lists them."""

import re

import pytest

from tests.locales.catalogs import messages, read

# Where the English says the first, the translation must not say the second.
STRAYS = {
    "de": {
        r"\b(held|hold)\b": r"angehalten|anhalten",
        r"\bdisable": r"sperr",
        r"\bstop(ped)?\b": r"stopp",
        r"\bforce": r"Synchronisieren erzwingen|zwangsweise|erzwungen sync",
        r"\baudit\b": r"protokoll",
        r"\bthe log\b": r"\bAudit",
        r"\bentit": r"\bEinheit",
        r"\bsync\b": r"\bSync\b",
        r"\btop\b": r"\boben\b|Unternehmen",
        r"": r"Wertezuordnung|Synchronisation\b|Drittsystem|Drittanbieter|Kenn(wort|wörter)|Bediener",
    },
    "es": {
        r"\b(held|release)": r"\bpara(d|r)|suspend",
        r"\bvalue maps?\b": r"\bmapas?\b",
        r"\bthe third party\b": r"sistema externo|tercero",
    },
    "fr": {
        r"\breleased? (it|the integration)\b": r"libér",
        r"\bvalue maps?\b": r"tables? de valeurs",
        r"\bthe third party\b": r"système tiers|le tiers",
        r"\baudit\b": r"journal|piste",
        r"\bsync\b": r"\bsynchro\b",
    },
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_thing_is_not_called_by_a_second_word(name: str) -> None:
    texts = [(_text(one.id), _text(one.string)) for one in messages(read(name)).values()]

    assert [
        (english, text)
        for said, stray in STRAYS[name].items()
        for english, text in texts
        if re.search(said, english, re.IGNORECASE) and re.search(stray, text, re.IGNORECASE)
    ] == []


# Words that are the same in that language; whatever else reads as the English does was forgotten.
ALIKE = {
    "de": "Audit Code Codes Demo Details Filter Integration Journal Link Name Region Status Version Webhook Website",
    "es": "Demo Error Total Webhook Worker Workers",
    "fr": (
        "Absent Actions Audit Cause Causes Classes Code Codes Contact Date Description E-mail Exports Finance Journal "
        "Message Messages Minutes Note Notes Notifications Pages Parent Source Total Transaction Transactions Version "
        "Versions Webhook Worker Workers"
    ),
}


@pytest.mark.parametrize("name", ALIKE)
def test_no_text_is_left_in_english(name: str) -> None:
    alike = {word.lower() for word in ALIKE[name].split()}
    texts = [(_text(one.id), _text(one.string)) for one in messages(read(name)).values()]

    assert [
        english
        for english, text in texts
        if english == text and re.search("[a-z]{3}", english) and not alike.issuperset(english.lower().split())
    ] == []


def _text(one: str | tuple[str, ...] | list[str]) -> str:
    """Without the names of values."""
    return re.sub(r"%\(\w+\)s", "", one if isinstance(one, str) else "\n".join(one))
