// The county map as a picture, with its legend.

import { svg } from "../core/elements.js";
import { placeLabels, textWidth } from "./labels.js";
import { FONT, INK, INNER, MARGIN, WIDTH, line, picture } from "./picture_page.js";
import {
  BY_SITE,
  NO_FIGURE,
  NOT_COMPARABLE,
  NOT_COUNTED,
  NOTHING_REACHES,
  WIDE,
  WITH_PREFECTURE,
} from "./class_codes.js";
import { MISSING, REFUSED } from "./swatches.js";
import { SITE_MARK, markAbove, STRIPES, widerUnits } from "./wider_units.js";

const WATER = "#9cc3da";

/** The view as an SVG element: `payload` for fills and words, `map` for shapes and what is in sight. */
export function drawing(payload, map, t, zones) {
  const { transform, size, candidates } = map.snapshot();
  const [x0, y0, x1, y1] = map.geometry.box;
  const whole = transform.k === 1;
  const height = whole ? (INNER * (y1 - y0)) / (x1 - x0) : (INNER * size.height) / size.width;
  const zoom = INNER / size.width;
  const view = whole
    ? { k: 1, scale: INNER / (x1 - x0), x: -x0, y: -y0 }
    : {
        k: transform.k,
        scale: transform.scale * zoom,
        x: transform.x * zoom,
        y: transform.y * zoom,
      };

  return picture(
    payload.image,
    payload.lang,
    (parts, y) => {
      parts.push(mapGroup(payload, map, view, { width: INNER, height }, candidates, y, zones));
      return legendGroup(payload, t, y + height + 16, parts);
    },
    definitions(view.scale, { width: INNER, height }, payload.tone),
  );
}

function definitions(scale, { width, height }, tone) {
  const pattern = (id, transform, mark, { side = 6, ground = "#eff2f4" } = {}) =>
    svg(
      "pattern",
      { id, width: side, height: side, patternUnits: "userSpaceOnUse", patternTransform: transform },
      svg("rect", { width: side, height: side, fill: ground }),
      mark,
    );
  const hatch = () =>
    svg("path", { d: "M-1,1L1,-1M0,6L6,0M5,7L7,5", stroke: "#cfd6dd", "stroke-width": 0.9 });
  const dot = () => svg("circle", { cx: 3, cy: 3, r: 0.8, fill: "#c3cad2" });
  const lines = (d) => svg("path", { d, stroke: "#aab4be", "stroke-width": 0.9 });
  const blank = { ground: INK.paper };
  const [colour] = tone?.light ?? [INK.ink];
  const stripes = () => svg("path", { d: STRIPES, stroke: colour, "stroke-width": 1.1 });
  const tint = { ground: tinted(colour, 0.13) };
  return svg(
    "defs",
    {},
    pattern("hatch", `scale(${1 / scale})`, hatch()),
    pattern("dots", `scale(${1 / scale})`, dot()),
    pattern("hatch-swatch", null, hatch()),
    pattern("dots-swatch", null, dot()),
    pattern("missing", `scale(${1 / scale})`, lines(MISSING), blank),
    pattern("refused", `scale(${1 / scale})`, lines(REFUSED), { ...blank, side: 7 }),
    pattern("missing-swatch", null, lines(MISSING), blank),
    pattern("refused-swatch", null, lines(REFUSED), { ...blank, side: 7 }),
    pattern("stripes", `scale(${1 / scale})`, stripes(), tint),
    pattern("stripes-swatch", null, stripes(), tint),
    svg("clipPath", { id: "frame" }, svg("rect", { width, height, rx: 4 })),
  );
}

const PATTERNS = {
  [NOTHING_REACHES]: "hatch",
  [NOT_COUNTED]: "dots",
  [NO_FIGURE]: "missing",
  [NOT_COMPARABLE]: "refused",
  [WITH_PREFECTURE]: "stripes",
};
const fillOf = (cls, { ramp, tone }, where = "") => {
  if (cls === WIDE) return "#e1e2e4";
  if (cls === BY_SITE) return tinted(tone.light[0], 0.07);
  return PATTERNS[cls] ? `url(#${PATTERNS[cls]}${where})` : ramp.light[cls];
};

/** A colour on white paper, in a share of its strength: other programs know no color-mix. */
function tinted(colour, share) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(255 - (255 - part) * share).toString(16).padStart(2, "0")).join("")}`;
}

function mapGroup(payload, map, view, frame, candidates, top, zones) {
  const { geometry } = map;
  const px = 1 / view.scale;
  const stroke = (d, colour, width, more) =>
    svg("path", {
      d,
      fill: "none",
      stroke: colour,
      "stroke-width": width * px,
      "stroke-linejoin": "round",
      ...more,
    });
  const { sites, prefectures } = widerUnits(payload.classes, map.codes(), geometry.parent);
  const chosen = payload.selected.map(map.shapeOf).filter(Boolean);
  const scene = svg(
    "g",
    { transform: `translate(${view.x},${view.y}) scale(${view.scale})` },
    svg("path", { d: geometry.land, fill: INK.land, stroke: "#dfe4e8", "stroke-width": px }),
    map
      .codes()
      .map((code, i) =>
        svg("path", {
          d: map.shapeOf(code).d,
          fill: fillOf(payload.classes[i], payload),
          "data-code": code,
        }),
      ),
    geometry.lakes.map(({ d }) =>
      svg("path", { d, fill: "#d5e6f0", stroke: WATER, "stroke-width": 0.6 * px }),
    ),
    geometry.rivers.map(({ d, rank }) => stroke(d, WATER, rank === 1 ? 1.1 : 0.7)),
    payload.level === "county" ? stroke(geometry.lines.county, INK.paper, 0.8) : null,
    stroke(geometry.lines.prefecture, INK.paper, 2.6),
    stroke(geometry.lines.prefecture, "#66727f", 0.8),
    stroke(geometry.lines.province, "#59646f", 1.1),
    prefectures.map((code) => stroke(geometry.prefectures.get(code).d, payload.tone.light[0], 1.6)),
    sites.map((code) => {
      const [x, y] = map.pointOf(code);
      return svg("path", {
        d: SITE_MARK,
        transform: `translate(${x},${y - markAbove(view.k) * px}) scale(${px})`,
        fill: payload.tone.light[0],
        stroke: INK.paper,
        "stroke-width": 1.5,
      });
    }),
    zones.flatMap(({ counties, dash }) => [
      stroke(geometry.outline(counties), INK.paper, 3),
      stroke(geometry.outline(counties), INK.ink, 1.4, { "stroke-dasharray": inUnits(dash, px) }),
    ]),
    chosen.map(({ d }) => stroke(d, INK.paper, 4.5)),
    chosen.map(({ d }) => stroke(d, INK.ink, 2.2)),
  );
  const labels = placeLabels(candidates, view, frame, FONT).map((label) =>
    svg(
      "text",
      {
        x: label.x.toFixed(1),
        y: label.y.toFixed(1),
        "font-size": label.size,
        "font-weight": label.weight,
        fill: label.kind.startsWith("water") ? "#4e7f9b" : INK.ink,
        stroke: INK.paper,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        "text-anchor": "middle",
        "dominant-baseline": "central",
      },
      label.text,
    ),
  );
  const key = zones.flatMap(({ name, dash }, i) => {
    const y = frame.height - 14 - 20 * (zones.length - 1 - i);
    const sample = {
      d: `M12,${y}H44`,
      stroke: INK.ink,
      "stroke-width": 1.4,
      "stroke-dasharray": dash,
    };
    return [svg("path", sample), line(name, 52, y + 4.5, 12.5, 400, INK.soft)];
  });
  return svg(
    "g",
    { transform: `translate(${MARGIN},${top})`, "clip-path": "url(#frame)" },
    svg("rect", { width: frame.width, height: frame.height, fill: INK.paper }),
    scene,
    labels,
    key,
  );
}

const inUnits = (dash, px) =>
  dash
    .split(" ")
    .map((length) => length * px)
    .join(" ");

/** Legend from `top` down; gives back where it ends. */
function legendGroup(payload, t, top, parts) {
  const { legend, legend_title: title, total } = payload;
  let [x, y] = [MARGIN, top];
  parts.push(line(title, x, y + 13, 13, 600, INK.ink));
  x += textWidth(title, 13, FONT, 600) + 20;
  for (const { label, n, class: cls } of legend) {
    const count = t("map.legend_count", { n });
    const wide = 26 + textWidth(label, 13, FONT) + 8 + textWidth(count, 12, FONT) + 22;
    if (x + wide > WIDTH - MARGIN) [x, y] = [MARGIN, y + 24];
    parts.push(
      svg("rect", {
        x,
        y: y + 2,
        width: 20,
        height: 13,
        rx: 2,
        fill: fillOf(cls, payload, "-swatch"),
        stroke: "#c3cad2",
        "stroke-width": 0.6,
      }),
      ...(cls === BY_SITE
        ? [svg("path", { d: SITE_MARK, transform: `translate(${x + 10},${y + 8.5}) scale(0.9)`, fill: payload.tone.light[0] })]
        : []),
      line(label, x + 26, y + 13, 13, 400, INK.ink),
      line(count, x + 34 + textWidth(label, 13, FONT), y + 13, 12, 400, INK.faint),
    );
    x += wide;
  }
  const sum = t("map.total", { n: total });
  if (x + textWidth(sum, 13, FONT) > WIDTH - MARGIN) y += 24;
  parts.push(line(sum, WIDTH - MARGIN, y + 13, 13, 400, INK.soft, "end"));
  return y + 30;
}
