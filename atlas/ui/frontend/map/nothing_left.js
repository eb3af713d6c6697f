// What is said where nothing is left to show, as atlas/figures/map_payload.py and
// atlas/analysis/joint.py say it on the server.

import { isJoint } from "../core/query.js";

/** @import { Asked } from "../core/types" */
/** @import { Context } from "./answer.js" */

/**
 * What to say where nothing is left: why, and the next click.
 *
 * @param {Context} context
 * @param {Asked} query
 * @param {string} sentence
 */
export function emptyState(context, query, sentence) {
  const { t, names } = context;
  const n = servingEither(context, query);
  const key = n ? "pages.empty_together" : "pages.empty";
  return {
    title: t(n ? key : `${key}_title`),
    text: t(`${key}_text`, { filter: sentence, ...(n ? { n } : {}) }),
    action_label: t(`${key}_action`),
    patch: n ? { combine: [] } : names.query.reset,
  };
}

/** Measures that serve one of the strategies, where nothing serves all that are asked; else 0. */
export function servingEither(/** @type {Context} */ { engine, names }, /** @type {Asked} */ query) {
  if (!isJoint(query) || query.measure.length) return 0;
  const { rows, province } = engine.ask({ ...query, combine: names.query.defaultOf("combine") });
  return rows.length + province.length;
}
