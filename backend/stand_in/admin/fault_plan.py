"""Which of the faults strike one request, and how."""

from collections.abc import Mapping, Sequence

import msgspec

from backend.stand_in.admin.faults import Effect, Fault, Target
from backend.stand_in.gateway.errors import GatewayError


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Delays, the one fault that ends the request, errors by the function's position, how an answer is delivered."""

    delays: Sequence[Effect] = ()
    end: Fault | None = None
    refusals: Mapping[int, GatewayError] = {}
    delivery: Effect = Effect()

    def seconds(self, *, after: bool) -> float:
        return sum(each.seconds for each in self.delays if each.after == after)


NOTHING = Plan()


def plan(faults: Sequence[Fault], targets: Sequence[Target]) -> Plan:
    """Of several that end the request, or say how it is delivered, the first that fires counts."""
    refusals: dict[int, GatewayError] = {}
    ends: list[Fault] = []
    effects: dict[str, list[Effect]] = {"delay": [], "deliver": []}
    for fault in faults:
        if fault.spec.do == "error_code":
            _strike(fault, targets, refusals)
        elif fault.ends:
            ends += [fault] if not ends and fault.fires(targets) else []
        elif fault.fires(targets):
            effects[fault.spec.do].append(fault.effect)
    return Plan(
        delays=effects["delay"],
        end=ends[0] if ends else None,
        refusals=refusals,
        delivery=next(iter(effects["deliver"]), Effect()),
    )


def _strike(fault: Fault, targets: Sequence[Target], refusals: dict[int, GatewayError]) -> None:
    for position, target in enumerate(targets):
        if position not in refusals and fault.fires([target]):
            refusals[position] = fault.error()
