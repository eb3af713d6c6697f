// One measure that the address names: what the map says of it, as atlas/analysis/one_measure.py says
// it on the server.

import { CLOSEST } from "../core/closeness.js";
import { levelOf } from "../query/answers.js";
import { isWide } from "../core/query.js";

/** @import { Asked, Engine, Lang, Link, Measure, Names, Plan, Row, Say } from "../core/types" */

/** Characters of a statement that a heading holds. */
const HELD = { zh: 60, en: 130 };

/** @typedef {{ plan: Plan, engine: Engine, t: Say, lang: Lang }} Context */

/** Position of the one measure that a query names, -1 for none or several. */
const positionIn = (/** @type {Plan} */ plan, /** @type {Asked} */ { measure }) =>
  measure.length === 1 ? plan.measures.findIndex(({ id }) => id === measure[0]) : -1;

/** A measure's statement, cut where it is long. */
function statementOf(/** @type {Pick<Context, "plan" | "lang">} */ { plan, lang }, /** @type {number} */ at) {
  const measure = plan.measures[at];
  const characters = [...(measure[lang] || measure.zh)];
  const held = HELD[lang];
  return characters.length > held ? `${characters.slice(0, held - 1).join("")}…` : characters.join("");
}

/**
 * How the one measure that a query names reaches units of the map, the measure by name; null where
 * it names none or several. `beside(counts)` says what is not meant itself.
 *
 * @param {Context} context
 * @param {Asked} query
 * @param {{ province: Row[], onMap: Link[] }} reached
 * @param {(counts: { values: number[], sites: number[], through: number[] }, level: "county" | "prefecture", t: Say) => string[]} unitsBeside
 */
export function measureFinding(context, query, { province, onMap }, unitsBeside) {
  const { engine, plan, t } = context;
  const at = positionIn(plan, query);
  if (at < 0) return null;
  const statement = statementOf(context, at);
  const level = levelOf(query);
  const own = onMap.filter(({ reason }) => reason.measure === at && !isWide(reason.relation));
  /** @type {Map<string, number>} */
  const ways = new Map();
  for (const link of own) {
    const way = CLOSEST.indexOf(link.meant[level]);
    ways.set(link[level], Math.min(way, ways.get(link[level]) ?? way));
  }
  const by = (/** @type {number} */ way) => engine.units[level].map((code) => Number(ways.get(code) === way));
  const counts = { values: by(0), sites: by(1), through: by(2) };
  const n = counts.values.filter(Boolean).length;
  const beside = unitsBeside(counts, level, t);
  if (n) {
    const units = t(`pages.units_${level}`, { n });
    return [t("pages.finding_one", { statement, units }), ...beside].join(t("pages.beside_join"));
  }
  if (beside.length) {
    return t("pages.finding_one_beside", { statement, beside: beside.join(t("pages.beside_join")) });
  }
  const wide = province.some(([measure]) => measure === at);
  return t(`pages.finding_one_${wide ? "province" : "none"}`, { statement });
}

/** The part of the filter that one measure is, as `[parameter, words]`. */
export function measureClause(/** @type {Pick<Context, "plan" | "lang" | "t">} */ context, /** @type {Asked} */ query) {
  const at = positionIn(context.plan, query);
  return at < 0 ? [] : [["measure", context.t("pages.one_measure", { statement: statementOf(context, at) })]];
}
