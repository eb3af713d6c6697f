// Clauses of one sentence in runs, with how many of them are listed.

import assert from "node:assert/strict";
import test from "node:test";
import { sentenceRuns, sentenceWords } from "../../atlas/ui/frontend/core/sentences.js";

const t = (key, values = {}) => [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");
const of = { 3: 0, 4: 0, 5: 1, 6: 2, 7: 2 };

test("measures stand in runs of one sentence, and what is not drawn yet is counted", () => {
  const runs = sentenceRuns([3, 4, 5, 6], (m) => of[m], [3, 4, 5, 6, 7]);
  assert.deepEqual(
    runs.map(({ of: n, rows }) => [n, rows]),
    [[2, [3, 4]], [1, [5]], [2, [6]]],
  );
});

test("a sentence is said where it stands in the source, else by its number", () => {
  const head = (words, n) => `measures.sentence_head sentence=${words} n=${n}`;
  assert.equal(sentenceWords({ source: [5, 2], sentence: 0 }, 4, t), head("measures.pointer paragraph=5 sentence=2", 4));
  assert.equal(sentenceWords({ source: null, sentence: 0 }, 2, t), head("measures.sentence_own n=1", 2));
});
