"""Who stores a sentence, or lets one travel as text, says it with `kept`: only such are found again by screens."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.connectors.registry import CONNECTORS
from tests.locales.catalogs import kept
from tests.steps import ROOT

PLACES = (
    *("backend/connectors", "backend/channels", "backend/domain/protocol", "backend/domain/pushes"),
    *("backend/domain/instances", "backend/domain/notifications/messages.py", "backend/actions/push"),
    *("backend/actions/drains", "backend/actions/bind_objects.py", "backend/actions/preview_push.py"),
    *("backend/actions/line/unusable.py", "backend/actions/instances/begin_life.py"),
)
FILES = [
    file
    for place in PLACES
    for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
    if file.name not in ("config.py", "countries.py", "hiding.py", "later.py")
]  # without labels, names of countries, expressions, and what the third party is answered
SAYING = {"kept", "Sentence", "compile", "ValueError", "AssertionError"}
RULES = {
    "data",
    "setup",
    "unwelcome",
    "taken",
    "line",
    "throttle",
    "busy",
    "Rule",
}  # their sentences are listed: `said`
NAMES = {"cause", "fingerprint", "words"}  # arguments that are no sentences
SENTENCE = re.compile(r"[A-Za-z']{2,},? [a-z]{2,},? [a-z]{2,}")
NO_SENTENCES = {
    "from invoice/bill date",  # Intacct's words
    "name x name less name %",  # a memo for people there
    "unknown company or sender",  # what a group of errors shares
    "sage_intacct name name",
    "This database name",  # in the log
    "Syncline, name, name",  # in a letter
}
KNOWN = {*kept(), *(str(said) for one in CONNECTORS.values() for said in one.said)}


def bare(node: ast.AST) -> Iterator[str]:
    """Sentences that are not said with `kept`."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYING | RULES:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.keyword) and node.arg in NAMES:
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "name" for part in node.values)
    else:
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if SENTENCE.search(text) and text not in NO_SENTENCES:
        yield text
    for child in ast.iter_child_nodes(node) if not isinstance(node, ast.JoinedStr) else ():
        yield from bare(child)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_is_stored_that_screens_would_not_find_again(file: Path) -> None:
    told = [re.sub(r"\{(\w+)\}", r"%(\1)s", text) for text in bare(ast.parse(file.read_text()))]

    assert [text for text in told if text not in KNOWN] == []


@pytest.mark.parametrize("file", sorted((ROOT / "backend").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_sentence_is_given_what_stands_in_it(file: Path) -> None:
    calls = [one for one in ast.walk(ast.parse(file.read_text())) if isinstance(one, ast.Call) and one.args]
    said = [one for one in calls if getattr(one.func, "id", "") == "kept" and one.keywords and one.keywords[0].arg]
    texts = [(one, one.args[0].value) for one in said if isinstance(one.args[0], ast.Constant)]

    assert [
        text
        for one, text in texts
        if set(re.findall(r"%\((\w+)\)s", str(text))) != {word.arg for word in one.keywords if word.arg}
    ] == []
