"""The ASGI door: the gateway under its old path, the admin interface for this machine only."""

import asyncio
from urllib.parse import parse_qsl, unquote

from backend.stand_in.admin.desk import Desk
from backend.stand_in.admin.fault_plan import NOTHING, Plan, plan
from backend.stand_in.admin.http import Asked, refused
from backend.stand_in.admin.targets import target_of
from backend.stand_in.company.journal import Journal
from backend.stand_in.deliveries import Deliveries
from backend.stand_in.execution import Answer, Execution
from backend.stand_in.failing import fail
from backend.stand_in.gateway.answers import acknowledgement, control_failure
from backend.stand_in.gateway.envelope import Envelope, read_envelope
from backend.stand_in.gateway.errors import RequestError
from backend.stand_in.pages import XML
from backend.stand_in.quota import Quota
from backend.stand_in.wire import Receive, Scope, Send, read_body, send_answer, takes_gzip

GATEWAY_PATH = "/ia/xml/xmlgw.phtml"
_HERE = ("127.", "::1", "::ffff:127.")


class Door:
    """The application that the web server calls."""

    def __init__(self, execution: Execution, journal: Journal, desk: Desk) -> None:
        self._execution = execution
        self._journal = journal
        self._desk = desk
        self._deliveries = Deliveries(execution, journal, desk.stats)
        self._quota = Quota(execution.books, desk.stats)

    def resume(self) -> None:
        """Go on with what was acknowledged before a stop."""
        self._deliveries.resume()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path == GATEWAY_PATH:
            await self._gateway(scope, receive, send)
        elif path == "/admin" or path.startswith("/admin/"):
            await self._admin(scope, receive, send)
        elif path == "/health":
            await send_answer(send, 200, b"text/plain", b"ready\n")
        else:
            await send_answer(send, 404, b"text/plain", b"The gateway answers at /ia/xml/xmlgw.phtml.\n")

    async def _gateway(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await send_answer(send, 405, b"text/plain", b"The gateway takes POST.\n")
            return
        self._desk.stats.begin()
        try:
            body = await read_body(receive)
            if body is not None and self._quota.used_up:
                await send_answer(send, *self._quota.refusal())
            elif body is not None:
                await self._answer(body, scope, receive, send)
        finally:
            self._desk.stats.end()

    async def _answer(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            envelope = read_envelope(body)
        except RequestError as refusal:
            await asyncio.sleep(self._execution.books.settings.latency_ms / 1000)
            await send_answer(send, 200, XML, control_failure(None, refusal.errors))
            return
        with self._quota.of(envelope.control.senderid) as allowed:
            if allowed:
                await self._carry_out(envelope, body, scope, receive, send)
            else:
                await send_answer(send, *self._quota.refusal())

    async def _carry_out(self, envelope: Envelope, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        settings, plan = self._execution.books.settings, self._plan(envelope)
        self._desk.stats.count([call.name for call in envelope.calls])
        # Time passes before the effect: a client that gave up early meets a record that appears later.
        working = 0 if envelope.control.policyid else settings.record_ms * len(envelope.calls)
        await asyncio.sleep((settings.latency_ms + working) / 1000 + plan.seconds(after=False))
        if plan.end is not None and not plan.end.after:
            await fail(plan.end, b"", scope=scope, receive=receive, send=send)
            return
        answer = self._executed(envelope, body, _endpoint(scope), plan)
        if answer.wrote:
            await self._journal.sync()
        await asyncio.sleep(plan.seconds(after=True))
        if plan.end is not None:
            await fail(plan.end, answer.body, scope=scope, receive=receive, send=send)
        else:
            packed = settings.compress_answers and takes_gzip(scope)
            await send_answer(send, 200, XML, answer.body, packed=packed)

    def _executed(self, envelope: Envelope, body: bytes, endpoint: str, plan: Plan) -> Answer:
        """The answer; of an asynchronous request its acknowledgement, and the work begins behind it."""
        if not envelope.control.policyid:
            return self._execution.execute(envelope, endpoint=endpoint, refusals=plan.refusals)
        if refused := self._execution.refused(envelope):
            return Answer(body=refused)
        self._deliveries.accept(envelope, body=body, endpoint=endpoint, plan=plan)
        return Answer(body=acknowledgement(envelope.control), wrote=True)

    def _plan(self, envelope: Envelope) -> Plan:
        if not self._desk.faults:
            return NOTHING
        return plan(self._desk.faults, [target_of(call, self._execution.books) for call in envelope.calls])

    async def _admin(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not str((scope["client"] or [""])[0]).startswith(_HERE) or b"origin" in headers:
            answer = refused("The admin interface answers programs on this machine only.", status=403)
        else:
            parts = scope["raw_path"].decode().removeprefix("/admin").strip("/").split("/")
            asked = Asked(
                method=scope["method"],
                path=[unquote(part) for part in parts if part],
                query=dict(parse_qsl(scope["query_string"].decode())),
                body=await read_body(receive) or b"",
            )
            answer = self._desk.answer(asked)
        if answer.wrote:
            await self._journal.sync()
        await send_answer(send, answer.status, answer.content_type, answer.body)


def _endpoint(scope: Scope) -> str:
    host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
    return f"{scope['scheme']}://{host}{GATEWAY_PATH}"
