"""Answers that Intacct delivers later, under a transport policy: once, perhaps twice, perhaps never."""

from collections.abc import Sequence

from lxml import etree

from backend.connectors.protocol import LateAnswer
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.outcomes import from_reply
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.wire.envelope import Envelope, Verdict, open_envelope
from backend.connectors.sage_intacct.wire.requests import helper_key, without_sessions
from backend.connectors.sage_intacct.wire.session import is_company
from backend.connectors.xml import parse
from backend.domain.levels import TOP
from backend.domain.objects import Problem
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push

LONGEST_ID = 256  # characters of a control id


class IntacctLater:
    """Pure. An answer is known by the control id of its request, which the gateway repeats."""

    def open(self, config: IntacctConfig, body: bytes) -> LateAnswer | Problem:
        envelope = open_envelope(body)
        why = _not_ours(config, envelope)
        if why:
            return Problem("", why)
        return LateAnswer(envelope.control_id, without_sessions(etree.tostring(parse(body), encoding="unicode")))

    def read(self, config: IntacctConfig, text: str, batch: Sequence[Push], *, level: str) -> Sequence[Outcome]:  # noqa: ARG002
        sent = [key for push in batch for key in _control_ids(push)]
        reply = read_reply(text.encode(), http_status=200, content_type=None, sent=sent)
        return from_reply(reply, batch, location="" if level == TOP else level, exchange=None, wait=None)


def _control_ids(push: Push) -> tuple[str, ...]:
    """As its request held them: its payload is gone by now."""
    return (helper_key(push), push.key) if KINDS[push.ref.kind].before else (push.key,)


def _not_ours(config: IntacctConfig, envelope: Envelope) -> str:
    """Empty: it may be. What the answer leaves out is not held against it: a refusal may name nobody."""
    if envelope.verdict is Verdict.MALFORMED:
        return f"this is no answer of Intacct's gateway: {envelope.why}"
    if envelope.verdict is Verdict.ACKNOWLEDGED:
        return "this only acknowledges a request: expected its answer"
    if not 0 < len(envelope.control_id) <= LONGEST_ID:
        return f"the answer names no request: expected 1 to {LONGEST_ID} characters in control/controlid"
    if envelope.sender not in ("", config.sender_id):
        return f"the answer is for the sender {envelope.sender}, not for {config.sender_id}"
    if not is_company(envelope.company, config.company_id):
        return f"the answer is about the company {envelope.company}, not {config.company_id}"
    return ""
