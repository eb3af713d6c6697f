// Two strategies: where only one lands, where both do, and the measures that serve both.

import { legendOfTwo, mapOfTwo, measureLine, unitList } from "./parts.js";
import { html } from "../core/elements.js";
import { nameOf, symbol } from "../core/parts.js";

export function strategiesPage(context) {
  const { names, t, lang, data, plan } = context;
  const both = data.strategies.map(({ id }) => names.strategy.get(id));
  const titles = both.map((one) => nameOf(one, lang));
  const codes = Object.fromEntries(data.classes.map(({ id, codes: list }) => [id, list]));
  const lines = (measures) =>
    html("ul", { class: "lines" }, measures.map((m) => html("li", {}, measureLine(context, plan, m, data.hrefs.measure))));
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
          data.strategies.map(({ measures, counties, wide, href }, i) =>
            html(
              "li",
              {},
              html("span", { class: `swatch ${"ab"[i]}`, "aria-hidden": "true" }),
              html("a", { href, target: "_self" }, symbol(both[i], lang), titles[i]),
              html("span", { class: "n" }, t("compare.strategy_counts", { measures: t("overview.measures", { n: measures }), counties: t("overview.counties", { n: counties }) })),
              wide ? html("span", { class: "aside" }, t("compare.and_wide", { n: wide })) : null,
            ),
          ),
        ),
        html("h2", {}, t("compare.meet", { n: codes.both.length })),
        codes.both.length ? unitList(context, codes.both, data.cell) : html("p", { class: "aside" }, t("compare.meet_none")),
      ),
    ),
    html(
      "section",
      {},
      html("h2", {}, t("compare.serving", { n: data.serving.length })),
      data.serving.length ? lines(data.serving) : html("p", { class: "aside" }, t("compare.serving_none")),
    ),
    zones(context, titles),
    html(
      "div",
      { class: "halves" },
      data.own.map((measures, i) =>
        html("section", {}, html("h2", {}, t("compare.own", { name: titles[i], n: measures.length })), measures.length ? lines(measures) : html("p", { class: "aside" }, t("compare.own_none"))),
      ),
    ),
  ];
}

function zones({ names, t, lang, data }, titles) {
  if (!data.zones.length) return html("span", {});
  return html(
    "section",
    {},
    html("h2", {}, t("compare.through")),
    html(
      "div",
      { class: "frame" },
      html(
        "table",
        { class: "side-by-side counts" },
        html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "what" }, t("compare.zone")), titles.map((title) => html("th", { scope: "col" }, title)))),
        html(
          "tbody",
          {},
          data.zones.map(([id, ...counts]) =>
            html("tr", {}, html("th", { scope: "row", class: "what" }, nameOf(names.zone.get(id), lang)), counts.map((n) => html("td", { class: n ? null : "none" }, t("compare.n", { n })))),
          ),
        ),
      ),
    ),
  );
}
