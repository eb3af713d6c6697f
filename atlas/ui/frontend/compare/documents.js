// Two documents by meaning: what is taken up, what only one says, and where each one reaches.

import { legendOfTwo, mapOfTwo, measureLine, unitList } from "./parts.js";
import { html } from "../core/elements.js";
import { nameOf, symbol } from "../core/parts.js";
import { pairMatrix } from "./pair_matrix.js";
import { pairTable } from "./pairs.js";

export function documentsPage(context) {
  const { names, t, lang, data, plans } = context;
  const titles = data.documents.map(({ title }) => title);
  const [own, base] = [titles[1 - data.base], titles[data.base]];
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
        data.reachable ? html("p", { class: "reachable" }, data.reachable) : null,
        strategies(),
      ),
    ),
    data.by_meaning ? null : html("p", { class: "note", role: "status" }, t("compare.too_long")),
    ...["sharpened", "taken_up"].map(pairsOf),
    data.accuracy ? html("p", { class: "aside" }, data.accuracy, " ", html("a", { href: data.method, target: "_self" }, t("compare.accuracy_more"))) : null,
    pairMatrix(context, titles),
    html("div", { class: "halves" }, data.documents.map(alone)),
    ...["a", "b"].flatMap((id, i) => {
      const { codes } = data.classes.find((one) => one.id === id);
      return codes.length ? [html("section", {}, html("h2", {}, t("compare.only_reached", { name: titles[i], n: codes.length })), unitList(context, codes, data.hrefs.place))] : [];
    }),
  ].filter(Boolean);

  function pairsOf(state) {
    const pairs = data.pairs.filter((one) => one.state === state);
    return html(
      "section",
      { class: `pairs ${state}` },
      html("h2", {}, t(`compare.${state}`, { n: pairs.length })),
      html("p", { class: "aside" }, pairs.length ? `${t(`compare.${state}_about`, { a: own, b: base })} ${t("compare.marks")}` : t(`compare.${state}_none`)),
      pairs.length ? pairTable(context, pairs, titles) : null,
    );
  }

  function alone({ own: measures }, i) {
    const near = new Set(i === data.base ? data.within_reach : []);
    const [within, beyond] = [measures.filter((m) => near.has(m)), measures.filter((m) => !near.has(m))];
    const parts = near.size
      ? [["in_reach", within], ["out_of_reach", beyond]].flatMap(([key, part]) => (part.length ? [html("h3", {}, t(`compare.${key}`, { n: part.length })), lines(i, part)] : []))
      : lines(i, measures);
    return html("section", {}, html("h2", {}, t("compare.only_document", { name: titles[i], n: measures.length })), parts);
  }

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
