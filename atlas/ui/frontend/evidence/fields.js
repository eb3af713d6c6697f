// What a measure says of its carrying out: who, by when, what for and how much, in its own words.

import { el } from "../core/parts.js";

/** Kinds of fields in the order of a ledger; a year stands with its target. */
export const FIELD_KINDS = ["body", "deadline", "money", "target", "year"];

/** @typedef {import("../contract").Field} Field */

/** The fields of one kind, in the order of the text. */
export const fieldsOf = (measure, kind) => measure.fields.filter((/** @type {Field} */ field) => field.kind === kind);

/** Words of the text, Chinese in either language. */
export const fieldWords = ({ words }) => el("span", { class: "words", lang: "zh-CN" }, words);

/** All fields of a measure, each with what it comes to where that says more; nothing without any. */
export function fieldList({ t }, measure) {
  const rows = FIELD_KINDS.map((kind) => ({ kind, fields: fieldsOf(measure, kind) })).filter(({ fields }) => fields.length);
  if (!rows.length) return null;
  return el(
    "dl",
    { class: "fields" },
    rows.flatMap(({ kind, fields }) => [
      el("dt", {}, t(`measures.field_${kind}`)),
      el("dd", {}, fields.map((field) => el("span", { class: "field" }, fieldWords(field), " ", comesTo(field, t)))),
    ]),
  );
}

/** A deadline's last day and a sum in yuan; a year and a figure say themselves. */
function comesTo({ kind, value }, t) {
  if (value === null || !(kind === "deadline" || kind === "money")) return null;
  const key = kind === "money" ? "measures.field_yuan" : "measures.field_until";
  return el("span", { class: "value" }, t(key, { n: value }));
}
