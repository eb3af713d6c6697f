// What follows from a map's values and the bounds of its classes, and so need not travel.

/** @import { Names, Say } from "../core/types" */

const NOTHING = -1;

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
  const { values, bounds, hue, count } = payload;
  const classes = values.map((/** @type {number} */ value) => classOf(value, bounds));
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
      { label: t("pages.legend_nothing"), n: units(NOTHING), class: NOTHING },
    ],
    legend_title: t(`pages.legend_${count}`),
    total: values.length,
    ramp: names.ramps[hue][bounds.length],
  };
}

function classOf(/** @type {number} */ value, /** @type {number[][]} */ bounds) {
  if (!value) return NOTHING;
  const cls = bounds.findIndex(([, high]) => value <= high);
  return cls < 0 ? bounds.length - 1 : cls;
}
