// Rows of the ledger: what a measure says, serves and reaches, and how it stands.

import { el, nameOf, symbol } from "../core/parts.js";
import { isByPair } from "../core/query.js";
import { isByReviewer, stateMark } from "../evidence/state.js";

/** @import { DocumentAsset } from "../contract" */

/** Places and zones written out before the rest is only counted. */
const WRITTEN_OUT = 4;

/** What is gone through, in the order of the text: measures, and those found to be none. */
export function ledgerRows(/** @type {DocumentAsset} */ plan) {
  const measures = plan.measures.map((one, index) => ({ ...one, index, words: one.zh }));
  const rejected = plan.rejected.map((one) => ({ ...one, index: -1, state: "not_a_measure", reasons: [], was: [] }));
  return [...measures, ...rejected].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What a row reaches: places by name, and zones, each with whether a reviewer said so. */
export function reachOf(plan, row) {
  const reasons = row.reasons.map((i) => plan.reasons[i]).filter(({ relation, reading }) => !isByPair(relation) && !reading);
  const places = new Map();
  const zones = new Map();
  for (const reason of reasons) {
    const said = isByReviewer(reason);
    if (reason.zone) zones.set(reason.zone, said);
    else reason.places.forEach((code) => places.set(code, said || places.get(code) || false));
  }
  return { places: [...places.keys()], zones: [...zones.keys()], added: new Set([...places, ...zones].filter(([, said]) => said).map(([id]) => id)) };
}

/** What fills a row. */
export function rowContent({ plan, names, lang, t }, row, number) {
  const { places, zones, added } = reachOf(plan, row);
  const named = [
    ...places.map((code) => [names.place.get(code), added.has(code)]),
    ...zones.map((id) => [names.zone.get(id), added.has(id)]),
  ].filter(([one]) => one);
  const left = named.length - WRITTEN_OUT;
  const strategies = row.strategies.map((id) => names.strategy.get(id));
  return [
    el("p", { class: "line" }, el("span", { class: "number" }, number), stateMark(row.state, t)),
    el("p", { class: "words", lang: "zh-CN" }, row.words),
    el(
      "p",
      { class: "reach" },
      strategies.map((one) => el("span", { class: "strategy" }, symbol(one, lang), nameOf(one, lang))),
      named.slice(0, WRITTEN_OUT).map(([one, said]) => el("span", { class: said ? "place added" : "place" }, nameOf(one, lang), said ? el("span", { class: "by" }, t("review.by_reviewer")) : "")),
      left > 0 ? el("span", { class: "place" }, t("review.more", { n: left })) : null,
      named.length || row.state === "not_a_measure" ? null : el("span", { class: "place none" }, t("review.no_place")),
    ),
    ...row.comments.map((comment) => el("p", { class: "comment" }, comment)),
  ];
}

/** A row in one line, for screen readers. */
export const rowName = ({ t }, row, number) => t("review.row", { number, state: t(`review.state_${row.state}`), words: row.words });
