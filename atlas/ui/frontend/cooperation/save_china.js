// The national map as a picture: the map as it stands, zoom and all, with the legend of its ties.

import { svg } from "../core/elements.js";
import { textWidth } from "../map/labels.js";
import { FONT, INK, INNER, MARGIN, WIDTH, line, picture } from "../map/picture_page.js";
import { symbolPath } from "./tie_signs.js";

/** What a style sheet says of a shape or a label, which other programs must read in the file. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "paint-order",
  "vector-effect",
  "font-size",
  "font-weight",
  "text-anchor",
];
const DRAWN = "path, circle, rect, text";

/** The view as an SVG element; `payload` has image, lang, counts and footer, `map` is the live one. */
export function chinaDrawing({ image, lang, counts, footer }, map, kinds, t) {
  const { width, height } = map.getBoundingClientRect();
  const high = (INNER * height) / width;
  return picture({ ...image, footer }, lang, (parts, y) => {
    const still = asItStands(map);
    const frame = { x: MARGIN, y, width: INNER, height: high, viewBox: `0 0 ${width} ${height}` };
    for (const [name, value] of Object.entries(frame)) still.setAttribute(name, value);
    parts.push(still);
    return legend(kinds, counts, t, y + high + 16, parts);
  });
}

/** A copy in light colours whose shapes say themselves how they look. */
function asItStands(map) {
  const copy = map.cloneNode(true);
  copy.style.cssText = "position: absolute; visibility: visible; left: -9999px; color-scheme: light";
  // Only beside the original do the page's styles reach it.
  map.after(copy);
  for (const part of copy.querySelectorAll("*")) {
    const look = getComputedStyle(part);
    if (look.display === "none" || look.visibility === "hidden" || part.localName === "desc") {
      part.remove();
    } else if (part.matches(DRAWN)) {
      for (const name of LOOKS) part.setAttribute(name, look.getPropertyValue(name));
    } else if (look.opacity !== "1") part.setAttribute("opacity", look.opacity);
  }
  copy.remove();
  for (const part of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...part.attributes]) {
      if (/^(class|style|role|tabindex|aria-|data-)/.test(name)) part.removeAttribute(name);
    }
  }
  return copy;
}

function legend(kinds, counts, t, top, parts) {
  let [x, y] = [MARGIN, top];
  for (const [kind, look] of Object.entries(kinds)) {
    if (!counts[kind]) continue;
    const words = t(`cooperation.kind_${kind}`);
    const count = t("cooperation.legend_count", { n: counts[kind] });
    const wide = 42 + textWidth(words, 13, FONT) + 8 + textWidth(count, 12, FONT) + 22;
    if (x + wide > WIDTH - MARGIN) [x, y] = [MARGIN, y + 24];
    const stroke = {
      fill: "none",
      stroke: look.light,
      "stroke-width": look.width,
      "stroke-dasharray": look.dash || null,
    };
    parts.push(
      svg("path", { d: `M${x},${y + 8}h24`, ...stroke }),
      svg("path", { d: symbolPath(look), transform: `translate(${x + 28},${y + 8})`, fill: look.light }),
      line(words, x + 42, y + 13, 13, 400, INK.ink),
      line(count, x + 50 + textWidth(words, 13, FONT), y + 13, 12, 400, INK.faint),
    );
    x += wide;
  }
  return y + 30;
}
