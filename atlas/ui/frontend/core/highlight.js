// Text with parts of it marked; marks may overlap, and none of them is ever read as markup.

import { el } from "./parts.js";

/**
 * Where any of `terms` stands in `text`, as `{ start, end, term: true }` in UTF-16 units; letters
 * match in either case, and accents and widths as they are written.
 */
export function termMarks(text, terms) {
  const lower = text.toLowerCase();
  // Lower case of a few letters is longer than the letter; offsets would then point elsewhere.
  const searched = lower.length === text.length ? lower : text;
  return terms
    .map((term) => term.toLowerCase())
    .filter(Boolean)
    .flatMap((term) => {
      const marks = [];
      for (let at = searched.indexOf(term); at >= 0; at = searched.indexOf(term, at + term.length)) {
        marks.push({ start: at, end: at + term.length, term: true });
      }
      return marks;
    });
}

/** Nodes of `text` cut at the borders of `marks`; `dress(node, marks, first)` wraps a marked
 *  part and is told which of its marks begin there. */
export function marked(text, marks, dress) {
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i];
    const here = inside.filter((mark) => mark.start <= start && end <= mark.end);
    const part = text.slice(start, end);
    return here.length ? dress(part, here, here.filter((mark) => mark.start === start)) : part;
  });
}

/** A found search term. */
export const foundTerm = (part) => el("mark", { class: "found" }, part);

/**
 * Text of a document by the offsets Python gives, which count Unicode characters, where
 * JavaScript counts UTF-16 units.
 */
export function characters(text) {
  const all = Array.from(text);
  const plain = all.length === text.length;
  return {
    slice: (start, end) => (plain ? text.slice(start, end) : all.slice(start, end).join("")),
    /** UTF-16 units that the characters from `start` up to `end` take. */
    units: (start, end) =>
      plain ? Math.max(0, end - start) : all.slice(start, Math.max(start, end)).join("").length,
  };
}
