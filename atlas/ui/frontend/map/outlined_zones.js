// Zones that a map draws a line around, with their counties and a dash of their own.

import { zoneUnder } from "../core/readings.js";

/** @import { Lang, Names } from "../core/types" */

const DASHES = ["6 3.5", "1.6 2.6", "9 3 2 3"];

/**
 * `outlines` are ids of zones, `reading` the readings chosen; `shapes` the geometry, which knows the
 * prefecture of a county.
 *
 * @param {Names} names
 * @param {any} shapes
 * @param {Lang} lang
 * @param {{ outlines: string[], reading: string[] }} payload
 */
export function outlinedZones(names, shapes, lang, { outlines, reading }) {
  return outlines.map((id, i) => {
    const zone = zoneUnder(names.zone.get(id), reading);
    const listed = new Set(zone.members.map(([code]) => code));
    const counties = names.counties
      .map(({ adcode }) => adcode)
      .filter((code) => listed.has(code) || listed.has(shapes.parent(code)));
    return { name: zone[lang], counties, dash: DASHES[i % DASHES.length] };
  });
}
