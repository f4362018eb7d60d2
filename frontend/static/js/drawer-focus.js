// The drawer: focus goes in when another object opens, Escape closes, focus goes back to the row.
class DrawerFocus extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.row = this.drawer?.dataset.row;
    this.mark();
    for (const name of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(name, () => this.swapped(), { signal });
    this.addEventListener("click", (e) => e.target.closest("#drawer-close") && !(e.ctrlKey || e.metaKey || e.shiftKey) && this.close(e), { signal });
    document.addEventListener("keydown", (e) => e.key === "Escape" && !e.defaultPrevented && this.row && this.close(e), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get drawer() {
    return this.querySelector("#drawer");
  }

  swapped() {
    const row = this.drawer?.dataset.row, opened = row && row !== this.row;
    this.row = row;
    this.mark();
    if (opened) this.querySelector("#drawer-key").focus({ preventScroll: true });
  }

  mark() {
    document.querySelector("#rows > [aria-selected]")?.removeAttribute("aria-selected");
    if (this.row) document.getElementById(`o-${this.row}`)?.setAttribute("aria-selected", "true");
  }

  close(event) {
    event.preventDefault();
    const link = document.getElementById(`k-${this.row}`);
    history.pushState({ htmx: true }, "", this.querySelector("#drawer-close").href);
    const closed = Object.assign(document.createElement("aside"), { id: "drawer", className: "drawer", hidden: true });
    this.drawer.replaceWith(closed);
    this.row = undefined;
    this.mark();
    link?.focus({ preventScroll: true });
  }
}

customElements.define("drawer-focus", DrawerFocus);
