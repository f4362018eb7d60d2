"""Each code of the table in the study of the gateway, and what is said of it."""

from pathlib import Path

import pytest

from backend.connectors.sage_intacct.causes.tables import TABLES
from backend.connectors.sage_intacct.errors import Diagnosis, classify
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict

WRAP = (
    GatewayError("BL01001973", "", "Could not create Invoice record!", ""),
    GatewayError(
        "BL01001973", "", "Currently, we can't create the transaction.", "Check the transaction, then try again."
    ),
    GatewayError(
        "XL03000009", "", "The entire transaction in this operation has been rolled back due to an error.", ""
    ),
)

KNOWN = (Path(__file__).parent / "known_errors.txt").read_text().splitlines()[1:]
CASES = [tuple(part.strip() for part in line.split("|")) for line in KNOWN]
BY_NUMBER = {"DL02000001", "BL03002129", "BL02000051"}  # wrappers hide the text, not these
WRAPPABLE = [case for case in CASES if case[0] == "function" and case[2] and case[1] not in BY_NUMBER]
LEVELS = {"control": Verdict.CONTROL_FAILURE, "authentication": Verdict.AUTHENTICATION_FAILURE, "function": Verdict.OK}


@pytest.mark.parametrize(("level", "number", "text", "result", "who", "cause"), CASES, ids=[case[5] for case in CASES])
def test_an_error_is_recognised(level: str, number: str, text: str, result: str, who: str, cause: str) -> None:
    diagnosis = classify(LEVELS[level], [GatewayError(number, "", text, "")])

    assert (diagnosis.result, diagnosis.error_class, diagnosis.cause) == (result, who, cause)
    assert diagnosis.sentence
    assert "{" not in diagnosis.sentence + diagnosis.cause


@pytest.mark.parametrize("case", WRAPPABLE, ids=lambda case: case[5])
def test_wrappers_round_an_error_change_nothing(case: tuple[str, ...]) -> None:
    alone = GatewayError(case[1], "", case[2], "")

    assert told(classify(Verdict.OK, [alone, *WRAP])) == told(classify(Verdict.OK, [alone]))


def told(diagnosis: Diagnosis) -> tuple[str, ...]:
    return diagnosis.result, diagnosis.error_class, diagnosis.cause


def test_check_the_transaction_then_try_again_is_no_invitation_to_try_again() -> None:
    assert classify(Verdict.OK, WRAP).result == "rejected"


def test_at_least_forty_causes_are_known() -> None:
    assert len({rule.cause for table in TABLES.values() for rule in table if not rule.fallback}) >= 40
