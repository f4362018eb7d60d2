// Which objects are ticked: a set of ids, put back after every swap. A poll never owns it.
const kept = new Map(); // integration → ids; survives going back in history

class SelectionStore extends HTMLElement {
  connectedCallback() {
    const name = this.dataset.integration;
    this.ids = kept.get(name) ?? kept.set(name, new Set()).get(name);
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("click", (e) => this.clicked(e), { signal });
    this.addEventListener("reset", () => setTimeout(() => this.clear()), { signal });
    for (const event of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(event, (e) => this.swapped(e.detail), { signal });
    for (const box of this.boxes) if (box.checked) this.ids.add(box.value);
    this.apply();
    if (this.ids.size) this.plan();
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get boxes() {
    return [...this.querySelectorAll("tbody [name=object]")];
  }

  clicked({ target, shiftKey }) {
    if (target.type !== "checkbox") return;
    const boxes = this.boxes, at = boxes.indexOf(target), from = boxes.findIndex((box) => box.value === this.last);
    const range = at < 0 ? boxes : shiftKey && from >= 0 ? boxes.slice(Math.min(at, from), Math.max(at, from) + 1) : [target];
    for (const box of range) target.checked ? this.ids.add(box.value) : this.ids.delete(box.value);
    if (at >= 0) this.last = target.value;
    this.changed();
  }

  clear() {
    this.ids.clear();
    this.changed();
  }

  changed() {
    this.apply();
    for (const button of this.querySelectorAll(".act > [name=verb]")) button.disabled = true; // its number is old
    this.plan();
  }

  plan() {
    document.body.dispatchEvent(new CustomEvent("plan"));
  }

  swapped({ ctx, elt }) {
    this.apply();
    const from = (ctx?.sourceElement ?? elt)?.id;
    const pressed = from === "press" && ctx?.response?.status < 400;
    if (pressed && this.querySelector("#bar").dataset.sendable === "0") this.clear();
    else if (from !== "bar" && from !== "press" && ctx?.response?.status !== 204 && this.ids.size) this.plan();
  }

  apply() {
    const boxes = this.boxes, here = new Set(boxes.map((box) => box.value));
    for (const box of boxes) box.checked = this.ids.has(box.value);
    const ticked = boxes.filter((box) => box.checked).length, page = this.querySelector("#pick-page");
    page.checked = ticked > 0 && ticked === boxes.length;
    page.indeterminate = ticked > 0 && ticked < boxes.length;
    const away = [...this.ids].filter((id) => !here.has(id));
    this.querySelector("#elsewhere").replaceChildren(...away.map((value) => Object.assign(document.createElement("input"), { type: "hidden", name: "object", value })));
  }
}

customElements.define("selection-store", SelectionStore);
