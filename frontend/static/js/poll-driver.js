// Says when to poll, and how old the list is. The element carries the hx-* attributes; this only rings `poll`.
import { Live } from "./live.js";
import { age, clock } from "./local-time.js";

const FAST = 2000, IDLE = 10000, LIMIT = 60000, HURRY = 20000, ANEW = 600000;

customElements.define("poll-driver", class extends Live {
  start() {
    [this.heard, this.drawn, this.misses] = [Date.now(), Date.now(), 0];
    this.on(document, "htmx:finally:request htmx:afterRequest", (e) => this.answered(e.detail));
    this.on(window, "visibilitychange online", () => (document.hidden ? clearTimeout(this.timer) : this.poll()), { capture: true });
    this.on(document.body, "poll", (e) => e.target !== this && this.plan((this.pressed = Date.now()) && FAST / 4)); // a press asked
    this.on(document, "poll", () => Date.now() - this.drawn > ANEW && (document.getElementById("rev").value = ""), { capture: true }); // of the last hour
    this.clock = setInterval(() => this.show(), 1000);
    this.plan(), this.show();
  }

  end() {
    clearInterval(this.clock), clearTimeout(this.timer);
  }

  plan(delay) {
    const base = this.dataset.every * 1000 || (Date.now() - this.pressed < HURRY || document.querySelector("#rows > .moving, #rows:not([data-still]) > .queued") ? FAST : IDLE);
    const pace = Math.min(LIMIT, base * 2 ** this.misses) * (0.9 + Math.random() * 0.2);
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.poll(), delay ?? pace);
  }

  poll() {
    this.dispatchEvent(new CustomEvent("poll", { bubbles: true })), this.plan();
  }

  answered({ ctx, xhr, elt }) {
    const mine = (ctx?.sourceElement ?? elt) === this || ctx?.target?.id === "list";
    if (!mine || /Abort/.test(ctx?.status)) return; // a filter took its place
    const status = ctx?.response?.status ?? xhr?.status ?? 0;
    if (status < 200 || status >= 400) this.misses += 1;
    else [this.misses, this.heard] = [0, Date.now()];
    if (status === 200) this.drawn = this.heard;
    this.plan(), this.show();
  }

  show() {
    const seconds = (Date.now() - this.heard) / 1000, late = this.misses >= 3 || seconds > 45;
    const words = late ? this.dataset.stale.replace("{time}", clock(new Date(this.heard))) : this.dataset.fresh.replace("{age}", age(seconds));
    if (this.textContent !== words) this.textContent = words;
    this.toggleAttribute("data-late", late);
  }
});
