export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
export { select, pointer } from "d3-selection";
