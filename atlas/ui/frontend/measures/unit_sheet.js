// What a tap on a unit brings on a touch screen: a sheet over the lower part of the page with its
// name, what reaches it and why, and the way to its page. The list itself lies below the map there.

import { reasonLine } from "../evidence/badges.js";
import { html } from "../core/elements.js";

const MEASURES_SHOWN = 3;

/**
 * Sheet of one unit. `told.lines(code)` gives its card's lines, `told.choose(code)` selects another,
 * `told.leave()` nothing, `told.list()` shows the whole list, `told.page(code)` its own page.
 *
 * @param {{ names: any, plan: any, t: any, lang: string, told: any }} context
 */
export function createUnitSheet({ names, plan, t, lang, told }) {
  const head = html("h2", {});
  const lines = html("div", { class: "lines" });
  const measures = html("ul", { class: "measures" });
  const nearby = html("p", { class: "nearby" });
  const action = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ go) =>
    html("button", { type: "button", class: name, onclick: go }, label);
  const every = action("all", "", () => {
    close();
    told.list();
  });
  const page = action("page", "", () => told.page(shown));
  const clear = action("clear", t("map.sheet_clear"), () => {
    close();
    told.leave();
  });
  const shut = html("button", { type: "button", class: "close", "aria-label": t("map.sheet_close"), onclick: () => close() }, "×");
  const element = html(
    "section",
    {
      class: "unit-sheet",
      popover: "manual",
      onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close(),
    },
    html("header", {}, head, shut),
    lines,
    measures,
    html("div", { class: "sheet-actions" }, every, page, clear),
    nearby,
  );
  /** @type {string | null} */
  let shown = null;

  function close() {
    shown = null;
    if (element.matches(":popover-open")) element.hidePopover();
  }

  const nameOf = (/** @type {string} */ code) => names.place.get(code)[lang];

  return {
    element,
    close,
    /** Show a unit, and offer those near it that the finger may have meant. */
    show(/** @type {string} */ code, /** @type {string[]} */ near) {
      shown = code;
      element.setAttribute("aria-label", nameOf(code));
      page.textContent = t("map.sheet_page", { place: nameOf(code) });
      nearby.hidden = !near.length;
      nearby.replaceChildren(
        t("map.sheet_near"),
        ...near.map((one) => html("button", { type: "button", onclick: () => told.choose(one, [code, ...near.filter((other) => other !== one)]) }, nameOf(one))),
      );
      if (!element.matches(":popover-open")) element.showPopover();
    },
    /** What reaches the unit, of the answer at hand. */
    update(/** @type {{ rows: any[], selected: string[] }} */ { rows, selected }) {
      if (!shown) return;
      // Chosen away elsewhere, or others with it: the sheet is about one.
      if (selected.length !== 1 || selected[0] !== shown) return close();
      const [first, ...rest] = told.lines(shown);
      head.replaceChildren(...first);
      lines.replaceChildren(...rest.map((/** @type {any} */ line) => html("div", {}, line)));
      const place = names.place.get(shown);
      measures.replaceChildren(
        ...rows.slice(0, MEASURES_SHOWN).map(([index, reasons]) =>
          html(
            "li",
            {},
            html("p", {}, plan.measures[index][lang]),
            reasons.length ? html("p", { class: "why" }, reasonLine(plan.reasons[reasons[0]], { catalogue: names, lang, t, place })) : null,
          ),
        ),
      );
      every.textContent = t("map.sheet_all", { n: rows.length });
      every.hidden = rows.length <= MEASURES_SHOWN;
    },
  };
}
