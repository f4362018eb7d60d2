"""What a client gets in the place of the gateway's answer when a fault ends its request."""

from backend.stand_in.admin.faults import Fault
from backend.stand_in.pages import HTML, LOGIN_PAGE, XML, error_page
from backend.stand_in.wire import Receive, Scope, Send, send_answer


async def fail(fault: Fault, answer: bytes, *, scope: Scope, receive: Receive, send: Send) -> None:
    """`answer` is what the gateway would have said; empty when nothing was executed."""
    effect = fault.effect
    match fault.spec.do:
        case "status":
            content_type, page = error_page(effect.status, effect.correction, effect.form)
            await send_answer(send, effect.status, content_type, page, retry_after=effect.retry_after)
        case "html":
            await send_answer(send, 200, HTML, LOGIN_PAGE)
        case "truncate":
            await send_answer(send, 200, XML, answer[: effect.bytes or len(answer) // 2])
        case "content_type":
            await send_answer(send, 200, effect.content_type.encode(), answer)
        case "rewrite":
            await send_answer(send, 200, XML, answer.replace(effect.old.encode(), effect.new.encode()))
        case _:
            await _hang_up(scope, receive, reset=effect.reset)


async def _hang_up(scope: Scope, receive: Receive, *, reset: bool) -> None:
    scope["reset" if reset else "close"]()
    while (await receive())["type"] != "http.disconnect":
        pass
