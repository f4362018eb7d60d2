// <toast-line class="toast"> goes by itself, unless it is bad news. The hidden one in the layout makes toasts when no answer brings its own.
class ToastLine extends HTMLElement {
  connectedCallback() {
    this.hidden ? this.listen() : this.rise();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  rise() {
    const close = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet", textContent: "×" });
    close.setAttribute("aria-label", document.querySelector("toast-line[data-close]")?.dataset.close ?? "Close");
    close.addEventListener("click", () => this.remove());
    this.append(close);
    const wait = () => (this.timer = setTimeout(() => this.remove(), 8000));
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
    if (!this.matches(".bad")) {
      this.addEventListener("pointerleave", wait);
      wait();
    }
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const on = (name, act) => document.addEventListener(name, ({ detail }) => detail.ctx?.sourceElement?.id !== "poller" && act(detail.ctx), { signal });
    on("htmx:error", (ctx) => ctx && this.tell(this.dataset.lost));
    on("htmx:response:error", (ctx) => ctx.text.includes("<hx-partial") || this.tell(this.dataset.failed.replace("{code}", ctx.response.status)));
  }

  tell(words) {
    const toasts = document.getElementById("toasts");
    if ([...toasts.children].some((one) => one.firstChild.textContent === words)) return;
    const line = Object.assign(document.createElement("toast-line"), { className: "toast bad" });
    line.append(Object.assign(document.createElement("p"), { textContent: words }));
    toasts.append(line);
  }
}

customElements.define("toast-line", ToastLine);
