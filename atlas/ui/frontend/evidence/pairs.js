// Pairs of cities that carry a measure of two provinces, as atlas/analysis/pairs.py has them.

import { html } from "../core/elements.js";

/** @import { PairRow } from "../contract" */
/** @import { Lang, Names, Place, Plan, Say } from "../core/types" */

/** Pairs that carry the measure at `index`; none for most measures. */
export const pairsOf = (/** @type {Plan} */ plan, /** @type {number} */ index) =>
  plan.pairings.filter(({ measures }) => measures.includes(index)).flatMap(({ pairs }) => pairs);

/** The pair of a place or of its prefecture among them. */
export const pairAt = (/** @type {PairRow[]} */ pairs, /** @type {Place} */ { adcode, parent }) =>
  pairs.find(([home]) => home === adcode || home === parent);

/**
 * A pair in words, as a place of a level sees it.
 *
 * @param {PairRow} pair
 * @param {"county" | "prefecture"} level
 * @param {{ names: Names, t: Say, lang: Lang }} context
 */
export function pairWords([home, zh, en, basis], level, { names, t, lang }) {
  const prefecture = names.place.get(home)?.[lang] ?? home;
  return t(`query.pair_${level}`, { prefecture, partner: lang === "zh" ? zh : en, basis: t(`query.basis_${basis}`) });
}

/**
 * What a list says of the pairs of a measure: that of the place looked at, or how many there are;
 * nothing for a measure that no pairing carries.
 *
 * @param {{ names: Names, plan: Plan, t: Say, lang: Lang }} context
 * @param {number} index
 * @param {Place | null} [place]
 */
export function pairLine(context, index, place = null) {
  const pairs = pairsOf(context.plan, index);
  if (!pairs.length) return null;
  if (!place || place.level === "province") return html("p", { class: "pairs" }, context.t("query.pairs", { n: pairs.length }));
  const own = pairAt(pairs, place);
  const level = place.level === "prefecture" ? "prefecture" : "county";
  return own ? html("p", { class: "pairs" }, pairWords(own, level, context)) : null;
}

/**
 * All pairs of a measure, one a line.
 *
 * @param {{ names: Names, plan: Plan, t: Say, lang: Lang }} context
 * @param {number} index
 */
export function pairList(context, index) {
  const pairs = pairsOf(context.plan, index);
  if (!pairs.length) return null;
  return html(
    "div",
    { class: "pairs" },
    html("p", {}, context.t("query.pairs", { n: pairs.length })),
    html("ul", {}, pairs.map((pair) => html("li", {}, pairWords(pair, "prefecture", context)))),
  );
}
