// What stands in the map's place where nothing can be drawn: why, and where there are figures.

import { withUnit, written } from "./numbers.js";
import { el, filledHref, nameOf } from "../core/parts.js";

/** Nodes for a payload without rows: the reason, the other levels, figures that have no year. */
export function withoutFigures(context, data) {
  const { t } = context;
  const undated = data.undated.length > 0;
  const why = undated
    ? "undated_note"
    : data.choices.years.length
      ? "nothing_year"
      : "nothing_level";
  return [
    el("h2", {}, t(undated ? "indicators.undated_title" : "indicators.nothing_title")),
    el("p", {}, t(`indicators.${why}`)),
    data.others.length > 0 &&
      el(
        "ul",
        { class: "others" },
        data.others.map((one) => other(context, data, one)),
      ),
    undated && undatedTable(context, data),
  ].filter(Boolean);
}

/** A level that has figures, as a link; the province, which has no page of its own, in full. */
function other({ t }, data, { text, years, figures, href }) {
  const listed = (of, what) => t("indicators.others_years", { text: of, years: what });
  const said = years.length ? listed(text, years.join(t("indicators.between"))) : text;
  if (href) return el("li", {}, el("a", { href, target: "_self" }, said));
  const numbers = figures.map(([year, value, source]) =>
    el(
      "li",
      {},
      listed(String(year), withUnit(written(value, data.figure_digits), data.figure_unit)),
      " ",
      reference(source),
    ),
  );
  return el("li", {}, text, numbers.length > 0 && el("ul", {}, numbers));
}

const reference = (source) => el("span", { class: "reference" }, `[${source + 1}]`);

function undatedTable({ names, t, lang }, data) {
  const line = ([code, value, source, note]) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el(
          "a",
          { href: filledHref(data.hrefs.place, { code }), target: "_self" },
          nameOf(names.place.get(code), lang),
        ),
        note !== null && el("span", { class: "remark" }, data.notes[note]),
      ),
      el("td", { class: "number" }, written(value, data.figure_digits)),
      el("td", { class: "column-source" }, reference(source)),
    );
  const column = t("indicators.column_undated");
  const headings = [
    el("th", { scope: "col" }, t("indicators.column_unit")),
    el(
      "th",
      { scope: "col", class: "number" },
      t("indicators.column_unit_of", { column, unit: data.figure_unit }),
    ),
    el("th", { scope: "col" }, t("indicators.column_source")),
  ];
  return el(
    "div",
    { class: "figure-table" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, headings)),
      el("tbody", {}, data.undated.map(line)),
    ),
  );
}
