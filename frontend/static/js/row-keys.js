// Single keys: / searches, j and k move, x ticks, s and f press, r refreshes. Enter is the link's own.
import { Live } from "./live.js";

const press = (id) => () => document.getElementById(id)?.click();
const row = () => document.activeElement.closest("#rows > tr") ?? document.querySelector("#rows > tr:has([aria-current])");

function move(step) { // from object to object in the drawer, else from row to row
  const beside = document.activeElement.closest("#drawer") && document.getElementById(step > 0 ? "drawer-next" : "drawer-previous");
  if (beside) return beside.click();
  const links = [...document.querySelectorAll("#rows .key a")], at = links.findIndex((link) => row()?.contains(link));
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

const KEYS = {
  "/": () => document.getElementById("filter-key")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => row()?.querySelector("[name=object]")?.click(),
  s: press("press-synchronize"),
  f: press("press-force"),
  r: press("refresh"),
};

class RowKeys extends Live {
  start() {
    this.on(document, "keydown", (e) => this.pressed(e));
  }

  pressed(event) {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    const held = event.ctrlKey || event.metaKey || event.altKey || (event.repeat && !"jk".includes(event.key));
    if (typing || held || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  }
}

customElements.define("row-keys", RowKeys);
