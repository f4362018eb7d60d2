// <local-time data-as="full|clock|relative|zone"><time datetime="…">UTC text</time></local-time>
// Shows the moment in the reader's zone. The text in UTC stays in the page, so that a morph finds nothing to change.
const UNITS = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
const seen = new Set();

export function age(seconds) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? UNITS.at(-1);
  return `${Math.max(0, Math.floor(seconds / size))} ${unit}`;
}

export function clock(at) {
  const today = at.toDateString() === new Date().toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  return at.toLocaleString(undefined, today ? time : { month: "short", day: "numeric", ...time });
}

const full = (at) => at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
const WAYS = { clock, full, relative: (at) => age((Date.now() - at) / 1000) };

class LocalTime extends HTMLElement {
  connectedCallback() {
    this.shown = (this.shadowRoot ?? this.attachShadow({ mode: "open" })).appendChild(document.createElement("span"));
    this.shadowRoot.replaceChildren(this.shown);
    seen.add(this);
    this.show();
  }

  disconnectedCallback() {
    seen.delete(this);
  }

  show() {
    const at = new Date(this.firstElementChild?.dateTime);
    const way = WAYS[this.dataset.as];
    const text = way && !isNaN(at) ? way(at) : Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (this.shown.textContent !== text) this.shown.textContent = text;
    if (way) this.shown.title = full(at);
  }
}

customElements.define("local-time", LocalTime);
const all = () => seen.forEach((one) => one.show());
setInterval(all, 5000);
for (const name of ["htmx:after:swap", "htmx:afterSwap"]) document.addEventListener(name, all);
