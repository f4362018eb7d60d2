"""An integration under examination, and the third party that it talks to."""

from typing import Any

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.integrations.findings import About, Finding, Report
from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.make import configure, invoice
from tests.connectors.third_parties import StandIn
from tests.factories import receive

DOCUMENTS = [
    "sales_invoice",
    "sales_credit_memo",
    "purchase_invoice",
    "purchase_credit_memo",
    "journal_entry",
    "customer_payment",
    "supplier_payment",
]


class Office:
    def __init__(self, runtime: Runtime, third_party: StandIn, number: int) -> None:
        self.runtime, self.third_party, self.number = runtime, third_party, number
        self.writes = 0  # what a test sends; the examination itself writes nothing

    async def configure(self, **settings: Any) -> None:
        await configure(self.runtime, self.number, **settings)

    async def use(self, *entities: str) -> None:
        """Each has an invoice by now."""
        await receive(self.runtime, *(invoice(f"INV-{one}", entity=one) for one in entities))

    async def integration(self) -> Integration:
        found = await integrations.read(self.number)
        assert found is not None
        return found

    async def examine(self, *, patience: float = 0) -> Report:
        return await examine_integration(self.runtime, await self.integration(), by="Ada", patience=patience)

    async def is_quiet(self) -> bool:
        """Nothing is executed there any more, though nobody waits for it."""
        return self.third_party.stats()["connections_now"] == 0

    async def was_asked(self) -> bool:
        return bool(self.third_party.stats()["requests"])

    async def unwell(self) -> list[Finding]:
        return [one for one in (await self.examine()).findings if not one.ok]


def places(report: Report) -> dict[str, list[str]]:
    """Level → the kinds that were found well there."""
    found: dict[str, list[str]] = {one.level: [] for one in report.findings if one.about is About.SIGN_IN and one.ok}
    for one in report.findings:
        if one.about is About.KIND and one.ok:
            found[one.level].append(one.kind)
    return found
