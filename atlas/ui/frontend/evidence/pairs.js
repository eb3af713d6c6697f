// Pairs of cities that carry a measure of two provinces, as atlas/analysis/pairs.py has them. They are
// reasons of the relation `pair`; where these are not asked for, one line says that there are some.

import { citation } from "../core/citation.js";
import { html } from "../core/elements.js";

/** @import { PairRow } from "../contract" */
/** @import { Lang, Names, Parts, Place, Plan, Reason, Say } from "../core/types" */

/** @typedef {{ names: Names, plan: Plan, t: Say, lang: Lang, change?: (patch: Parts) => void }} Context */

/** Pairs that carry the measure at `index`; none for most measures. */
export const pairsOf = (/** @type {Plan} */ plan, /** @type {number} */ index) =>
  plan.pairings.filter(({ measures }) => measures.includes(index)).flatMap(({ pairs }) => pairs);

/** The pair of a place or of its prefecture among them. */
export const pairAt = (/** @type {PairRow[]} */ pairs, /** @type {Pick<Place, "adcode" | "parent">} */ { adcode, parent }) =>
  pairs.find(([home]) => home === adcode || home === parent);

const levelOf = (/** @type {Place | null | undefined} */ place) => (place?.level === "county" ? "county" : "prefecture");

/**
 * A pair in words, as a place of a level sees it.
 *
 * @param {PairRow} pair
 * @param {"county" | "prefecture"} level
 * @param {Pick<Context, "names" | "t" | "lang">} context
 */
export function pairWords([home, zh, en, basis], level, { names, t, lang }) {
  const prefecture = names.place.get(home)?.[lang] ?? home;
  return t(`query.pair_${level}`, { prefecture, partner: lang === "zh" ? zh : en, basis: t(`query.basis_${basis}`) });
}

/**
 * A reason of the relation `pair` in words, as the place looked at sees it.
 *
 * @param {Reason} reason
 * @param {Place | null | undefined} place
 * @param {Names} names
 * @param {Say} t
 * @param {Lang} lang
 */
export function pairedWords({ places: [home], partner }, place, names, t, lang) {
  const prefecture = names.place.get(home)?.[lang] ?? home;
  return t(`query.paired_${levelOf(place)}`, { prefecture, partner: partner?.[lang === "zh" ? 0 : 1] ?? "" });
}

/**
 * What a list says of the pairs of a measure: that of the place looked at, or how many there are,
 * with the way to see them on the map; nothing for a measure that no pairing carries.
 *
 * @param {Context} context
 * @param {number} index
 * @param {Place | null} [place]
 */
export function pairLine(context, index, place = null) {
  const pairs = pairsOf(context.plan, index);
  if (!pairs.length) return null;
  if (!place || place.level === "province") return line(context, index, context.t("query.carried_by_pairs", { n: pairs.length }));
  const own = pairAt(pairs, place);
  return own ? line(context, index, pairWords(own, levelOf(place), context)) : null;
}

/** A line with the click that shows the pairs on the map, where there is something to ask. */
function line(/** @type {Context} */ { plan, t, change }, /** @type {number} */ index, /** @type {string} */ words) {
  const { id } = plan.measures[index];
  const show = () => change?.({ page: ["map"], relation: ["pair"], measure: [id] });
  const button = html("button", { type: "button", class: "show-pairs", onclick: show }, t("query.show_pairs"));
  return html("p", { class: "pairs" }, words, change ? html("span", { class: "way" }, t("query.pairs_join"), button) : null);
}

/**
 * All pairs of a measure, one a line, each with its source where the reasons are asked for.
 *
 * @param {Context} context
 * @param {number} index
 * @param {readonly Reason[]} [asked] its reasons of the relation `pair` that are
 */
export function pairList(context, index, asked = []) {
  const { names, t } = context;
  const pairs = pairsOf(context.plan, index);
  if (!pairs.length) return null;
  const shown = asked.length ? pairs.filter(([home]) => asked.some(({ places }) => places.includes(home))) : pairs;
  const cited = (/** @type {string} */ source) => (names.sources[source] ? citation(names.sources[source], t) : []);
  return html(
    "div",
    { class: "pairs" },
    asked.length ? html("p", {}, t("query.pairs", { n: pairs.length })) : pairLine(context, index),
    html(
      "ul",
      {},
      shown.map((pair) =>
        html("li", {}, pairWords(pair, "prefecture", context), asked.length ? html("span", { class: "source" }, " ", cited(pair[4])) : null),
      ),
    ),
  );
}
