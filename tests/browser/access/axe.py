"""axe-core in the page: what WCAG 2.2 AA, and good practice, find fault with."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = """() => {
  const settled = async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  };
  return Promise.race([settled(), new Promise((enough) => setTimeout(enough, 5000))]);
}"""
RUN = "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })"
THEMES = ("light", "dark")


def faults(page: Page | Frame) -> list[str]:
    """In both themes; each names the rule, where, and why."""
    return [f"{theme}: {fault}" for theme in THEMES for fault in _faults(page, theme)]


def _faults(page: Page | Frame, theme: Any) -> list[str]:
    (page.page if isinstance(page, Frame) else page).emulate_media(color_scheme=theme)
    page.evaluate(SETTLED)  # a colour on its way has no contrast yet
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate(RUN, TAGS)
    return [_said(rule, node) for rule in found["violations"] for node in rule["nodes"]]


def _said(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']} at {node['target']}: {node['failureSummary']}"
