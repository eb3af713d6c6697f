// What a finger may have meant: it covers some forty pixels, and a unit may be smaller than that.

const REACH = 22;
const MOST_NEAR = 6;
/** A unit narrower or lower than this is easily missed. */
const SMALL = 30;
const ROUND = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6);

/**
 * Codes of units within a finger's width of a point of the window, the nearest first: the one that
 * was hit, else the nearest, and after it those near it that are too small to be hit for certain.
 *
 * @param {Element} map
 * @param {{ clientX: number, clientY: number }} point
 * @returns {string[]}
 */
export function unitsUnder(map, { clientX, clientY }) {
  const tree = /** @type {Document | ShadowRoot} */ (map.getRootNode());
  /** @type {Map<string, HTMLElement>} */
  const found = new Map();
  for (const radius of [0, REACH / 2, REACH]) {
    for (const angle of radius ? ROUND : [0]) {
      const [x, y] = [clientX + radius * Math.cos(angle), clientY + radius * Math.sin(angle)];
      const unit = /** @type {HTMLElement | undefined} */ (
        tree.elementFromPoint(x, y)?.closest("[data-code]") ?? undefined
      );
      if (unit && map.contains(unit)) found.set(unit.dataset.code ?? "", unit);
    }
  }
  const [nearest, ...others] = found;
  if (!nearest) return [];
  const small = others.filter(([, unit]) => {
    const { width, height } = unit.getBoundingClientRect();
    return Math.min(width, height) < SMALL;
  });
  return [nearest[0], ...small.slice(0, MOST_NEAR).map(([code]) => code)];
}
