// <toast-line class="toast"> goes by itself (data-stay: seconds), unless it is bad news. The hidden one speaks when an answer brings none.
import { Live } from "./live.js";

customElements.define("toast-line", class extends Live {
  start() {
    this.hidden ? this.listen() : this.rise();
  }

  rise() {
    this.on(this, "click", ({ target }) => target.matches(".close") && this.remove());
    const { stay = 0 } = this.dataset;
    const wait = () => setTimeout(() => this.matches(":hover, :focus-within") || this.remove(), Math.max(8, stay) * 1000);
    setTimeout(() => this.querySelector("form")?.setAttribute("hidden", ""), stay * 1000); // nothing can be undone any more
    if (!this.matches(".bad")) this.on(this, "mouseleave focusout", wait), wait();
  }

  listen() {
    this.on(document, "htmx:error htmx:sendError", ({ detail: { ctx } }) => this.tell(ctx, this.dataset.lost));
    this.on(document, "htmx:response:error", ({ detail: { ctx } }) => ctx.text.includes("<hx-partial") || this.tell(ctx, this.dataset.failed.replace("{code}", ctx.response.status))); // our own brings its sentence
  }

  tell(ctx, words) {
    const known = [...document.querySelectorAll("#toasts p")].some((one) => one.textContent === words);
    if (known || ctx?.sourceElement?.matches("#poller, #chips, #drawer")) return; // nobody asked; the foot says how old the list is
    const line = Object.assign(this.cloneNode(true), { hidden: false, className: "toast bad" });
    line.firstElementChild.textContent = words;
    document.getElementById("alarms").append(line);
  }
});
