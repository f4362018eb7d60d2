"""A third party that repeats a tax number in its refusal: what is kept of its words does not hold it."""

from backend.actions.push.conceal import conceal
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result

TAX = "DE123456789"


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
