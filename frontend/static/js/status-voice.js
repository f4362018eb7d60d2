// What changed by itself is told to who does not see it: politely, and not at every poll. [data-voice] names what is told;
// where a list stands ("place") is told once a filter was chosen.
import { Live, SWAPPED } from "./live.js";

const words = () => new Map([...document.querySelectorAll("[data-voice]")].map((one) => [one.dataset.voice, one.innerText.replace(/\s+/g, " ").trim()]));

customElements.define("status-voice", class extends Live {
  start() {
    let told = words(), last = 0, timer = setTimeout(() => (this.textContent = document.getElementById("said").innerText), 800); // of the press before
    const tell = (own) => {
      const before = told, news = [...(told = words())].filter(([name, text]) => text && text !== before.get(name) && (name === "place") === own);
      if (news.length) [last, this.textContent] = [Date.now(), news.slice(0, 5).map(([, text]) => text).join(", ")];
    };
    this.on(document, SWAPPED, ({ detail: { ctx } }) => {
      const own = ctx?.target?.id === "list";
      clearTimeout(timer), (timer = setTimeout(tell, Math.max(800, own ? 0 : last + 20000 - Date.now()), own));
    });
  }
});
