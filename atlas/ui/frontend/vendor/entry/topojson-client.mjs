export { feature, mesh, merge, neighbors } from "topojson-client";
