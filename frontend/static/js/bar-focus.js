// A press in the bar takes its button away: the hand then rests on what is chosen, not on nothing.
import { SWAPPED } from "./live.js";

let inBar = false;

function rest({ detail: { ctx } }) {
  const bar = document.getElementById("bar"), gone = ctx?.sourceElement !== bar || document.activeElement.matches("body, :disabled");
  if (inBar && gone && ctx?.target?.id === "bar") (bar.querySelector(".count") ?? bar).focus({ preventScroll: true });
}

document.addEventListener("focusin", (e) => (inBar = Boolean(e.target.closest("#bar"))));
for (const name of SWAPPED.split(" ")) document.addEventListener(name, rest);
