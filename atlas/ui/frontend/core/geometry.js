// The province's drawing, decoded from TopoJSON: outlines as SVG path data, meshes of shared arcs.

import { feature, mesh, neighbors } from "../vendor/topojson-client.js";

/**
 * `counties` and `prefectures` map an adcode to `{ d, box: [x0, y0, x1, y1], area, point }`, where
 * `point` is for a label; `rivers` and `lakes` are `[{ d, zh, en, rank, lines, … }]`; `land` is
 * the neighbours' path data.
 */
export function decodeGeometry(topology) {
  const { counties, prefectures } = topology.objects;
  const parent = parents(counties, prefectures);
  const codes = counties.geometries.map(({ id }) => id);
  const near = neighbors(counties.geometries);

  const meshOf = (layer, keep) => pathOf(mesh(topology, layer, keep));
  const outlines = new Map();

  return {
    box: topology.bbox,
    counties: decodeUnits(topology, counties),
    prefectures: decodeUnits(topology, prefectures),
    land: topology.objects.neighbours.geometries
      .map((geometry) => pathOf(feature(topology, geometry).geometry))
      .join(""),
    rivers: named(topology, topology.objects.rivers),
    lakes: named(topology, topology.objects.lakes).map((lake) => ({ ...lake, ...middle(lake) })),
    /** Lines between counties of one prefecture, between prefectures, and around the province. */
    lines: {
      county: meshOf(counties, (a, b) => a !== b && parent.get(a.id) === parent.get(b.id)),
      prefecture: meshOf(counties, (a, b) => a !== b && parent.get(a.id) !== parent.get(b.id)),
      province: meshOf(counties, (a, b) => a === b),
    },
    /** Adcodes of the counties that share a line with `adcode`. */
    nextTo: (adcode) => near[codes.indexOf(adcode)].map((i) => codes[i]),
    /** Path data of the line around a set of counties, without the lines inside it. */
    outline(adcodes) {
      const key = [...adcodes].sort().join();
      if (!outlines.has(key)) {
        const inside = new Set(adcodes);
        const layer = {
          type: "GeometryCollection",
          geometries: counties.geometries.filter(({ id }) => inside.has(id)),
        };
        outlines.set(
          key,
          meshOf(layer, (a, b) => a === b),
        );
      }
      return outlines.get(key);
    },
    parent: (adcode) => parent.get(adcode),
  };
}

/** Outlines of a layer of polygons by id, with extent, area and a point for a label. */
export function decodeUnits(topology, layer) {
  return new Map(
    layer.geometries.map((geometry) => {
      const shape = feature(topology, geometry).geometry;
      const [area, centre] = areaAndCentre(shape);
      const { x, y } = geometry.properties ?? {};
      return [
        geometry.id,
        {
          d: pathOf(shape),
          box: extent(linesOf(shape).flat()),
          area,
          point: x === undefined ? centre : [x, y],
        },
      ];
    }),
  );
}

// A county's prefecture is its code's first four digits, except where the layer says otherwise.
function parents(counties, prefectures) {
  const known = new Set(prefectures.geometries.map(({ id }) => id));
  return new Map(
    counties.geometries.map(({ id, properties }) => {
      const parent = properties?.parent ?? `${id.slice(0, 4)}00`;
      if (!known.has(parent)) throw new Error(`county ${id} has no prefecture ${parent}`);
      return [id, parent];
    }),
  );
}

function named(topology, layer) {
  return layer.geometries.map((geometry) => {
    const { geometry: shape, properties } = feature(topology, geometry);
    const { name_zh: zh = "", name_en: en = "", rank = 1 } = properties ?? {};
    return { shape, d: pathOf(shape), zh, en, rank, lines: linesOf(shape) };
  });
}

function middle({ shape }) {
  const [area, point] = areaAndCentre(shape);
  return { area, point };
}

const linesOf = ({ type, coordinates }) =>
  ({
    LineString: () => [coordinates],
    MultiLineString: () => coordinates,
    Polygon: () => coordinates,
    MultiPolygon: () => coordinates.flat(),
  })[type]();

const round = (value) => Math.round(value * 10) / 10;

/** Path data of a GeoJSON shape, to a tenth of a unit. */
export function pathOf(shape) {
  const closed = shape.type.endsWith("Polygon");
  return linesOf(shape)
    .map((line) => {
      const points = (closed ? line.slice(0, -1) : line).map(([x, y]) => `${round(x)},${round(y)}`);
      return `M${points.join("L")}${closed ? "Z" : ""}`;
    })
    .join("");
}

function extent(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

// Of the largest part: where a label may stand, unless the layer names a better point.
function areaAndCentre({ type, coordinates }) {
  const outer = type === "MultiPolygon" ? coordinates.map(([ring]) => ring) : [coordinates[0]];
  const parts = outer.map((ring) => {
    let [twice, x, y] = [0, 0, 0];
    ring.slice(1).forEach(([x1, y1], i) => {
      const [x0, y0] = ring[i];
      const cross = x0 * y1 - x1 * y0;
      twice += cross;
      x += (x0 + x1) * cross;
      y += (y0 + y1) * cross;
    });
    return { area: Math.abs(twice / 2), centre: [x / (3 * twice), y / (3 * twice)] };
  });
  const largest = parts.reduce((a, b) => (b.area > a.area ? b : a));
  return [parts.reduce((sum, { area }) => sum + area, 0), largest.centre];
}
