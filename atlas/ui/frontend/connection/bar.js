// One quiet line at the foot of the window: how the connection fares, in the reader's language.

import { ASSETS } from "../assets.js";
import { html } from "../core/elements.js";
import { sheet } from "../core/fetching.js";

const WORDS = "__CONNECTION_WORDS__";

/**
 * `say(key, how)` shows a text of `atlas/words/connection.json`: `how.lasting` so many milliseconds
 * only, `how.act` with a button that does something, `how.label` being its text's key.
 */
export function connectionBar() {
  const place = html("div", { class: "atlas-connection" });
  const text = html("p", { role: "status" });
  const line = html("div", { class: "line", hidden: true }, text);
  const root = place.attachShadow({ mode: "open" });
  root.append(line);
  let saying = "";
  let timer = 0;

  // Said to screen readers, a line has to stand in the page before it is filled.
  async function begin() {
    if (place.isConnected) return;
    document.body.append(place);
    const sheets = ["core/tokens.css", "connection/bar.css"].map((name) => sheet(ASSETS + name));
    root.adoptedStyleSheets = await Promise.all(sheets);
  }

  const speech = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

  function clear() {
    clearTimeout(timer);
    saying = "";
    line.hidden = true;
    line.replaceChildren(text);
    text.replaceChildren();
  }

  return {
    get saying() {
      return saying;
    },
    begin,
    /**
     * @param {string} key
     * @param {{ lasting?: number, act?: () => void, label?: string }} [how]
     */
    say(key, { lasting, act, label } = {}) {
      if (saying === key) return;
      clear();
      saying = key;
      const words = WORDS[speech()];
      place.lang = document.documentElement.lang;
      line.dataset.says = key;
      text.append(words[key]);
      if (act) line.append(html("button", { type: "button", onclick: act }, words[label]));
      line.hidden = false;
      if (lasting) timer = setTimeout(clear, lasting);
    },
    clear,
    leave() {
      clear();
      place.remove();
    },
    /** Wear the page's theme, `light` or `dark`. */
    dress(scheme) {
      place.style.colorScheme = scheme;
    },
  };
}
