// Natural breaks (Fisher-Jenks): the classes whose values lie closest to their means.

/**
 * Upper ends of `k` classes of whole numbers, smallest first; fewer where fewer differ.
 *
 * @param {number[]} values
 * @param {number} k
 */
export function naturalBreaks(values, k) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...counts.keys()].sort((a, b) => a - b);
  const n = distinct.length;
  if (n <= k) return distinct;
  // Sums over the first i distinct values make the spread of any run of them one subtraction.
  const [weight, sum, squares] = [[0], [0], [0]];
  distinct.forEach((value, i) => {
    const w = counts.get(value) ?? 0;
    weight.push(weight[i] + w);
    sum.push(sum[i] + w * value);
    squares.push(squares[i] + w * value * value);
  });
  const spread = (/** @type {number} */ from, /** @type {number} */ to) => {
    const s = sum[to] - sum[from];
    return squares[to] - squares[from] - (s * s) / (weight[to] - weight[from]);
  };
  // best[c][j]: least spread of the first j values in c classes; cut[c][j]: where the last begins.
  const best = [[0, ...distinct.map(() => Infinity)]];
  /** @type {number[][]} */
  const cut = [[]];
  for (let c = 1; c <= k; c += 1) {
    best.push(Array(n + 1).fill(Infinity));
    cut.push(Array(n + 1).fill(0));
    for (let j = c; j <= n; j += 1) {
      for (let from = c - 1; from < j; from += 1) {
        const cost = best[c - 1][from] + spread(from, j);
        if (cost < best[c][j] - 1e-9) [best[c][j], cut[c][j]] = [cost, from];
      }
    }
  }
  const highs = [];
  for (let [c, j] = [k, n]; c > 0; j = cut[c][j], c -= 1) highs.unshift(distinct[j - 1]);
  return highs;
}
