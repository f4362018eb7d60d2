"""An employee and the contact it leans on go as two functions: what either outcome makes of the whole."""

from datetime import timedelta

import pytest

from backend.connectors.sage_intacct.outcomes import from_reply
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.wire.requests import control_ids, helper_key
from backend.domain.pushes.outcome import Exchange, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.gateway import answer, failure, made
from tests.connectors.make import make_push, make_version
from tests.connectors.third_parties import StandIn

CONNECTOR, CONFIG = StandIn.connector, StandIn(endpoint="https://api.intacct.com", admin="").config
EXCHANGE = Exchange(request="", answer="", http_status=200, seconds=0, bytes_sent=0, bytes_received=0)
CLASH = ("BL34000061", "Another Contact with the given value(s) E1 already exists")
INVALID = ("BL01001973", "Department 'NOWHERE' is not valid")
LONG = ("BL01001973", "The e-mail address is not valid")
REPEATED = ("XL03000011", "The function was already processed and cannot be repeated")


def _push(remote: str = "") -> Push:
    return make_push(CONNECTOR, make_version("employee", "E1"), CONFIG, remote=RemoteRef(id=remote) if remote else None)


def _outcome(push: Push, contact: str, employee: str) -> Outcome:
    reply = read_reply(answer(contact + employee), http_status=200, content_type="text/xml", sent=control_ids([push]))
    (outcome,) = from_reply(reply, [push], location="", exchange=EXCHANGE, wait=timedelta(0))
    return outcome


def test_an_old_contact_does_not_hide_why_the_employee_is_refused() -> None:
    push = _push()

    outcome = _outcome(push, failure(helper_key(push), CLASH), failure(push.key, INVALID))

    assert outcome.result is Result.REJECTED
    assert "NOWHERE" in outcome.sentence


def test_a_refused_contact_is_the_cause() -> None:
    push = _push()

    outcome = _outcome(push, failure(helper_key(push), LONG), failure(push.key, INVALID))

    assert (outcome.result, "e-mail" in outcome.sentence) == (Result.REJECTED, True)


def test_an_employee_made_upon_an_old_contact_is_looked_at() -> None:
    push = _push()

    outcome = _outcome(push, failure(helper_key(push), CLASH), made(push.key, "7", name="employee"))

    assert outcome.result is Result.UNKNOWN
    assert outcome.remote is not None
    assert outcome.remote.id == "7"


def test_a_change_without_its_contact_is_refused_with_the_reason() -> None:
    push = _push("7")
    employee = made(push.key, "7", name="employee").replace("<function>create", "<function>update")

    outcome = _outcome(push, failure(helper_key(push), LONG, function="update"), employee)

    assert outcome.result is Result.REJECTED
    assert outcome.sentence.startswith("The employee was written, its contact was not: ")


@pytest.mark.parametrize("contact", ["made", "repeated"])
def test_both_done_is_done(contact: str) -> None:
    push = _push()
    key = helper_key(push)
    told = made(key, "3", name="contact") if contact == "made" else failure(key, REPEATED)

    assert _outcome(push, told, made(push.key, "7", name="employee")).result is Result.APPLIED
