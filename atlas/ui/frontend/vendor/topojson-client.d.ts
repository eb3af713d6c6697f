export * from "topojson-client";
