"""Asks for one row of each kind, all in one request, with the fields that our look-ups select."""

from collections.abc import Sequence

from backend.connectors.sage_intacct.causes.saying import NONSENSE, plain
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.errors import classify
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.looking.finding import fields_of
from backend.connectors.sage_intacct.probing.unknown_fields import unknown_ours
from backend.connectors.sage_intacct.querying import Asked, Unseen, ask, diagnosed
from backend.connectors.sage_intacct.wire import requests
from backend.connectors.sage_intacct.wire.envelope import Result, Verdict
from backend.connectors.sage_intacct.wire.line import Line
from backend.connectors.sage_intacct.wire.writer import Field, element
from backend.domain.pushes.health import Health, unwell
from backend.domain.sentence import kept


async def probe_all(line: Line, config: IntacctConfig, kinds: Sequence[str]) -> list[Health]:
    """Same order and length."""
    if not kinds:
        return []
    functions = requests.joined(_function(KINDS[kind], config) for kind in dict.fromkeys(kinds))
    asked = await ask(line, functions, until=line.time_limit())
    return [line.hidden(_health(asked, KINDS[kind], config)) for kind in kinds]


def _function(kind: IntacctKind, config: IntacctConfig) -> bytes:
    fields = fields_of(kind, Added.of(config, kind))
    children: list[Field] = [
        ("object", kind.remote_name),
        ("select", [("field", name) for name in dict.fromkeys(fields)]),
        ("options", [("showprivate", "true")]),
        ("pagesize", "1"),
    ]
    return requests.function(kind.name, element("query", children).encode())


def _health(asked: Asked | Unseen, kind: IntacctKind, config: IntacctConfig) -> Health:
    found = _found(asked, kind, config) if isinstance(asked, Asked) else asked
    if found is None:
        return Health(
            ok=True, sentence=kept("%(object)s can be read with all fields that we use", object=kind.remote_name)
        )
    return unwell(found.sentence, found.advice, found.raw)


def _found(asked: Asked, kind: IntacctKind, config: IntacctConfig) -> Unseen | None:
    """None: it can be read."""
    own = [result for result in asked.results if result.control_id == kind.name]
    if len(own) == 1 and own[0].status == "failure":
        refused = classify(Verdict.OK, own[0].errors)
        return diagnosed(unknown_ours(refused, config, kind) or refused, asked.exchange)
    if len(own) == 1 and _shows(own[0], kind):
        return None
    return Unseen(sentence=plain(NONSENSE, object=kind.remote_name), exchange=asked.exchange)


def _shows(result: Result, kind: IntacctKind) -> bool:
    """A sound answer: rows of this object, or none."""
    if result.status != "success" or result.data is None:
        return False
    return all(str(row.tag).upper() == kind.remote_name for row in result.data)
