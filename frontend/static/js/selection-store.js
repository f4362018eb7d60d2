// Which objects are ticked: a set of ids, put back after every swap. A poll never owns it.
import { Live, SWAPPED } from "./live.js";

const kept = new Map(); // integration → ids; survives going back in history
const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });

class SelectionStore extends Live {
  start() {
    const name = this.dataset.integration;
    this.ids = kept.get(name) ?? kept.set(name, new Set()).get(name);
    for (const box of this.boxes) if (box.checked) this.ids.add(box.value);
    this.on(this, "click", (e) => e.target.type === "checkbox" && this.clicked(e.target, e.shiftKey));
    this.on(this, "reset", () => setTimeout(() => this.changed(this.ids.clear())));
    this.on(document, SWAPPED, (e) => this.swapped(e.detail));
    this.apply();
    if (this.ids.size) this.plan();
  }

  get boxes() {
    return [...this.querySelectorAll("tbody [name=object]")];
  }

  clicked(box, shift) {
    const boxes = this.boxes, at = boxes.indexOf(box), from = boxes.findIndex((one) => one.value === this.last);
    const range = shift && from >= 0 ? boxes.slice(Math.min(at, from), Math.max(at, from) + 1) : [box];
    for (const one of at < 0 ? boxes : range) box.checked ? this.ids.add(one.value) : this.ids.delete(one.value);
    if (at >= 0) this.last = box.value;
    this.changed();
  }

  changed() {
    this.apply(this.querySelector("#bar [name=matching]")?.remove()); // not all that match, but those that are ticked
    for (const button of this.querySelectorAll(".act > button[name]")) button.disabled = true; // its number is old
    this.plan();
  }

  plan() {
    document.body.dispatchEvent(new CustomEvent("plan"));
  }

  swapped({ ctx, elt }) {
    this.apply();
    const from = (ctx?.sourceElement ?? elt)?.id, status = ctx?.response?.status;
    if (from === "press" && status < 400 && this.querySelector("#bar").dataset.sendable === "0") this.changed(this.ids.clear());
    else if (from !== "bar" && from !== "press" && status !== 204 && this.ids.size) this.plan();
  }

  apply() {
    const boxes = this.boxes, here = new Set(boxes.map((box) => box.value)), page = this.querySelector("#pick-page");
    for (const box of boxes) box.checked = this.ids.has(box.value);
    const ticked = boxes.filter((box) => box.checked).length, elsewhere = [...this.ids].filter((id) => !here.has(id));
    page.checked = ticked > 0 && ticked === boxes.length;
    page.indeterminate = ticked > 0 && ticked < boxes.length;
    this.querySelector("#elsewhere").replaceChildren(hidden("elsewhere", elsewhere.length), ...elsewhere.map((id) => hidden("object", id)));
  }
}

customElements.define("selection-store", SelectionStore);
