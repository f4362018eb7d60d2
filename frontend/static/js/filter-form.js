// Filters leave no empty words in the URL; a chip is added with Ctrl or ⌘; a link resets what was half typed.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("htmx:config:request", (e) => this.shorten(e), { signal });
    document.addEventListener("htmx:after:swap", (e) => this.swapped(e.detail.ctx), { signal });
    document.addEventListener("click", (e) => this.added(e), { signal, capture: true });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  shorten({ target, detail: { ctx } }) {
    if (target.id !== "filters") return;
    for (const [name, value] of [...ctx.request.body]) if (!value) ctx.request.body.delete(name);
  }

  swapped(ctx) {
    if (ctx?.target?.id === "list" && !this.contains(document.activeElement)) this.firstElementChild.reset();
  }

  added(event) {
    const chip = event.target.closest?.(".chip[data-add]");
    if (!chip || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    globalThis.htmx ? htmx.ajax("GET", chip.dataset.add, { source: chip }) : location.assign(chip.dataset.add);
  }
}

customElements.define("filter-form", FilterForm);
