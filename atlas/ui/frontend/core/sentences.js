// Clauses of one sentence stand together under it, with how many there are.

/** @import { Say } from "./types" */

/**
 * Rows in runs of one sentence each, in their order. `of` is how many of all `listed` measures stand
 * in that sentence, those that are not drawn yet among them.
 *
 * @template Row
 * @param {Row[]} rows
 * @param {(row: Row) => number} sentenceOf
 * @param {Row[]} [listed]
 */
export function sentenceRuns(rows, sentenceOf, listed = rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const row of listed) counts.set(sentenceOf(row), (counts.get(sentenceOf(row)) ?? 0) + 1);
  /** @type {{ sentence: number, of: number, rows: Row[] }[]} */
  const runs = [];
  for (const row of rows) {
    const sentence = sentenceOf(row);
    const last = runs.at(-1);
    if (last?.sentence === sentence) last.rows.push(row);
    else runs.push({ sentence, of: counts.get(sentence) ?? 0, rows: [row] });
  }
  return runs;
}

/**
 * What stands over clauses of one sentence: where it stands, and how many of its measures are listed.
 *
 * @param {{ source: readonly number[] | null, sentence: number }} measure
 * @param {number} n
 * @param {Say} t
 */
export function sentenceWords({ source, sentence }, n, t) {
  const where = source
    ? t("measures.pointer", { paragraph: source[0], sentence: source[1] })
    : t("measures.sentence_own", { n: sentence + 1 });
  return t("measures.sentence_head", { sentence: where, n });
}
