// Filters leave no empty words in the URL; a chip is added with Ctrl or ⌘; a link resets what was half typed.
import { Live, SWAPPED } from "../live.js";

customElements.define("filter-form", class extends Live {
  start() {
    this.on(this, "input", (e) => this.wait(e), { capture: true });
    this.on(this, "htmx:config:request", ({ target, detail: { ctx: { request } } }) => {
      if (target.id === "filters") for (const [name, value] of [...request.body]) if (!value || (name === "zone" && !/\d-/.test([request.body.get("since"), request.body.get("until")]))) request.body.delete(name);
    });
    this.on(document, SWAPPED, ({ detail: { ctx } }) => {
      if (ctx?.target?.id === "list" && !this.contains(document.activeElement)) this.querySelector("form").reset();
    });
    this.on(document, "click", (e) => this.add(e, e.target.closest?.(".chip[data-add]")), { capture: true });
  }

  wait(event) { // what is half typed is asked for when the hand rests
    clearTimeout(this.later);
    if (event.target.validity?.valid !== false) return;
    event.stopPropagation();
    this.later = setTimeout(() => event.target.dispatchEvent(new Event("change", { bubbles: true })), 900);
  }

  add(event, chip) {
    if (!chip || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault(), event.stopPropagation();
    htmx.ajax("GET", chip.dataset.add, { source: chip });
  }
});
