"""Answers that Intacct delivers later, under a transport policy: once, perhaps twice, perhaps never."""

from collections.abc import Sequence

from backend.connectors.protocol import LateAnswer
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.outcomes import from_reply
from backend.connectors.sage_intacct.replies import read_reply
from backend.connectors.sage_intacct.wire.envelope import Envelope, Verdict, open_envelope
from backend.connectors.sage_intacct.wire.requests import helper_key, without_sessions
from backend.domain.objects import Problem
from backend.domain.push import TOP, Outcome, Push


class IntacctLater:
    """Pure. An answer is known by the control id of its request, which the gateway repeats."""

    def open(self, config: IntacctConfig, body: bytes) -> LateAnswer | Problem:
        envelope = open_envelope(body)
        why = _not_ours(config, envelope)
        if why:
            return Problem("", why)
        return LateAnswer(envelope.control_id, without_sessions(body.decode("utf-8", "replace")))

    def read(self, config: IntacctConfig, text: str, batch: Sequence[Push], *, level: str) -> Sequence[Outcome]:  # noqa: ARG002
        body = text.encode()
        told = {result.control_id for result in open_envelope(body).results}
        sent = [key for push in batch for key in (push.key, helper_key(push)) if key == push.key or key in told]
        reply = read_reply(body, http_status=200, content_type=None, sent=sent)
        return from_reply(reply, batch, location="" if level == TOP else level, exchange=None, wait=None)


def _not_ours(config: IntacctConfig, envelope: Envelope) -> str:
    """Empty: it may be. What the answer leaves out is not held against it: a refusal may name nobody."""
    if envelope.verdict is Verdict.MALFORMED:
        return f"this is no answer of Intacct's gateway: {envelope.why}"
    if envelope.verdict is Verdict.ACKNOWLEDGED:
        return "this only acknowledges a request: expected its answer"
    if not envelope.control_id:
        return "the answer names no request: control/controlid is empty"
    if envelope.sender not in ("", config.sender_id):
        return f"the answer is for the sender {envelope.sender}, not for {config.sender_id}"
    ours = {part.casefold() for part in config.company_id.split("|")}
    if envelope.company and envelope.company.casefold() not in ours:
        return f"the answer is about the company {envelope.company}, not {config.company_id}"
    return ""
