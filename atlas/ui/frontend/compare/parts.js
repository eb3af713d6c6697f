// What the comparisons share: links by name, measures in a line, letters and the map of two.

import { html, svg } from "../core/elements.js";
import { filledHref, nameOf, symbol } from "../core/parts.js";
import { byPrefecture } from "../core/place_groups.js";

/** Letters that stand for the things compared, on the map and over the columns. */
export const LETTERS = ["A", "B", "C", "D"];

export const letter = (i) => html("span", { class: `letter letter-${i}`, "aria-hidden": "true" }, LETTERS[i]);

/** A measure's words as its permalink, with the sign of its first strategy. */
export function measureLine({ names, lang }, plan, m, href) {
  const measure = plan.measures[m];
  const [first] = measure.strategies;
  return html(
    "span",
    { class: "measure" },
    first ? symbol(names.strategy.get(first), lang) : html("span", {}),
    html("a", { href: filledHref(href, { id: measure.id }), target: "_self" }, nameOf(measure, lang) || measure.zh),
  );
}

/** The province with the units of one, of the other, and of both; stripes are both. */
export function mapOfTwo({ maps }, classes) {
  const drawing = maps.draw(classes.map(({ id, codes }) => ({ name: id, codes })));
  drawing.prepend(
    svg(
      "defs",
      {},
      svg(
        "pattern",
        { id: "both", width: 22, height: 22, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { class: "ground", width: 22, height: 22 }),
        svg("rect", { class: "stripe", width: 11, height: 22 }),
      ),
    ),
  );
  return drawing;
}

/** Swatch, words and number of each class; with the units of neither they sum to all. */
export const legendOfTwo = ({ t }, classes, titles, neither) =>
  html(
    "ul",
    { class: "legend" },
    [...classes.map(({ id, codes }) => [id, codes.length]), ["neither", neither]].map(([id, n]) =>
      html(
        "li",
        {},
        html("span", { class: `swatch ${id}`, "aria-hidden": "true" }),
        html("span", {}, { a: t("compare.only_one", { name: titles[0] }), b: t("compare.only_one", { name: titles[1] }) }[id] ?? t(`compare.${id}`)),
        html("span", { class: "n" }, t("measures.counties", { n })),
      ),
    ),
  );

/** Units prefecture by prefecture, each a link. */
export function unitList({ names, t, lang }, codes, href) {
  const link = (place) => html("a", { href: filledHref(href, { code: place.adcode }), target: "_self" }, nameOf(place, lang));
  return html(
    "dl",
    { class: "units" },
    byPrefecture(codes, names).map(({ prefecture, counties }) => [
      html("dt", {}, nameOf(prefecture, lang)),
      html("dd", {}, counties.flatMap((county, i) => (i ? [t("place.between"), link(county)] : [link(county)]))),
    ]),
  );
}
