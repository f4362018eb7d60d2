// Keys of the list; the help (?) names them. Enter is the link's own. data-off: no single characters, as the person chose.
import { Live } from "../live.js";

const id = (name) => document.getElementById(name), press = (name) => () => id(name)?.click();
const row = () => document.activeElement.closest("#rows > tr") ?? document.querySelector("#rows > tr:has([aria-current])");
const box = () => row()?.querySelector("[name=object]"), tick = () => box()?.click();
const open = () => document.querySelector("#drawer:not([hidden])"), reads = () => open() && !document.activeElement.closest("#rows > tr");

function move(step) { // from object to object while the details are read, else from row to row
  if (reads()) return press(step > 0 ? "drawer-next" : "drawer-previous")();
  const links = [...document.querySelectorAll("#rows .key a")], at = links.findIndex((link) => row()?.contains(link));
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

function extend(step) {
  const add = () => box()?.checked === false && tick();
  add(), move(step), add();
}

function shut() { // an open menu holds back what is new
  const menu = document.querySelector(".menu[open] > summary");
  menu?.click(), menu?.focus();
}

const KEYS = {
  "/": () => id("filter-key")?.focus(),
  j: () => move(1), k: () => move(-1), x: tick, " ": tick, a: () => row()?.querySelector(".end > button")?.click(),
  s: press("press-synchronize"), f: press("press-force"), u: () => [...document.querySelectorAll(".undo")].at(-1)?.click(),
  r: press("refresh"), n: () => open() || press("next-page")(), p: () => open() || press("previous-page")(), // not behind the details
  "g e": press("chip-error"), "?": () => id("keys").showModal(), ArrowDown: () => extend(1), ArrowUp: () => extend(-1),
};

customElements.define("row-keys", class extends Live {
  start() {
    this.on(document, "keydown", (e) => this.pressed(e));
    this.on(document, "click", (e) => e.target.id === "show-keys" && KEYS["?"]());
  }

  pressed(event) {
    const { key, target } = event, arrow = key.startsWith("Arrow"), name = this.g && key === "e" ? "g e" : key;
    const elsewhere = target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog[open], [popover]");
    const held = event.ctrlKey || event.metaKey || event.altKey || (event.repeat && !arrow && !"jk".includes(key));
    const native = (arrow && !(event.shiftKey && row() && !reads())) || (key === " " && (reads() || !row() || target.matches("input, button, summary")));
    if (key === "Escape" && !target.closest("dialog, [popover]")) shut();
    if (key !== "Shift") this.g = key === "g";
    if (elsewhere || held || native || !Object.hasOwn(KEYS, name) || (key.length === 1 && "off" in this.dataset)) return;
    event.preventDefault(), KEYS[name]();
  }
});
