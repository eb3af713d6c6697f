// A few figures of the place beside those of its prefecture and the province.

import { html } from "../core/elements.js";
import { external } from "../core/citation.js";

/** The section; a weak source is marked on the figure itself, all sources are one click away. */
export function figuresSection({ t, data, here, name }) {
  const { figures, cited } = data;
  const heading = html("h2", {}, t("place.figures"));
  if (!figures.length) {
    return html("section", { class: "figures" }, heading, html("p", { class: "aside" }, t("place.figures_none")));
  }
  const compared = figures.flatMap(({ compare }) => compare.map(([who]) => who));
  const others = [...new Set(compared)].filter((who) => who !== name(here));
  const weak = figures.some(({ strength }) => strength === "weak");
  return html(
    "section",
    { class: "figures" },
    heading,
    html(
      "table",
      {},
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          html("th", { scope: "col" }, html("span", { class: "unseen" }, t("place.figure"))),
          html("th", { scope: "col", class: "own" }, name(here)),
          others.map((who) => html("th", { scope: "col" }, who)),
        ),
      ),
      html("tbody", {}, figures.map((figure) => figureRow(figure, others, t))),
    ),
    weak ? html("p", { class: "aside" }, t("place.weak_note")) : null,
    html(
      "details",
      { class: "sources" },
      html("summary", {}, t("place.figure_sources")),
      html("ul", {}, sourceItems(figures, cited, t)),
    ),
  );
}

function figureRow({ label, value, unit, year, strength, compare, href }, others, t) {
  const beside = new Map(compare);
  return html(
    "tr",
    {},
    html(
      "th",
      { scope: "row" },
      href
        ? html("a", { class: "label", href, target: "_self", title: t("place.among_others") }, label)
        : html("span", { class: "label" }, label),
      strength === "weak" ? html("span", { class: "weak" }, t("place.weak")) : null,
      html("span", { class: "unit" }, unit ? t("place.unit_year", { unit, year }) : year),
    ),
    html("td", { class: "own" }, value),
    others.map((who) => html("td", {}, beside.get(who) ?? "")),
  );
}

/** Each source once, with the figures that stand on it and what is to be said of them. */
function sourceItems(figures, cited, t) {
  const bySource = new Map();
  for (const figure of figures) {
    bySource.set(figure.source, [...(bySource.get(figure.source) ?? []), figure]);
  }
  return [...bySource.values()].map((group) => {
    const { title, url } = cited[group[0].source];
    const caveats = new Map(
      group.filter(({ caveat }) => caveat.trim()).map(({ label, caveat }) => [label, caveat.trim()]),
    );
    return html(
      "li",
      {},
      html("p", {}, [...new Set(group.map(({ label, year }) => `${label} ${year}`))].join(t("place.between"))),
      html("p", {}, html("cite", { lang: "zh-CN" }, external(title, url))),
      [...caveats].map(([label, caveat]) =>
        html("p", { class: "caveat" }, `${label}${t("place.colon")}${caveat}`),
      ),
    );
  });
}
