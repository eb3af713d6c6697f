// Which counties a measure of the list reaches, and which measures of the list reach a county.

/** @import { Plan, Row } from "../core/types" */

/**
 * Lookups for one payload. `rows` are `[measure index, [reason index, …]]`; on prefecture level a
 * unit is reached where one of its counties is.
 *
 * @param {Row[]} rows
 * @param {Plan} plan
 * @param {string} level
 * @param {(county: string) => string} parent
 */
export function reachOf(rows, plan, level, parent) {
  /** @type {Map<number, Set<string>>} */
  const unitsOf = new Map();
  /** @type {Map<string, number[]>} */
  const rowsOf = new Map();
  for (const [measure, reasons] of rows) {
    const counties = reasons.flatMap((reason) => plan.reasons[reason].counties);
    const units = new Set(level === "county" ? counties : counties.map(parent));
    unitsOf.set(measure, units);
    for (const unit of units) {
      rowsOf.set(unit, [...(rowsOf.get(unit) ?? []), measure]);
    }
  }
  return {
    units: (/** @type {number} */ measure) => unitsOf.get(measure) ?? new Set(),
    measures: (/** @type {string} */ unit) => rowsOf.get(unit) ?? [],
  };
}

/**
 * Strategies of the measures that reach `unit`, those of most measures first; where some are
 * chosen, these alone.
 *
 * @param {string} unit
 * @param {Pick<ReturnType<typeof reachOf>, "measures">} reach
 * @param {Plan} plan
 * @param {readonly string[]} chosen
 */
export function strategiesAt(unit, reach, plan, chosen = []) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const measure of reach.measures(unit)) {
    for (const strategy of plan.measures[measure].strategies) {
      if (chosen.length && !chosen.includes(strategy)) continue;
      counts.set(strategy, (counts.get(strategy) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([strategy]) => strategy);
}

/**
 * Whether the list at hand is what the unit's value was counted from: while places are selected
 * the list holds the selection's reasons only, and says too little of any other unit.
 *
 * @param {number} value
 * @param {string} count
 * @param {string} unit
 * @param {Pick<ReturnType<typeof reachOf>, "measures">} reach
 * @param {Plan} plan
 * @param {readonly string[]} chosen
 */
export function explains(value, count, unit, reach, plan, chosen = []) {
  const measures = reach.measures(unit);
  if (count === "measures") return measures.length === value;
  if (count === "sentences") return new Set(measures.map((one) => plan.measures[one].sentence)).size === value;
  if (count === "strategies") return strategiesAt(unit, reach, plan, chosen).length === value;
  return false;
}
