// What a class of units looks like, on the map, in its legend and in a saved image.

import { html, svg } from "../core/elements.js";
import {
  BY_SITE,
  NO_FIGURE,
  NOT_COMPARABLE,
  NOT_COUNTED,
  NOTHING_REACHES,
  WIDE,
  WITH_PREFECTURE,
} from "./class_codes.js";
import { SITE_MARK, STRIPES } from "./wider_units.js";

const PATTERNED = {
  [NOTHING_REACHES]: "none",
  [NOT_COUNTED]: "out",
  [NO_FIGURE]: "missing",
  [NOT_COMPARABLE]: "refused",
  [WITH_PREFECTURE]: "through",
  [BY_SITE]: "site",
  [WIDE]: "wide",
};

/** CSS class of a unit or swatch for a class of the payload. */
export const classOf = (index) => `is-${PATTERNED[index] ?? index}`;

/**
 * Custom properties `--c0 …` of a ramp, light and dark in one, so that a theme needs no redraw; and
 * `--tone` of the one colour for units that a map marks beside its classes.
 */
export function setRamp(style, { light, dark }, tone) {
  light.forEach((colour, i) => style.setProperty(`--c${i}`, `light-dark(${colour}, ${dark[i]})`));
  if (tone) style.setProperty("--tone", `light-dark(${tone.light[0]}, ${tone.dark[0]})`);
}

/** Lines of the patterns for units without a figure, and for those whose figures do not compare. */
export const MISSING = "M0,3H6";
export const REFUSED = "M0,0L7,7M7,0L0,7";

/** Patterns that mark units without a colour, for a map's <defs>. */
export function patterns() {
  return [
    svg(
      "pattern",
      { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "pattern-ground", width: 6, height: 6 }),
      svg("path", { class: "pattern-line", d: "M-1,1L1,-1M0,6L6,0M5,7L7,5" }),
    ),
    svg(
      "pattern",
      { id: "stripes", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "pattern-tint", width: 6, height: 6 }),
      svg("path", { class: "pattern-stripe", d: STRIPES }),
    ),
    svg(
      "pattern",
      { id: "dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "pattern-ground", width: 6, height: 6 }),
      svg("circle", { class: "pattern-dot", cx: 3, cy: 3, r: 0.8 }),
    ),
    svg(
      "pattern",
      { id: "missing", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "pattern-paper", width: 6, height: 6 }),
      svg("path", { class: "pattern-line", d: MISSING }),
    ),
    svg(
      "pattern",
      { id: "refused", width: 7, height: 7, patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "pattern-paper", width: 7, height: 7 }),
      svg("path", { class: "pattern-line", d: REFUSED }),
    ),
  ];
}

/** Patterns keep their grain on the screen while the drawing is scaled by `scale`. */
export function setGrain(defs, scale) {
  for (const pattern of defs.querySelectorAll("pattern")) {
    pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
  }
}

/** Small sample of a class for a legend. */
export const swatch = (index) =>
  html(
    "span",
    { class: `swatch ${classOf(index)}`, "aria-hidden": "true" },
    index === BY_SITE
      ? svg("svg", { viewBox: "-10 -6.5 20 13" }, svg("path", { class: "site-mark", d: SITE_MARK }))
      : null,
  );

/** Sample of the dashed line around a zone. */
export const dashSample = (dash) =>
  svg(
    "svg",
    { width: 28, height: 8, "aria-hidden": "true" },
    svg("path", {
      d: "M0,4H28",
      stroke: "currentColor",
      "stroke-width": 1.6,
      "stroke-dasharray": dash,
    }),
  );
