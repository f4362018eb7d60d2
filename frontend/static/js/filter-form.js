// Filters leave no empty words in the URL; a chip is added with Ctrl or ⌘; a link resets what was half typed.
import { Live, SWAPPED } from "./live.js";

class FilterForm extends Live {
  start() {
    this.on(this, "input change", (e) => e.target.validity?.valid === false && e.stopPropagation(), { capture: true }); // half typed
    this.on(this, "htmx:config:request", (e) => e.target.id === "filters" && this.shorten(e.detail.ctx.request.body));
    this.on(document, SWAPPED, ({ detail: { ctx } }) => ctx?.target?.id === "list" && this.settle());
    this.on(document, "click", (e) => this.add(e, e.target.closest?.(".chip[data-add]")), { capture: true });
  }

  shorten(body) {
    for (const [name, value] of [...body]) if (!value) body.delete(name);
  }

  settle() {
    if (!this.contains(document.activeElement)) this.querySelector("form").reset();
  }

  add(event, chip) {
    if (!chip || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    htmx.ajax("GET", chip.dataset.add, { source: chip });
  }
}

customElements.define("filter-form", FilterForm);
