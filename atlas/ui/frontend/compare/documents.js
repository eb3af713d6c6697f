// Two documents: what both say word for word, what only one says, and where each one reaches.

import { legendOfTwo, mapOfTwo, measureLine, unitList } from "./parts.js";
import { html } from "../core/elements.js";
import { nameOf, symbol } from "../core/parts.js";

export function documentsPage(context) {
  const { names, t, lang, data, plans } = context;
  const titles = data.documents.map(({ title }) => title);
  const lines = (i, measures) =>
    html("ul", { class: "lines" }, measures.map((m) => html("li", {}, measureLine(context, plans[i], m, data.documents[i].measure))));
  return [
    html(
      "div",
      { class: "two" },
      html(
        "figure",
        { class: "meeting" },
        mapOfTwo(context, data.classes),
        legendOfTwo(context, data.classes, titles, data.neither),
        html("figcaption", {}, data.footer),
      ),
      html(
        "div",
        {},
        html(
          "ul",
          { class: "pair" },
          data.documents.map(({ title, measures, counties, named }, i) =>
            html(
              "li",
              {},
              html("span", { class: `swatch ${"ab"[i]}`, "aria-hidden": "true" }),
              html("b", {}, title),
              html("span", { class: "n" }, t("compare.strategy_counts", { measures: t("overview.measures", { n: measures }), counties: t("overview.counties", { n: counties }) })),
              html("span", { class: "aside" }, named ? t("compare.names", { places: named }) : t("compare.names_none")),
            ),
          ),
        ),
        strategies(),
      ),
    ),
    ...["a", "b"].flatMap((id, i) => {
      const { codes } = data.classes.find((one) => one.id === id);
      return codes.length ? [html("section", {}, html("h2", {}, t("compare.only_reached", { name: titles[i], n: codes.length })), unitList(context, codes, data.hrefs.place))] : [];
    }),
    html("section", {}, html("h2", {}, t("compare.same", { n: data.same.length })), data.same.length ? lines(0, data.same) : html("p", { class: "aside" }, t("compare.same_none"))),
    html(
      "div",
      { class: "halves" },
      data.documents.map(({ own }, i) => html("section", {}, html("h2", {}, t("compare.own", { name: titles[i], n: own.length })), lines(i, own))),
    ),
  ];

  function strategies() {
    return html(
      "div",
      { class: "frame" },
      html(
        "table",
        { class: "side-by-side counts" },
        html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "what" }, t("filters.strategy")), titles.map((title) => html("th", { scope: "col" }, title)))),
        html(
          "tbody",
          {},
          data.strategies.map(([id, ...counts]) => {
            const one = names.strategy.get(id);
            return html("tr", {}, html("th", { scope: "row", class: "what" }, symbol(one, lang), " ", nameOf(one, lang)), counts.map((n) => html("td", { class: n ? null : "none" }, t("compare.n", { n }))));
          }),
        ),
      ),
    );
  }
}
