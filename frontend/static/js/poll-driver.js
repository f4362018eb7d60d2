// Says when to poll, and how old the list is. The element carries the hx-* attributes; this only rings `poll`.
import { age, clock } from "./local-time.js";

const FAST = 2000, IDLE = 10000, LIMIT = 60000;

class PollDriver extends HTMLElement {
  connectedCallback() {
    this.heard = Date.now();
    this.misses = 0;
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const name of ["htmx:finally:request", "htmx:afterRequest"]) document.addEventListener(name, (e) => this.answered(e.detail), { signal });
    document.addEventListener("visibilitychange", () => this.wake(), { signal });
    document.body.addEventListener("poll", (e) => e.target !== this && this.plan(FAST), { signal });
    addEventListener("online", () => this.wake(), { signal });
    this.clock = setInterval(() => this.show(), 1000);
    this.plan();
    this.show();
  }

  disconnectedCallback() {
    this.stop.abort();
    clearInterval(this.clock);
    clearTimeout(this.timer);
  }

  get pace() {
    const base = document.querySelector("#rows > .pending") ? FAST : IDLE;
    return Math.min(LIMIT, base * 2 ** this.misses) * (0.9 + Math.random() * 0.2);
  }

  plan(delay = this.pace) {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.poll(), delay);
  }

  poll() {
    this.dispatchEvent(new CustomEvent("poll", { bubbles: true }));
    this.plan();
  }

  wake() {
    clearTimeout(this.timer);
    if (!document.hidden) this.poll();
  }

  answered({ ctx, xhr, elt }) {
    const from = ctx?.sourceElement ?? elt;
    if ((from !== this && ctx?.target?.id !== "list") || /Abort/.test(ctx?.status)) return;
    const status = ctx?.response?.status ?? xhr?.status ?? 0;
    if (status < 200 || status >= 400) this.misses += 1;
    else [this.misses, this.heard] = [0, Date.now()];
    this.plan();
    this.show();
  }

  show() {
    const seconds = (Date.now() - this.heard) / 1000;
    const late = this.misses >= 3 || seconds > 45;
    const words = late ? this.dataset.stale.replace("{time}", clock(new Date(this.heard))) : this.dataset.fresh.replace("{age}", age(seconds));
    if (this.textContent !== words) this.textContent = words;
    this.toggleAttribute("data-late", late && !document.hidden);
  }
}

customElements.define("poll-driver", PollDriver);
