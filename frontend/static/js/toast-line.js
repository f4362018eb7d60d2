// <toast-line class="toast"> goes by itself, unless it is bad news. The hidden one in the layout speaks when an answer brings none.
import { Live } from "./live.js";

class ToastLine extends Live {
  start() {
    this.hidden ? this.listen() : this.rise();
  }

  end() {
    clearTimeout(this.timer);
  }

  rise() {
    const close = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet", textContent: "×" });
    close.ariaLabel = document.querySelector("toast-line[data-close]").dataset.close;
    this.append(close);
    this.on(close, "click", () => this.remove());
    if (!this.matches(".bad")) this.timer = setTimeout(() => this.matches(":hover, :focus-within") || this.remove(), this.querySelector(".undo") ? 10000 : 8000);
  }

  listen() {
    this.on(document, "htmx:error htmx:sendError", ({ detail }) => this.tell(detail, this.dataset.lost));
    this.on(document, "htmx:response:error", ({ detail }) => {
      const told = detail.ctx.text.includes("<hx-partial"); // our own answer brings its sentence
      if (!told) this.tell(detail, this.dataset.failed.replace("{code}", detail.ctx.response.status));
    });
  }

  tell({ ctx }, words) {
    const toasts = document.getElementById("toasts"), line = document.createElement("toast-line");
    const known = [...toasts.children].some((one) => one.firstChild.textContent === words);
    if (known || ctx?.sourceElement?.id === "poller") return; // the foot says how old the list is
    line.className = "toast bad";
    line.append(Object.assign(document.createElement("p"), { textContent: words }));
    toasts.append(line);
  }
}

customElements.define("toast-line", ToastLine);
