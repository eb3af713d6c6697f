// Strategies by prefectures: how many measures both documents have there, and either alone.

import { html } from "../core/elements.js";
import { filledHref, nameOf, symbol, unseen } from "../core/parts.js";

export function pairMatrix({ names, t, lang, data }, titles) {
  const { places, rows, cell } = data.matrix;
  if (!rows.length) return null;
  const label = (code) => (code ? nameOf(names.place.get(code), lang) : t("compare.no_unit"));
  return html(
    "section",
    { class: "matrix" },
    html("h2", {}, t("compare.matrix")),
    html("p", { class: "aside" }, t("compare.matrix_about", { a: titles[0], b: titles[1] })),
    html(
      "div",
      { class: "frame", tabindex: "0", role: "region", "aria-label": t("compare.matrix") },
      html(
        "table",
        { class: "side-by-side cells" },
        html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "what" }, t("filters.strategy")), places.map((code) => html("th", { scope: "col" }, label(code))))),
        html(
          "tbody",
          {},
          rows.map(([id, counts]) => {
            const one = names.strategy.get(id);
            return html(
              "tr",
              {},
              html("th", { scope: "row", class: "what" }, symbol(one, lang), " ", nameOf(one, lang)),
              counts.map((numbers, i) => html("td", { class: numbers.some(Boolean) ? null : "none" }, inCell(numbers, places[i] && filledHref(cell, { strategy: id, place: places[i] })))),
            );
          }),
        ),
      ),
    ),
  );

  function inCell(numbers, href) {
    const [both, x, y] = numbers;
    if (!both && !x && !y) return html("span", { "aria-hidden": "true" }, "·");
    const shown = [["both", both], ["a", x], ["b", y]].map(([kind, n]) => html("span", { class: `count ${kind} ${n ? "" : "zero"}`, "aria-hidden": "true" }, `${n}`));
    const said = unseen(t("compare.matrix_cell", { both, x, y }));
    return href ? html("a", { href, target: "_self" }, shown, said) : [shown, said];
  }
}
