// Single keys: / searches, j and k move, x ticks, s and f press, r refreshes. Enter is the link's own.
const links = () => [...document.querySelectorAll("#rows .key a")];
const press = (id) => () => document.getElementById(id)?.click();

function move(step) {
  const all = links(), row = document.activeElement.closest("#rows > tr") ?? document.querySelector("#rows > [aria-selected]");
  const at = all.findIndex((link) => row?.contains(link));
  all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

const KEYS = {
  "/": () => document.getElementById("filter-key")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement.closest("#rows > tr")?.querySelector("[name=object]")?.click(),
  s: press("press-synchronize"),
  f: press("press-force"),
  r: press("refresh"),
};

class RowKeys extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    document.addEventListener("keydown", (e) => this.pressed(e), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  pressed(event) {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    const act = KEYS[event.key];
    if (!act || typing || event.repeat && !"jk".includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }
}

customElements.define("row-keys", RowKeys);
