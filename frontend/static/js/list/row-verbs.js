// What may be pressed for a row opens beside its ⋯ once it is there, and goes with the press.
import { Live, SWAPPED } from "../live.js";

customElements.define("row-verbs", class extends Live {
  start() {
    this.on(document, SWAPPED, ({ detail: { ctx } }) => ctx?.target === this && this.togglePopover({ force: true, source: ctx.request.submitter }));
    this.on(this, "htmx:config:request", () => this.hidePopover());
  }
});
