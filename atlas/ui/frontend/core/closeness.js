// How closely a measure means a place: itself, by a site in it, or with the prefecture it lies in;
// as atlas/analysis/precision.py has it.

import { isWide } from "./query.js";

/** With the prefecture that the unit lies in. */
export const WITH_PREFECTURE = "prefecture";
/** Below the province, the closest first. */
export const CLOSEST = ["unit", "site", WITH_PREFECTURE];

/** @import { Place, Reason } from "./types" */

/**
 * At which level a reason that reaches a place means it: a list that holds a prefecture does not
 * hold its counties.
 *
 * @param {Reason} reason
 * @param {Place} [place]
 */
export const wayTo = ({ precision, relation, places }, place) =>
  place?.level === "county" && !isWide(relation) && !places.includes(place.adcode)
    ? WITH_PREFECTURE
    : precision;

/**
 * Whether the words name a place by one character alone, which is no full or short name.
 *
 * @param {Pick<Reason, "relation" | "surface">} reason
 */
export const isAbbreviated = ({ relation, surface }) => relation === "explicit" && [...surface].length === 1;

/** How words lead to a place, as its name under `query.` is called. */
export const reasonKey = (/** @type {Reason} */ reason) =>
  reason.relation === "explicit"
    ? `reason_${isAbbreviated(reason) ? "abbreviated" : "explicit"}`
    : `relation_${reason.relation}`;

/**
 * The closest way in which some reasons of one measure mean a place, and those that do.
 *
 * @param {Reason[]} reasons
 * @param {Place} [place]
 */
export function closestReasons(reasons, place) {
  const local = reasons.filter(({ relation }) => !isWide(relation));
  const ranks = local.map((reason) => CLOSEST.indexOf(wayTo(reason, place)));
  const best = Math.min(...ranks);
  return { way: CLOSEST[best], reasons: local.filter((_, i) => ranks[i] === best) };
}
