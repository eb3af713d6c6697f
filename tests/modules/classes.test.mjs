import assert from "node:assert/strict";
import { test } from "node:test";
import { classified } from "../../atlas/ui/frontend/map/classes.js";
import { naturalBreaks } from "../../atlas/ui/frontend/map/natural_breaks.js";
import { names, t } from "./world.mjs";

test("classes, legend and ramp follow from values and bounds, nothing is a class of its own", () => {
  const none = { sites: [], through: [] };
  const payload = { values: [0, 1, 2, 5, 9, 1], ...none, bounds: [[1, 1], [2, 5]], hue: "border", count: "measures", chosen: [] };
  const { classes, legend, ramp, total, legend_title } = classified(payload, names, t);
  assert.deepEqual(classes, [-1, 0, 1, 1, 1, 0]);
  assert.deepEqual(legend.map(({ label, n }) => `${label}: ${n}`), ["1: 2", "2–5: 3", "pages.legend_nothing: 1"]);
  assert.deepEqual([ramp, total, legend_title], [["blue", "navy"], 6, "pages.legend_measures"]);
  assert.equal(legend.reduce((sum, { n }) => sum + n, 0), total);
});

test("units that are reached in a wider way are classes of their own, the closest way first", () => {
  const counts = { values: [1, 0, 0, 0], sites: [0, 2, 0, 0], through: [3, 1, 1, 0] };
  const { classes, legend, tone } = classified({ ...counts, bounds: [[1, 1]], hue: "", count: "measures", chosen: [] }, names, t);
  assert.deepEqual(classes, [0, -6, -5, -1]);
  assert.deepEqual(
    legend.map(({ label, n }) => `${label}: ${n}`),
    ["1: 1", "pages.legend_site: 1", "pages.legend_prefecture: 1", "pages.legend_nothing: 1"],
  );
  assert.deepEqual(tone, ["a"]);
});

test("a payload with classes of its own stays as it is", () => {
  const own = { classes: [1], values: [] };
  assert.equal(classified(own, names, t), own);
});

/** Least spread of sorted values in k runs, tried one by one. */
function least(values, k) {
  const spread = (run) => {
    const mean = run.reduce((a, b) => a + b, 0) / run.length;
    return run.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  };
  if (k === 1) return spread(values);
  let best = Infinity;
  for (let cut = k - 1; cut < values.length; cut += 1) {
    if (values[cut] === values[cut - 1]) continue;
    const left = least(values.slice(0, cut), k - 1);
    best = Math.min(best, left + spread(values.slice(cut)));
  }
  return best;
}

test("natural breaks lie where the eye would put them", () => {
  assert.deepEqual(naturalBreaks([1, 2, 1, 10, 11, 30, 31, 32], 3), [2, 11, 32]);
  assert.deepEqual(naturalBreaks([4, 2, 2, 9], 5), [2, 4, 9]);
  assert.deepEqual(naturalBreaks([], 5), []);
});

test("natural breaks are as close as any cut of the values, on many made lists", () => {
  let seed = 7;
  const next = (most) => (seed = (seed * 48271) % 2147483647) % most;
  for (let round = 0; round < 200; round += 1) {
    const values = Array.from({ length: 6 + next(9) }, () => 1 + next(25)).sort((a, b) => a - b);
    const k = 2 + next(3);
    if (new Set(values).size <= k) continue;
    const highs = naturalBreaks(values, k);
    assert.equal(highs.length, k);
    assert.equal(highs.at(-1), values.at(-1));
    const runs = highs.map((high, i) => values.filter((one) => one <= high && one > (highs[i - 1] ?? 0)));
    const cost = runs.reduce((sum, run) => sum + least(run, 1), 0);
    assert.ok(Math.abs(cost - least(values, k)) < 1e-6, `${values} in ${k}: ${highs}`);
  }
});
