// <toast-line class="toast"> goes by itself, unless it is bad news. data-stay: the seconds for which it offers Undo.
// The hidden one in the layout speaks when an answer brings none.
import { Live } from "./live.js";

class ToastLine extends Live {
  start() {
    this.hidden ? this.listen() : this.rise();
  }

  rise() {
    this.on(this, "click", ({ target }) => target.matches(".close") && this.remove());
    const stay = Math.max(8, this.dataset.stay ?? 0);
    if (!this.matches(".bad")) setTimeout(() => this.matches(":hover, :focus-within") || this.remove(), stay * 1000);
  }

  listen() {
    this.on(document, "htmx:error htmx:sendError", ({ detail }) => this.tell(detail, this.dataset.lost));
    this.on(document, "htmx:response:error", ({ detail }) => {
      const told = detail.ctx.text.includes("<hx-partial"); // our own answer brings its sentence
      if (!told) this.tell(detail, this.dataset.failed.replace("{code}", detail.ctx.response.status));
    });
  }

  tell({ ctx }, words) {
    const toasts = document.getElementById("toasts"), line = Object.assign(this.cloneNode(true), { hidden: false, className: "toast bad" });
    const known = [...toasts.children].some((one) => one.firstElementChild.textContent === words);
    if (known || ctx?.sourceElement?.id === "poller") return; // the foot says how old the list is
    line.firstElementChild.textContent = words;
    toasts.append(line);
  }
}

customElements.define("toast-line", ToastLine);
