// On a phone the filters come over the page as a sheet, asked for by a button that says so.
//
// They stand in Streamlit's side bar, which is shut there. The browser's top layer shows them over
// the page wherever they stand, closes them by Escape or by a tap beside them, and needs no second
// panel.

import { el } from "../core/parts.js";

/** Narrower than this Streamlit shuts its side bar. */
const NARROW = "(max-width: 767px)";

export const isNarrow = () => matchMedia(NARROW).matches;

/** @type {HTMLElement | null} */
let sheet = null;

/** Show the filters over the page. */
export const openFilters = () => sheet?.showPopover();

/** `content` in a sheet that is no more than a box until it is opened; `opening` is called before. */
export function filterSheet(content, t, opening) {
  const done = el("button", { type: "button", class: "done", on: { click: () => element.hidePopover() } }, t("filters.done"));
  const head = el("div", { class: "sheet-head" }, el("h2", {}, t("filters.title")), done);
  const element = el("div", { class: "sheet", popover: "auto" }, head, content);
  element.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") opening();
  });
  sheet = element;
  return {
    element,
    destroy() {
      if (sheet === element) sheet = null;
      element.remove();
    },
  };
}
