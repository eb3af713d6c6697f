// Parts of the page on data and method: tables, lists with a search, text to copy.

import { el, write } from "../core/parts.js";
import { copied } from "../widgets/copy_link.js";

/** A table in a frame that scrolls where it is too narrow; `rows` are lists of cells' contents. */
export const table = (label, heads, rows, attributes = {}) =>
  el(
    "div",
    { class: "frame", role: "region", tabindex: "0", "aria-label": label },
    el(
      "table",
      attributes,
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map(tableRow)),
    ),
  );

/** A row; `{ id, cells }` gives it an anchor. */
const tableRow = (row) => {
  const { id, cells } = Array.isArray(row) ? { cells: row } : row;
  const [first, ...rest] = cells;
  return el("tr", id ? { id } : {}, el("th", { scope: "row" }, first), rest.map((cell) => el("td", {}, cell)));
};

/**
 * A field that leaves only those of `items` whose text holds every word typed. An item is
 * `{ element, text }`; `element` may be a row or a list item.
 */
export function search(t, label, items) {
  const status = el("span", { class: "found", role: "status" });
  const field = el("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": label,
    placeholder: label,
    on: { input: show },
  });
  const lower = items.map(({ text }) => text.toLowerCase());
  function show() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    items.forEach(({ element }, i) => {
      const holds = words.every((word) => lower[i].includes(word));
      element.hidden = !holds;
      if (holds) found += 1;
    });
    write(status, !words.length ? "" : found ? t("method.found_n", { n: found }) : t("method.found_none"));
  }
  return el("div", { class: "search" }, field, status);
}

/** Text in a box with a button that copies it. */
export function copyBlock(t, text, label) {
  const said = el("span", { class: "unseen", role: "status" });
  const box = el("pre", { tabindex: "0", "aria-label": label }, el("code", {}, text));
  const button = el("button", { type: "button", class: "quiet", on: { click: copy } }, t("method.copy"));
  async function copy() {
    if (await copied(text)) {
      write(button, t("method.copied"));
      write(said, t("method.copied"));
      return;
    }
    // No clipboard here: the text is selected, to be copied by hand.
    getSelection().selectAllChildren(box);
  }
  return el("div", { class: "copy-block" }, box, button, said);
}

/** A paragraph of running text. */
export const prose = (text, attributes = {}) => el("p", { class: "prose", ...attributes }, text);

/** Language of a text that may have stayed in the one it was written in. */
export const langOf = (text, lang) => (lang === "en" && /[\u4e00-\u9fff]/.test(text) ? { lang: "zh-CN" } : {});

/** How the members that a source lists were had from it, and how far to rely on them. */
export const howRead = ({ how_read, confidence }, t) =>
  t("method.read_so", { how: t(`method.read_${how_read}`), confidence: t(`method.confidence_${confidence}`) });
