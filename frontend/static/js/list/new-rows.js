// While somebody works in the list, a poll changes rows where they stand; what came or moved waits behind a button.
// A cell that changed is tinted once.
import { Live, SWAPPED } from "../live.js";

const POINTS = matchMedia("(hover: hover)").matches; // after a tap a phone hovers until the next one
const WORKING = `#rows :checked, ${POINTS ? "#rows:hover, " : ""}#list details[open], :popover-open`;
const marked = () => { const at = getSelection(); return !at.isCollapsed && at.anchorNode.parentElement?.closest("#rows > tr"); };
const works = () => document.querySelector(WORKING) || marked();
const still = matchMedia("(prefers-reduced-motion: reduce)"), ids = (rows) => rows.map((row) => row.id).filter((id) => id.startsWith("o-"));

customElements.define("new-rows", class extends Live {
  start() {
    this.on(document, "htmx:before:swap", ({ detail: { tasks } }) => this.arriving(tasks?.find(({ target }) => target?.id === "rows")?.fragment.querySelector("#rows")));
    this.on(document, SWAPPED, () => this.tint());
    this.on(document, "poll", () => (this.owed || !this.firstElementChild.hidden) && (this.asked || !works()) && (document.getElementById("rev").value = ""), { capture: true }); // also what was brought before
    this.on(this, "click", () => document.getElementById("poller").dispatchEvent(new CustomEvent("poll", { bubbles: (this.asked = true) })));
  }

  arriving(body) {
    if (!body) return; // 204
    const cells = document.querySelectorAll("#rows td:is(.at, .version, .amount, .msg)");
    this.told = [...cells].map((cell) => [cell, cell.textContent]);
    const words = !this.asked && works() ? this.hold([...document.querySelectorAll("#rows > tr")], body) : "";
    Object.assign(this.firstElementChild, { hidden: !words, textContent: words });
    [this.asked, this.owed] = [false, !this.asked && marked()];
  }

  hold(rows, body) { // every row stays in its place, and as it is while its text is marked; one that went is dimmed there
    const own = marked();
    if (own) body.querySelector(`#${own.id}`)?.replaceWith(own.cloneNode(true));
    const coming = new Map([...body.rows].map((row) => [row.id, row])), [here, then] = [ids(rows), ids([...body.rows])];
    if (!here.length || here.join() === then.join()) return "";
    for (const row of rows) if (!coming.has(row.id)) coming.set(row.id, row.cloneNode(true)).get(row.id).classList.add("gone");
    body.replaceChildren(...rows.map((row) => coming.get(row.id)));
    const more = then.filter((id) => !here.includes(id)).length;
    return more ? this.dataset.more.replace("{num}", more) : this.dataset.other;
  }

  tint() {
    const changed = (this.told ?? []).filter(([cell, text]) => cell.isConnected && cell.textContent !== text && !still.matches);
    for (const [cell] of changed) cell.animate({ backgroundColor: ["var(--accent-wash)", "transparent"] }, 600);
    this.told = null;
  }
});
