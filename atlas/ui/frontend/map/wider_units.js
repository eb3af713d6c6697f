// Units that a map shows without a colour of the ramp because no measure means them themselves: a
// symbol where a park or a port lies, a line around prefectures that bring their counties along.

import { svg } from "../core/elements.js";
import { BY_SITE, WITH_PREFECTURE } from "./class_codes.js";

/** A diamond about its own middle, in pixels. */
export const SITE_MARK = "M0,-6L6,0L0,6L-6,0Z";
/** How far above the point of a unit's name its symbol stands where the names of counties do. */
const MARK_ABOVE = 13;
/** The same in pixels at a zoom of `k`: small units show no name, and hold their symbol. */
export const markAbove = (/** @type {number} */ k) => MARK_ABOVE * (1 - 1 / Math.max(k, 1));
/** Stripes of units that come with their prefecture, in a pattern of six by six. */
export const STRIPES = "M-1,5L1,7M0,0L6,6M5,-1L7,1";

/**
 * Units marked by a symbol, and prefectures to outline, of classes in the order of `codes`.
 *
 * @param {number[]} classes
 * @param {string[]} codes
 * @param {(county: string) => string} parent
 */
export function widerUnits(classes, codes, parent) {
  const of = (/** @type {number} */ cls) => codes.filter((_, i) => classes[i] === cls);
  return { sites: of(BY_SITE), prefectures: [...new Set(of(WITH_PREFECTURE).map(parent))] };
}

/** The layer of both on a map that is zoomed: `update` what is shown, `grow` with the zoom. */
export function widerLayer({ shapeOf, prefectures, points }) {
  const outline = svg("path", { class: "line through-line" });
  const marks = svg("g", { class: "site-marks" });
  let [scale, above] = [1, 0];
  const put = (mark) => {
    const [x, y] = points.get(mark.dataset.site);
    mark.setAttribute("transform", `translate(${x},${y - above / scale}) scale(${1 / scale})`);
  };
  return {
    element: svg("g", { class: "wider" }, outline, marks),
    update({ sites, prefectures: outlined }) {
      outline.setAttribute("d", outlined.map((code) => prefectures.get(code)?.d ?? "").join(""));
      marks.replaceChildren(
        ...sites.filter(shapeOf).map((code) => svg("path", { class: "site-mark", d: SITE_MARK, "data-site": code })),
      );
      for (const mark of marks.children) put(mark);
    },
    grow(next, k) {
      [scale, above] = [next, markAbove(k)];
      for (const mark of marks.children) put(mark);
    },
  };
}
