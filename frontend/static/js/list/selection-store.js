// Which objects are ticked: a set of ids, or all that match a filter, put back after every swap. A poll never owns it.
import { Live, SWAPPED } from "../live.js";

const kept = new Map(); // integration → ids, and the filter that all of are meant; each page of the history has what it was left with
const left = () => history.state?.ticked ?? {};
const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
const boxes = () => [...document.querySelectorAll("#rows [name=object]")];
const filter = () => document.querySelector("#press [name=filter]").value;
const plan = () => document.body.dispatchEvent(new CustomEvent("plan"));

customElements.define("selection-store", class extends Live {
  start() {
    const name = this.dataset.integration;
    this.kept = kept.get(name) ?? kept.set(name, { ...left(), ids: new Set(left().ids) }).get(name);
    this.ids = this.kept.ids;
    for (const box of boxes()) if (box.checked) this.ids.add(box.value);
    this.on(this, "click", (e) => e.target.type === "checkbox" && this.clicked(e.target, e.shiftKey));
    this.on(this, "reset", () => setTimeout(() => this.changed(this.ids.clear())));
    this.on(document, SWAPPED, (e) => this.swapped(e.detail));
    this.on(window, "beforeunload pagehide", () => history.replaceState({ ...history.state, ticked: { ...this.kept, ids: [...this.ids] } }, ""));
    this.apply();
    if (this.ids.size) setTimeout(plan); // once htmx hears it
  }

  clicked(box, shift) {
    const all = boxes(), at = all.indexOf(box), from = all.findIndex((one) => one.value === this.last);
    const range = shift && from >= 0 ? all.slice(Math.min(at, from), Math.max(at, from) + 1) : [box];
    for (const one of at < 0 ? all : range) box.checked ? this.ids.add(one.value) : this.ids.delete(one.value);
    if (at >= 0) this.last = box.value;
    this.changed();
  }

  changed() {
    this.apply(delete this.kept.matching); // not all that match, but those that are ticked
    for (const button of this.querySelectorAll(".act > button[name]")) button.disabled = true; // its number is old
    plan();
  }

  swapped({ ctx, elt }) {
    const from = (ctx?.sourceElement ?? elt)?.id, status = ctx?.response?.status;
    if (status < 400 && ctx.request.action?.endsWith("matching=all")) this.kept.matching = filter();
    this.apply();
    if (from === "press" && status < 400 && this.querySelector("#bar").dataset.sendable === "0") this.changed(this.ids.clear());
    else if (from !== "bar" && from !== "press" && status !== 204 && this.ids.size) plan();
  }

  apply() {
    const shown = boxes(), here = new Set(shown.map((box) => box.value)), page = this.querySelector("#pick-page");
    const all = this.kept.matching === filter() || !delete this.kept.matching; // another filter ends it
    if (all) for (const id of here) this.ids.add(id);
    for (const box of shown) box.checked = this.ids.has(box.value);
    const ticked = shown.filter((box) => box.checked).length, elsewhere = [...this.ids].filter((id) => !here.has(id));
    page.checked = ticked > 0 && ticked === shown.length;
    page.indeterminate = ticked > 0 && ticked < shown.length;
    const meant = all ? [hidden("matching", "all")] : elsewhere.map((id) => hidden("object", id));
    this.querySelector("#elsewhere").replaceChildren(hidden("elsewhere", all ? 0 : elsewhere.length), ...meant);
  }
});
