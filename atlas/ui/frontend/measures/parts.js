// Parts that the cards and the table of measures share.

import { copied } from "../widgets/copy_link.js";
import { el, filledHref, nameOf, symbol, write } from "../core/parts.js";
import { foundTerm, marked, termMarks } from "../core/highlight.js";

const SAID_FOR_MS = 2000;

/** A measure's statement in the reader's language, with the search terms marked. */
export const statementNodes = ({ measure }, lang, terms) =>
  marked(measure[lang], termMarks(measure[lang], terms), foundTerm);

/** Strategies by sign and name, the primary one first. */
export const strategyChips = (row, lang) =>
  el(
    "ul",
    { class: "strategies" },
    row.strategies.map((one) =>
      el("li", { class: "strategy", vars: { hue: one.colour } }, symbol(one, lang), nameOf(one, lang)),
    ),
  );

/** A permalink: a plain click copies it, anything else follows it as any link. */
export function permalink(row, { t, hrefs }) {
  // Said beside the link, as a live region inside would take the link's name away.
  const said = el("span", { class: "unseen", role: "status" });
  let timer = 0;
  const link = el(
    "a",
    {
      href: filledHref(hrefs.measure, { id: row.measure.id }),
      target: "_self",
      on: { click },
    },
    t("measures.link"),
  );
  async function click(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!(await copied(link.href))) {
      // No clipboard here: the link does what links do.
      location.assign(link.href);
      return;
    }
    write(link, t("measures.link_copied"));
    write(said, t("measures.link_copied"));
    clearTimeout(timer);
    timer = setTimeout(() => {
      write(link, t("measures.link"));
      write(said, "");
    }, SAID_FOR_MS);
  }
  return el("span", { class: "permalink" }, link, said);
}

/** A button that opens and closes `panel`, which is drawn when it is first opened. */
export function disclosure(panel, t, toggled) {
  const button = el("button", {
    type: "button",
    class: "disclose",
    "aria-expanded": "false",
    "aria-controls": panel.id,
    on: { click: () => set(button.getAttribute("aria-expanded") !== "true") },
  });
  function set(open) {
    button.setAttribute("aria-expanded", String(open));
    write(button, t(open ? "measures.hide_evidence" : "measures.show_evidence"));
    panel.hidden = !open;
    toggled(open);
  }
  write(button, t("measures.show_evidence"));
  panel.hidden = true;
  return { button, set };
}
