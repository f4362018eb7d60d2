// <copy-button data-from="id" data-done="Copied"><button>…</button></copy-button>; works on plain http too.
import { Live } from "./live.js";

customElements.define("copy-button", class extends Live {
  start() {
    this.on(this, "click", (e) => this.copy(e.target, document.getElementById(this.dataset.from).textContent.trim()));
  }

  async copy(button, text) {
    await (navigator.clipboard?.writeText(text) ?? Promise.reject()).catch(() => this.select(text));
    [this.label, button.textContent] = [this.label ?? button.textContent, this.dataset.done];
    setTimeout(() => (button.textContent = this.label), 2000);
  }

  select(text) {
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
    this.append(area), area.select(), document.execCommand("copy"), area.remove();
  }
});
