// <toast-line class="toast"> goes by itself (data-stay: seconds), unless it is bad news. The hidden one speaks when an answer brings none.
import { Live } from "./live.js";

customElements.define("toast-line", class extends Live {
  start() {
    this.hidden ? this.listen() : this.rise();
  }

  rise() {
    this.on(this, "click", ({ target }) => target.matches(".close") && this.remove());
    const stay = Math.max(8, this.dataset.stay ?? 0);
    if (!this.matches(".bad")) setTimeout(() => this.matches(":hover, :focus-within") || this.remove(), stay * 1000);
  }

  listen() {
    this.on(document, "htmx:error htmx:sendError", ({ detail: { ctx } }) => this.tell(ctx, this.dataset.lost));
    this.on(document, "htmx:response:error", ({ detail: { ctx } }) => { // our own answer brings its sentence
      if (!ctx.text.includes("<hx-partial")) this.tell(ctx, this.dataset.failed.replace("{code}", ctx.response.status));
    });
  }

  tell(ctx, words) {
    const known = [...document.querySelectorAll("#toasts p")].some((one) => one.textContent === words);
    if (known || ctx?.sourceElement?.matches("#poller, #chips, #drawer")) return; // nobody asked; the foot says how old the list is
    const line = Object.assign(this.cloneNode(true), { hidden: false, className: "toast bad" });
    line.firstElementChild.textContent = words;
    document.getElementById("alarms").append(line);
  }
});
