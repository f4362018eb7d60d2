"""Asks for one row as writes are sent: under the transport policy, so that the answer comes later."""

from backend.connectors.http import Answer
from backend.connectors.sage_intacct.causes.saying import NOT_ACKNOWLEDGED, plain
from backend.connectors.sage_intacct.errors import classify
from backend.connectors.sage_intacct.wire import requests
from backend.connectors.sage_intacct.wire.envelope import Verdict, open_envelope
from backend.connectors.sage_intacct.wire.line import Line, Sent
from backend.connectors.sage_intacct.wire.writer import element
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health, unwell
from backend.domain.sentence import kept

_QUESTION = element("query", [("object", "CUSTOMER"), ("select", [("field", "RECORDNO")]), ("pagesize", "1")])


async def ask_later(line: Line) -> Health:
    functions = requests.function("policy", _QUESTION.encode())
    return line.hidden(_health(await line.send_later(functions, until=line.time_limit(), unique=False)))


def _health(sent: Sent) -> Health:
    if not isinstance(sent.answer, Answer):
        return Health(ok=False, sentence=sent.answer.sentence, who=Who.NOBODY)
    envelope = open_envelope(sent.answer.body)
    if envelope.verdict is Verdict.ACKNOWLEDGED and sent.answer.status == 200:
        sentence = kept("Intacct acknowledges requests under the transport policy")
        return Health(ok=True, sentence=sentence, request_id=sent.exchange.request_id)
    if envelope.verdict in (Verdict.CONTROL_FAILURE, Verdict.AUTHENTICATION_FAILURE):
        refused = classify(envelope.verdict, envelope.errors, status=sent.answer.status)
        return unwell(refused.sentence, refused.advice, refused.raw)
    return Health(ok=False, sentence=plain(NOT_ACKNOWLEDGED), who=Who.SUPPORT)
