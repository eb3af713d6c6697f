// The text search: sent on Enter, on leaving the field, and a moment after the last letter.

import { focusedBeside } from "../core/elements.js";
import { el } from "../core/parts.js";

const SEARCH_AFTER_MS = 400;

/** `ask({ q })` is called with the words as a list of one, or none. */
export function searchField(t, ask) {
  let timer = 0;
  let sent = "";
  const input = el("input", {
    type: "text",
    "aria-label": t("filters.search"),
    placeholder: t("filters.search_hint"),
    maxlength: "200",
    on: { input: typed, keydown, blur: send },
  });
  const clear = el(
    "button",
    { type: "button", class: "clear", hidden: true, "aria-label": t("filters.search_clear"), on: { click: empty } },
    "×",
  );
  const words = () => input.value.trim();

  function typed(event) {
    clear.hidden = !input.value;
    clearTimeout(timer);
    // Half-composed pinyin is not what the reader is looking for.
    if (!event.isComposing) timer = setTimeout(send, SEARCH_AFTER_MS);
  }
  function send() {
    clearTimeout(timer);
    if (words() === sent) return;
    sent = words();
    ask({ q: sent ? [sent] : [] });
  }
  function empty() {
    input.value = "";
    clear.hidden = true;
    input.focus();
    send();
  }
  function keydown(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") send();
    else if (event.key === "Escape" && input.value) {
      event.stopPropagation();
      empty();
    }
  }
  input.addEventListener("compositionend", (event) => typed(event));

  return {
    element: el("div", { class: "search" }, input, clear),
    update(text) {
      const typing = input === focusedBeside(input) && words() !== sent;
      sent = text;
      if (typing) return;
      if (words() !== text) input.value = text;
      clear.hidden = !input.value;
    },
    destroy: () => clearTimeout(timer),
  };
}
