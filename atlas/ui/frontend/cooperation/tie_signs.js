// How a kind of tie looks on the map, in the legend and in the list: hue, dash and symbol together.

import { svg } from "../core/elements.js";

/** Symbols about (0, 0), some 9 units across. */
const SYMBOLS = {
  circle: "M-3.8,0a3.8,3.8 0 1,0 7.6,0a3.8,3.8 0 1,0 -7.6,0Z",
  square: "M-3.8,-3.8H3.8V3.8H-3.8Z",
  diamond: "M0,-5L5,0L0,5L-5,0Z",
  triangle: "M0,-4.8L4.6,3.6H-4.6Z",
  wedge: "M0,4.8L4.6,-3.6H-4.6Z",
  star: "M0,-5.4L1.5,-1.7L5.2,-1.6L2.3,0.8L3.3,4.5L0,2.4L-3.3,4.5L-2.3,0.8L-5.2,-1.6L-1.5,-1.7Z",
  cross: "M-1.5,-4.6H1.5V-1.5H4.6V1.5H1.5V4.6H-1.5V1.5H-4.6V-1.5H-1.5Z",
};

export const symbolPath = ({ symbol }) => SYMBOLS[symbol];

/** Custom properties `--tie-<kind>`, light and dark in one, so that a theme needs no redraw. */
export function setHues(style, kinds) {
  for (const [kind, { light, dark }] of Object.entries(kinds)) {
    style.setProperty(`--tie-${kind}`, `light-dark(${light}, ${dark})`);
  }
}

export const hueOf = (kind) => `var(--tie-${kind})`;

/** A stretch of the line with its symbol at the end. */
export const tieSample = (kind, look) =>
  svg(
    "svg",
    { class: "tie-sample", width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" },
    svg("path", {
      d: "M1,6H24",
      fill: "none",
      style: `stroke: ${hueOf(kind)}`,
      "stroke-width": look.width,
      "stroke-dasharray": look.dash || null,
    }),
    svg("path", {
      d: symbolPath(look),
      transform: "translate(28,6)",
      style: `fill: ${hueOf(kind)}`,
    }),
  );

/**
 * Path data of the arc of a tie: it bows away from `middle`, so that arcs keep off the land.
 *
 * @param {number[]} from
 * @param {number[]} to
 * @param {number[]} middle
 */
export function arc([x0, y0], [x1, y1], [mx, my]) {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [nx, ny] = [y1 - y0, x0 - x1];
  const away = Math.sign(nx * (x - mx) + ny * (y - my)) || 1;
  const bow = 0.2 * away;
  const point = (px, py) => `${px.toFixed(1)},${py.toFixed(1)}`;
  return `M${point(x0, y0)}Q${point(x + nx * bow, y + ny * bow)} ${point(x1, y1)}`;
}
