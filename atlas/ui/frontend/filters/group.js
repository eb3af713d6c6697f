// A part of the filter panel that folds, and stays as the reader left it.

import { el, write } from "../core/parts.js";

const OPEN_AT_FIRST = ["source", "strategy", "place"];
const MEMORY = "atlas.filters.open";

/** `body` under the heading `filters.<name>`. */
export function filterGroup(name, body, t) {
  const chosen = el("span", { class: "chosen" });
  const element = el(
    "details",
    { class: `group group-${name}`, open: remembered()[name] ?? OPEN_AT_FIRST.includes(name) },
    el("summary", {}, el("span", {}, t(`filters.${name}`)), chosen),
    body,
  );
  element.addEventListener("toggle", () => remember(name, element.open));
  return {
    element,
    /** Says how many are chosen, 0 for the default: a closed group must not hide it. */
    update(n) {
      write(chosen, n ? t("filters.chosen", { n }) : "");
    },
  };
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch (error) {
    // Storage switched off, or text from elsewhere under our key: start as on the first visit.
    if (error instanceof DOMException || error instanceof SyntaxError) return {};
    throw error;
  }
}

function remember(name, open) {
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ ...remembered(), [name]: open }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
