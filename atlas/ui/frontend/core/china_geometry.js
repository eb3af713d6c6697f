// The country's drawing, decoded from TopoJSON: land, lines, islets and our prefectures.

import { decodeUnits, pathOf } from "./geometry.js";
import { feature, mesh } from "../vendor/topojson-client.js";

/**
 * Path data of `land`, of the lines between provinces (`lines.province`), around the country
 * (`lines.country`) and of the boundary lines at sea and elsewhere (`lines.boundary`); `islets`,
 * dots for islands too small to be polygons; `prefectures`, adcode to `{ d, box, area, point }`;
 * `box`, the frame, and `inset`, `{ box, scale }`, what the customary inset shows.
 */
export function decodeChina(topology) {
  const { provinces, islets, boundary_lines: boundary, prefectures } = topology.objects;
  const shapes = (layer) => layer.geometries.map((one) => feature(topology, one).geometry);
  return {
    box: topology.bbox,
    inset: topology.inset,
    land: shapes(provinces).map(pathOf).join(""),
    lines: {
      province: pathOf(mesh(topology, provinces, (a, b) => a !== b)),
      country: pathOf(mesh(topology, provinces, (a, b) => a === b)),
      boundary: shapes(boundary).map(pathOf).join(""),
      prefecture: pathOf(mesh(topology, prefectures, (a, b) => a !== b)),
    },
    // A path of no length with round caps is a dot of the line's own width.
    islets: shapes(islets)
      .flatMap(({ coordinates }) => coordinates)
      .map(([x, y]) => `M${x},${y}h0`)
      .join(""),
    prefectures: decodeUnits(topology, prefectures),
  };
}
