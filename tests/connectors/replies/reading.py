"""Reading an answer, for tests of what it says."""

from backend.connectors.sage_intacct.replies import Reply, read_reply
from backend.domain.pushes.outcome import Result

MISSING = ("BL01001973", "Invalid Customer 'HUNGO' specified. [Support ID: Zx9b%7EYq-1]")


def read(body: bytes, *sent: str, status: int = 200, content_type: str | None = "text/xml; charset=UTF-8") -> Reply:
    return read_reply(body, http_status=status, content_type=content_type, sent=sent or ("a",))


def results(reply: Reply) -> list[Result]:
    return [outcome.result for outcome in reply.outcomes.values()]
