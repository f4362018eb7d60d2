// The drawer: opening it names it in the URL and moves focus in; Escape or Close puts both back.
import { Live, SWAPPED } from "./live.js";

const OWN = ["tab", "old", "new", "exchange"]; // what an address says of the drawer, not of the list

function address(href) { // beside the list as it is shown now
  const { pathname, searchParams } = new URL(href), shown = document.querySelectorAll("#view input");
  const pairs = [...shown].map(({ name, value }) => [name, value]), own = [...searchParams].filter(([name]) => OWN.includes(name));
  return `${pathname}?${new URLSearchParams([...own, ...pairs])}`.replace(/\?$/, "");
}

const named = (source) => source.href ?? (source.action && `${source.action}?${new URLSearchParams(new FormData(source))}`);

customElements.define("drawer-focus", class extends Live {
  start() {
    this.mark();
    this.on(document, "htmx:config:request", ({ detail: { ctx: { target, sourceElement }, ctx } }) => {
      if (target?.id === "drawer" && named(sourceElement)) ctx.push = address(named(sourceElement)); // else it refreshes itself
    });
    this.on(document, SWAPPED, () => this.swapped());
    this.on(this, "click", (e) => e.target.closest("#drawer-close") && !(e.ctrlKey || e.metaKey || e.shiftKey) && this.close(e));
    this.on(document, "keydown", (e) => e.key === "Escape" && !e.defaultPrevented && !e.target.closest("dialog, [popover]") && this.row && this.close(e));
  }

  swapped() {
    const before = this.row;
    this.mark();
    if (this.row && this.row !== before) this.querySelector("#drawer-key").focus({ preventScroll: true });
  }

  mark() {
    this.row = this.querySelector("#drawer")?.dataset.row;
    document.querySelector("#rows .key > [aria-current]")?.removeAttribute("aria-current");
    if (this.row) document.getElementById(`k-${this.row}`)?.setAttribute("aria-current", "true");
  }

  close(event) {
    event.preventDefault();
    const link = document.getElementById(`k-${this.row}`);
    if (htmx.config.history) history.pushState({ htmx: true }, "", address(this.querySelector("#drawer-close").href));
    const closed = Object.assign(document.createElement("aside"), { id: "drawer", className: "drawer", hidden: true });
    this.querySelector("#drawer").replaceWith(closed);
    this.mark(), link?.focus({ preventScroll: true });
  }
});
