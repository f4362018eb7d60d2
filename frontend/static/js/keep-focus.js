// What is pressed may go: the hand then rests on what is chosen, on the other way through the pages, on the first row; not on nothing.
import { Live, SWAPPED } from "./live.js";

const HEIRS = { "#bar": ["#bar .count", "#bar"], "#toasts": ["#bar", ".toast .close"], "#foot": ["#next-page", "#previous-page"], "#rows": ["#rows a"] };

customElements.define("keep-focus", class extends Live {
  start() {
    this.on(document, "pointerdown focusin", ({ target }) => ([this.at, this.place] = [target, Object.keys(HEIRS).find((one) => target.closest(one))]));
    this.on(document, SWAPPED, ({ detail: { ctx } }) => {
      const { activeElement: now, body } = document, pressed = this.place === "#bar" && ctx?.target?.id === "bar" && ctx.sourceElement !== ctx.target;
      if (pressed || now.disabled || (now === body && !this.at?.isConnected)) HEIRS[this.place]?.map((one) => document.querySelector(one)).find(Boolean)?.focus({ preventScroll: true });
    });
  }
});
