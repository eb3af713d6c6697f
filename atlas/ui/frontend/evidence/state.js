// What people made of a measure that the engine proposed: by sign and word, with their notes.

import { el } from "../core/parts.js";

/** @import { MeasureState } from "../contract" */

/** @type {Record<MeasureState, string>} */
const SIGNS = { proposed: "○", confirmed: "✓", changed: "✎", added: "＋", not_a_measure: "✕" };

/** Whether a person says so, and the engine does not. */
export const isByReviewer = ({ rule }) => rule === "by-reviewer";

/** The state of a measure, as it looks everywhere. */
export const stateMark = (/** @type {MeasureState} */ state, t) =>
  el("span", { class: `state-mark ${state}` }, el("span", { "aria-hidden": "true" }, SIGNS[state]), t(`review.state_${state}`));

/** The same of what was reviewed; null of what stands as the engine proposed it. */
export const reviewedMark = ({ state }, t) => (state === "proposed" ? null : stateMark(state, t));

/** What stood there before, and what was noted; null where nobody said anything. */
export function reviewNotes(measure, t) {
  const { state, was, comments } = measure;
  if (state === "proposed" && !comments.length) return null;
  return el(
    "div",
    { class: "review-notes" },
    state === "proposed" ? null : el("p", {}, stateMark(state, t), was.length ? ` ${t("review.was")} ` : "", was.map((words) => el("q", { lang: "zh-CN" }, words))),
    comments.map((comment) => el("p", { class: "comment" }, comment)),
  );
}
