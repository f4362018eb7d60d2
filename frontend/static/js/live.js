// What our elements share: they listen while they are on the page. Both spellings of htmx events are heard.
export const SWAPPED = "htmx:after:swap htmx:afterSwap";

export class Live extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.start();
  }

  disconnectedCallback() {
    this.stop.abort();
    this.end?.();
  }

  on(target, names, act, more) {
    for (const name of names.split(" ")) target.addEventListener(name, act, { signal: this.stop.signal, ...more });
  }
}
