"""A third party that repeats a tax number: what is kept of its words does not hold it."""

from collections.abc import Sequence

import pytest

from backend.actions.push.conceal import conceal, conceal_seen
from backend.domain.pushes.found import Difference, Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import attempts_of, customer, row_of
from tests.actions.remotes import Remotely, Repeats, with_connector
from tests.factories import drain, make_integration, press, receive

TAX, OTHERS = "DE123456789", "DE987654321"


class Tells(Repeats):
    """Shows a record that is not ours, with the tax number of both."""

    async def find(self, wanted: Sequence[Push]) -> Sequence[Found]:
        told = (Difference("TAXID", "tax ID", OTHERS, TAX), Difference("NAME", "name", f"of {TAX}", "Nagy & Sons"))
        said = f"There is a record with {TAX}"
        seen = {"remote": RemoteRef(id="9"), "differences": told, "sentence": said}
        return [Found(match=Match.FOREIGN, **seen) for _ in wanted]  # type: ignore[arg-type]


def refused(sentence: str) -> Outcome:
    return Outcome(
        result=Result.REJECTED,
        error_class=ErrorClass.DATA,
        cause=f"invalid value {TAX}",
        sentence=sentence,
        raw=f"BL03000018 | {sentence}",
    )


def test_sentence_words_and_cause_lose_the_values_of_this_push_and_nothing_else() -> None:
    (told,) = conceal([{"tax_id": TAX, "name": "Söhne"}], [refused(f"The tax ID {TAX} of Söhne is not valid.")])

    assert told.sentence == "The tax ID *** of Söhne is not valid."
    assert told.raw == "BL03000018 | The tax ID *** of Söhne is not valid."
    assert told.cause == "invalid value ***"


def test_what_names_none_of_them_stays_the_same() -> None:
    outcomes = [refused("Intacct has no customer C-014."), Outcome(result=Result.APPLIED)]

    assert conceal([{"name": "x"}, {"tax_id": TAX}], outcomes) == outcomes


def test_of_a_look_the_fields_are_told_and_no_confidential_value_of_either_side() -> None:
    told = (Difference("CUSTOM7", "tax at home", OTHERS, TAX), Difference("NAME", "name", f"of {TAX}", "Söhne"))
    seen = Found(match=Match.FOREIGN, differences=told, sentence=f"Record 9 has {TAX}")

    (kept,) = conceal_seen([{"tax_id": TAX}], [seen], ["custom7"])

    assert kept.sentence == "Record 9 has ***"
    assert kept.differences == (
        Difference("CUSTOM7", "tax at home", "***", "***"),
        Difference("NAME", "name", "of ***", "Söhne"),
    )


@pytest.mark.anyio
async def test_what_a_look_says_is_kept_without_them(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer("C1", tax_id=TAX))
    with_connector(runtime, Remotely(Tells))
    await press(runtime, integration)
    await drain(runtime, integration)
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)

    (*_, look) = await attempts_of(integration, "C1")
    kept = str(dict(look)) + (await row_of(integration, "C1"))["message"]
    assert (look["operation"], look["outcome"]) == ("look", "foreign")
    assert "There is a record with ***" in kept
    assert TAX not in kept
    assert OTHERS not in kept
