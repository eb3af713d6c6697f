// Which extent of a zone is meant: the default of its readings, or the one that the query chooses.
// Values are `zone:reading`; a zone that is read by its default stands in no query.

/** @import { Names, Reason, Zone } from "./types" */

const zoneOf = (/** @type {string} */ value) => value.split(":")[0];

/**
 * Whether a reason holds under the readings chosen: the document has those on every reading.
 *
 * @param {string[]} [chosen]
 */
export function inForce(chosen = []) {
  const instead = new Set(chosen.map(zoneOf));
  return (/** @type {Pick<Reason, "reading" | "zone">} */ { reading, zone }) =>
    reading ? chosen.includes(reading) : !zone || !instead.has(zone);
}

/**
 * A zone with the members it has under the readings chosen; the one in force stands for its default.
 *
 * @param {Zone} zone
 * @param {string[]} [chosen]
 * @returns {Zone}
 */
export function zoneUnder(zone, chosen = []) {
  const reading = zone.readings?.find(({ value }) => chosen.includes(value));
  return reading && !reading.default
    ? { ...zone, members: reading.members, readings: zone.readings.map((one) => ({ ...one, default: one === reading })) }
    : zone;
}

/**
 * The catalogue with zones as they are under the readings chosen.
 *
 * @param {Names} names
 * @param {string[]} [chosen]
 * @returns {Names}
 */
export function namesUnder(names, chosen = []) {
  if (!chosen.length) return names;
  const zones = names.zones.map((zone) => zoneUnder(zone, chosen));
  return { ...names, zones, zone: new Map(zones.map((zone) => [zone.id, zone])) };
}

/**
 * The zone whose list a zone is read as, where none of its own was published.
 *
 * @param {Zone} zone
 */
export const readAs = (zone) => zone.readings?.find((one) => one.default)?.read_as ?? "";
