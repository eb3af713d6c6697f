// The province as a thumbnail: light land, classes of counties in one hue, hairlines in paper.

import { svg } from "../core/elements.js";
import { json, once } from "../core/fetching.js";
import { merge, mesh } from "../vendor/topojson-client.js";

/** Points closer than this are one: a thumbnail shows five units of the drawing or more a pixel. */
const THIN = 3.6;
const MARGIN = 6;
/** A diamond that is seen on a thumbnail. */
const MARK = "M0,-26L26,0L0,26L-26,0Z";

/** A single class is drawn in the strong middle of the ramp, as on the big map. */
const ALONE = 0.72;

/** Place of a class on the ramp, 0 to 1, by its rank from 1 and the highest rank. */
export const placeOf = (rank, top) => (top === 1 ? ALONE : (rank - 1) / (top - 1));

/** What a character of `reached` beside the digits stands for, as a CSS class. */
const WIDER = { p: "through", s: "site", w: "everywhere" };

/**
 * Classes for `draw` from one character a drawn county, in catalogue order: 0 is not reached, a
 * letter is reached in a wider way.
 */
export function gradedClasses(reached, counties) {
  const digits = [...reached];
  const ranks = [...new Set(digits)].filter(Number).sort();
  const top = Math.max(...ranks.map(Number), 1);
  const codes = (sign) => counties.filter((_, i) => digits[i] === sign).map(({ adcode }) => adcode);
  return [
    ...ranks.map((rank) => ({ name: "shade", place: placeOf(Number(rank), top), codes: codes(rank) })),
    ...Object.entries(WIDER).map(([sign, name]) => ({ name, codes: codes(sign) })),
  ];
}

let drawn = 0;

const stripesPattern = (id) =>
  svg(
    "pattern",
    { id, width: 30, height: 30, patternUnits: "userSpaceOnUse" },
    svg("rect", { class: "stripe-ground", width: 30, height: 30 }),
    svg("path", { class: "stripe", d: "M-5,25L5,35M0,0L30,30M25,-5L35,5" }),
  );

/** The thumbnails' geometry, decoded once. */
export const smallMaps = (assets) =>
  once("small maps", assets, async () => smallMapsOf(await json(`${assets}map.topo.json`)));

/**
 * `draw(classes)` gives an `<svg>` in which the counties of each class are one path. A class is
 * `{ name, codes, place }`: its CSS class, its adcodes, and optionally its place on a ramp, 0 to 1.
 */
export function smallMapsOf(topology) {
  const thin = thinned(topology);
  const { counties } = thin.objects;
  const parent = (/** @type {any} */ { id, properties }) => properties?.parent ?? id.slice(0, 4);
  const areas = new Map();

  const area = (codes) => {
    const key = codes.join();
    if (!areas.has(key)) {
      const wanted = new Set(codes);
      areas.set(key, ringsPath(merge(thin, counties.geometries.filter(({ id }) => wanted.has(id)))));
    }
    return areas.get(key);
  };
  const all = counties.geometries.map(({ id }) => id);
  const land = area(all);
  const within = linesPath(mesh(thin, counties, (a, b) => a !== b && parent(a) === parent(b)));
  const between = linesPath(mesh(thin, counties, (a, b) => a !== b && parent(a) !== parent(b)));
  const viewBox = extent(counties, thin.arcs);

  const points = new Map(counties.geometries.map(({ id, properties = {} }) => [id, properties]));
  const mark = (code) => {
    const { x, y } = points.get(code) ?? {};
    return x === undefined ? null : svg("path", { class: "site-mark", d: MARK, transform: `translate(${x},${y})` });
  };

  return {
    draw(classes) {
      const filled = classes.filter(({ codes }) => codes.length);
      // A pattern wears the hue of the map that it stands in, so each has its own.
      drawn += 1;
      const stripes = `stripes-${drawn}`;
      const fill = (name) => (name === "through" ? { fill: `url(#${stripes})` } : {});
      return svg(
        "svg",
        { class: "small-map", viewBox: viewBox.join(" "), "aria-hidden": "true", focusable: "false" },
        filled.some(({ name }) => name === "through") ? svg("defs", {}, stripesPattern(stripes)) : null,
        svg("path", { class: "land", d: land }),
        filled.map(({ name, codes, place = 1 }) =>
          svg("path", { class: name, d: area(codes), style: `--place: ${place}`, ...fill(name) }),
        ),
        svg("path", { class: "county-line", d: within }),
        svg("path", { class: "prefecture-line", d: between }),
        filled.filter(({ name }) => name === "site").flatMap(({ codes }) => codes.map(mark)),
      );
    },
  };
}

// Arcs are thinned, not rings, so that neighbours and classes still meet without a gap.
function thinned({ transform, arcs, objects }) {
  const { scale: [kx, ky], translate: [dx, dy] } = transform ?? { scale: [1, 1], translate: [0, 0] };
  /** @type {any} */
  const thin = {
    type: "Topology",
    objects,
    arcs: arcs.map((arc) => {
      let x = 0;
      let y = 0;
      const points = arc.map(([px, py]) => {
        [x, y] = transform ? [x + px, y + py] : [px, py];
        return [x * kx + dx, y * ky + dy];
      });
      return thinnedArc(points);
    }),
  };
  return thin;
}

function thinnedArc(points) {
  const last = points.length - 1;
  let [x, y] = points[0];
  const kept = points.filter(([px, py], i) => {
    if (i && i < last && Math.hypot(px - x, py - y) < THIN) return false;
    [x, y] = [px, py];
    return true;
  });
  const closed = points[0].every((value, i) => value === points[last][i]);
  return closed && kept.length < 5 ? points : kept;
}

const lineOf = (points) => `M${points.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`).join("L")}`;
const linesPath = ({ coordinates }) => coordinates.map(lineOf).join("");
const ringsPath = ({ coordinates }) => coordinates.flat().map((ring) => `${lineOf(ring)}Z`).join("");

function extent(layer, arcs) {
  const used = new Set(layer.geometries.flatMap(({ arcs: indexes }) => indexes.flat(Infinity)));
  const points = [...used].flatMap((i) => arcs[i < 0 ? ~i : i]);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x0, y0] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return [x0, y0, Math.max(...xs) + MARGIN - x0, Math.max(...ys) + MARGIN - y0].map(Math.round);
}
