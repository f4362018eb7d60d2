// A press in the bar takes its button away: the hand then rests on what is chosen, not on nothing.
import { SWAPPED } from "./live.js";

customElements.define("bar-focus", class extends HTMLElement {
  connectedCallback() {
    for (const name of `focusin ${SWAPPED}`.split(" ")) document.addEventListener(name, this);
  }
  handleEvent({ type, target, detail: { ctx } }) {
    if (type === "focusin") return void (this.inBar = Boolean(target.closest("#bar")));
    const bar = document.getElementById("bar"), gone = ctx?.sourceElement !== bar || document.activeElement.matches("body, :disabled");
    if (this.inBar && gone && ctx?.target?.id === "bar") (bar.querySelector(".count") ?? bar).focus({ preventScroll: true });
  }
});
