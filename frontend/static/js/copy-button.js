// <copy-button data-from="id" data-done="Copied"><button>…</button></copy-button>; works on plain http too.
class CopyButton extends HTMLElement {
  connectedCallback() {
    this.onclick = () => this.copy(document.getElementById(this.dataset.from).textContent.trim());
  }

  async copy(text) {
    if (globalThis.isSecureContext) await navigator.clipboard.writeText(text).catch(() => this.select(text));
    else this.select(text);
    this.confirm();
  }

  select(text) {
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
    this.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  confirm() {
    const button = this.querySelector("button"), label = (this.label ??= button.textContent);
    button.textContent = this.dataset.done;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (button.textContent = label), 2000);
  }
}

customElements.define("copy-button", CopyButton);
