"""Find out what keeps an integration from sending, and of which kinds. Nothing is written at the third party."""

from collections.abc import Sequence

from backend.actions.examine.ask_levels import PATIENCE_SECONDS, ask_levels
from backend.actions.examine.await_answer import WAIT_SECONDS, await_answer
from backend.actions.examine.check_standing import check_standing
from backend.actions.line.mend_line import mend_line
from backend.domain.integrations.findings import About, Finding, Report
from backend.domain.integrations.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.domain.levels import TOP, used_levels
from backend.domain.objects import Category
from backend.runtime import Runtime
from backend.storage import audits, integrations


async def examine_integration(
    runtime: Runtime,
    integration: Integration,
    *,
    by: str,
    patience: float = PATIENCE_SECONDS,
    answer_within: float = WAIT_SECONDS,
) -> Report:
    """`patience`: how many seconds to wait for one of the connections that the third party allows; `answer_within`: and
    for an answer that comes later."""
    findings, usable = check_standing(runtime, integration)
    if usable:
        asked = await ask_levels(runtime, integration, await _wanted(runtime, integration), patience=patience)
        findings += asked.findings
        findings += await await_answer(runtime, integration, asked.awaited, seconds=answer_within)
        if _lets_us_in(asked.findings):
            await mend_line(integration.id)
    report = Report(tuple(findings))
    unwell = sum(not one.ok for one in findings)
    await audits.write(by, "integration.examined", integration.id, facts={"findings": len(findings), "unwell": unwell})
    return report


def _lets_us_in(findings: Sequence[Finding]) -> bool:
    """At every level that was asked."""
    signed_in = [one for one in findings if one.about in (About.SIGN_IN, About.SLOT)]
    return bool(signed_in) and all(one.ok for one in signed_in)


async def _wanted(runtime: Runtime, integration: Integration) -> dict[str, tuple[str, ...]]:
    """Level → the kinds that go there: documents everywhere, since one without an entity goes to the top."""
    carried = [kind for kind in KINDS.values() if kind.name in runtime.connector(integration).kinds]
    levels = used_levels(
        await integrations.entities(integration.id),
        setting=integration.transaction_level,
        overrides=integration.level_overrides,
    )
    return {
        level: tuple(kind.name for kind in carried if level == TOP or kind.category is Category.FINANCE)
        for level in levels
    }
