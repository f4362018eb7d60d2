// <local-time data-as="full|second|clock|lately|due|relative|ago|zone"><time datetime="…">UTC text</time></local-time>
// In the reader's zone; with live updates off no age, which would grow. The text in UTC stays: a morph finds nothing to change.
import { Live, SWAPPED } from "./live.js";

const UNITS = [["d", 86400, "day"], ["h", 3600, "hour"], ["min", 60, "minute"], ["s", 1, "second"]];
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, DAY = { month: "short", day: "numeric" };
const lang = document.documentElement.lang;
const chosen = (name) => document.cookie.match(`(?:^|; )syncline_${name}="?([^;"]+)`)?.[1];
const zone = known(chosen("zone")), off = chosen("live") === "off", drawn = chosen("here") ?? "UTC";
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.cookie = `syncline_here=${here}; path=/; max-age=31536000; samesite=lax`; // where the days are that are asked for
if (!zone && drawn !== here && chosen("here") === here && top === self && document.querySelector("[name=since]")) location.reload(); // once: a new browser

function known(name) { try { return new Intl.DateTimeFormat(lang, { timeZone: name }) && name; } catch {} } // else the browser's own

function parts(seconds) {
  const [unit, size, word] = UNITS.find(([, size]) => seconds >= size) ?? UNITS.at(-1);
  return [Math.max(0, Math.floor(seconds / size)), unit, word];
}

const since = (at) => (Date.now() - at) / 1000;
const full = (at) => at.toLocaleString(lang, { timeZone: zone, year: "numeric", ...DAY, ...TIME, second: "2-digit", timeZoneName: "short" });
const now = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }), ago = ([count, , word]) => new Intl.RelativeTimeFormat(lang, { style: "short" }).format(-count, word);
export const age = (seconds) => parts(seconds).slice(0, 2).join(" ");
const day = (at) => at.toLocaleDateString(lang, { timeZone: zone });
const lately = (at) => clock(at, day(at) !== day(new Date()) && since(at) < 6 * 86400 && { weekday: "short", month: undefined, day: undefined });
export const clock = (at, more) => at.toLocaleString(lang, { timeZone: zone, ...(day(at) !== day(new Date()) && DAY), ...TIME, ...more });
const dated = (at) => at.toLocaleString(lang, { timeZone: zone, ...(day(at) === day(new Date()) ? TIME : DAY) });
const WAYS = { clock: (at) => clock(at), lately, due: (at, then) => (at > Date.now() ? clock(at) + then : then.replace(/^, /, "") || now.format(0, "second")), full, second: (at) => clock(at, { second: "2-digit" }), relative: (at) => (off ? dated(at) : age(since(at))), ago: (at) => (off ? lately(at) : ago(parts(since(at)))) };

customElements.define("local-time", class extends Live {
  start() {
    this.shown ??= this.attachShadow({ mode: "open" }).appendChild(document.createElement("span"));
    this.show();
  }

  show() {
    const at = new Date(this.firstElementChild?.dateTime), way = WAYS[this.dataset.as];
    const text = way && !isNaN(at) ? way(at, this.lastChild?.data ?? "") : zone ?? here;
    if (this.shown.textContent !== text) this.shown.textContent = text;
    if (way) this.shown.title = full(at);
  }
});
const all = () => document.querySelectorAll("local-time").forEach((one) => one.show());
off || setInterval(all, 5000);
for (const name of SWAPPED.split(" ")) document.addEventListener(name, all);
