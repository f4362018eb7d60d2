"""An integration with a stand-in of Sage Intacct whose people added a field for our key."""

from typing import Any
from urllib.parse import quote

import httpx
import msgspec

from backend.runtime import Runtime
from tests.actions.make import let_time_pass
from tests.connectors.third_parties import StandIn
from tests.factories import drain, make_integration


class Intacct:
    def __init__(self, runtime: Runtime, stand_in: StandIn, integration: int) -> None:
        self.runtime, self.stand_in, self.integration = runtime, stand_in, integration

    @classmethod
    async def of(cls, runtime: Runtime, stand_in: StandIn) -> "Intacct":
        """Its company is as on its first day."""
        httpx.post(f"{stand_in.admin}/reset", json={"what": "everything"}, trust_env=False).raise_for_status()
        stand_in.extend()
        config = msgspec.to_builtins(stand_in.config) | {"longest_processing_seconds": 0, "look_up_lag_seconds": 0}
        made = await make_integration(runtime, "sage_intacct", config=config, secrets=stand_in.secrets)
        return cls(runtime, stand_in, made)

    async def work(self) -> None:
        """Twice, so that what waits for a look, or for the next push, has its turn."""
        for _ in range(2):
            await drain(self.runtime, self.integration)
            await let_time_pass()

    def records(self, object_name: str) -> list[dict[str, Any]]:
        answer = httpx.get(f"{self.stand_in.admin}/state/{object_name}", trust_env=False).raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def make_again(self, object_name: str, number: str, *, as_number: str = "", **changes: str) -> str:
        """Delete a record and make another like it, as Purchasing does, without what `changes` empties; gives its new
        RECORDNO."""
        field = {"CLASS": "CLASSID", "APBILL": "RECORDID"}[object_name]
        (old,) = [one for one in self.records(object_name) if one[field] == number]
        self.delete(object_name, number)
        fields = {name: value for name, value in (old | changes).items() if value and name not in ("RECORDNO", field)}
        self.stand_in.play(f"state/{object_name}/{quote(as_number or number, safe='')}", fields)
        new: str = self.records(object_name)[-1]["RECORDNO"]
        return new

    def delete(self, object_name: str, number: str) -> None:
        address = f"{self.stand_in.admin}/state/{object_name}/{quote(number, safe='')}"
        httpx.delete(address, trust_env=False).raise_for_status()
