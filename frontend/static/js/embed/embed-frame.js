// In somebody's page: asks it for a token, tells it how high this is, and brings the session, kept here only, with each request.
import { Live } from "../live.js";

customElements.define("embed-frame", class extends Live {
  start() {
    this.tell = (what, more) => parent.postMessage({ type: `syncline:${what}`, ...more }, this.dataset.origin);
    this.on(window, "message", (e) => e.source === parent && e.origin === this.dataset.origin && e.data?.type === "syncline:token" && typeof e.data.token === "string" && this.open(e.data.token));
    this.on(document, "htmx:config:request", ({ detail: { ctx } }) => (ctx.request.headers["X-Embed"] = this.session));
    this.on(document, "htmx:response:error", ({ detail: { ctx } }) => ctx.response.status === 401 && this.tell("token-needed"));
    new ResizeObserver(() => document.body.offsetHeight * innerWidth && this.tell("height", { height: document.body.offsetHeight })).observe(document.body);
    this.tell("token-needed");
  }

  async open(token) {
    const body = new Blob([JSON.stringify({ token, size: this.dataset.size })], { type: "application/json" });
    const answer = await fetch(this.dataset.open, { method: "POST", body }).catch(() => null), said = await answer?.json().catch(() => null);
    if (!answer?.ok) return this.tell("refused", { reason: said?.detail ?? "" });
    setTimeout(() => this.session === said.session && this.tell("token-needed"), said.seconds * 800); // early
    [this.session, document.getElementById("over").hidden] = [said.session, true];
    const poller = document.getElementById("poller"); // none: nothing is shown yet
    poller ? poller.dispatchEvent(new Event("poll", { bubbles: true })) : htmx.ajax("GET", said.view, { target: "#list", swap: "outerMorph" });
  }
});
