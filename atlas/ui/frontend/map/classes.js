// What follows from a map's values and the bounds of its classes, and so need not travel.

import { BY_SITE, NOTHING_REACHES, WITH_PREFECTURE } from "./class_codes.js";

/** @type {[string, number][]} */
const WIDER = [["site", BY_SITE], ["prefecture", WITH_PREFECTURE], ["nothing", NOTHING_REACHES]];

/** @import { Names, Say } from "../core/types" */


/**
 * A payload of the map view with `classes`, `legend` and `ramp`, as atlas/figures/map_payload.py
 * has them; one that brings its own classes stays as it is.
 *
 * @param {any} payload
 * @param {Pick<Names, "ramps">} names
 * @param {Say} t
 */
export function classified(payload, names, t) {
  if (payload.classes) return payload;
  const { values, sites, through, bounds, hue, count, chosen } = payload;
  const classes = values.map((/** @type {number} */ value, /** @type {number} */ i) =>
    value ? classOf(value, bounds) : sites[i] ? BY_SITE : through[i] ? WITH_PREFECTURE : NOTHING_REACHES,
  );
  const units = (/** @type {number} */ cls) => classes.filter((/** @type {number} */ one) => one === cls).length;
  return {
    ...payload,
    classes,
    legend: [
      ...bounds.map((/** @type {number[]} */ [low, high], /** @type {number} */ i) => ({
        label: low === high ? `${high}` : `${low}–${high}`,
        n: units(i),
        class: i,
      })),
      ...WIDER.filter(([, cls]) => cls === NOTHING_REACHES || units(cls)).map(([name, cls]) => ({
        label: t(`pages.legend_${name}`),
        n: units(cls),
        class: cls,
      })),
    ],
    legend_title: t(`pages.legend_${chosen.length ? "chosen" : count}`),
    total: values.length,
    ramp: names.ramps[hue][bounds.length],
    tone: names.ramps[hue][1],
  };
}

function classOf(/** @type {number} */ value, /** @type {number[][]} */ bounds) {
  const cls = bounds.findIndex(([, high]) => value <= high);
  return cls < 0 ? bounds.length - 1 : cls;
}
