import assert from "node:assert/strict";
import { test } from "node:test";
import { explains, reachOf, strategiesAt } from "../../atlas/ui/frontend/map/reach.js";
import { names, plan } from "./world.mjs";

const rows = [[0, [0, 1]], [1, [2]], [3, [4]], [4, [5, 6]]];
const parent = (code) => names.place.get(code).parent;
const counties = reachOf(rows, plan, "county", parent);
const prefectures = reachOf(rows, plan, "prefecture", parent);

test("a measure reaches the counties of all its reasons, a county is reached by those of the list", () => {
  assert.deepEqual([...counties.units(0)], ["900101", "900202"]);
  assert.deepEqual(counties.measures("900101"), [0, 1, 3]);
  assert.deepEqual(counties.measures("900203"), []);
  assert.deepEqual([...counties.units(99)], []);
});

test("a prefecture is reached where one of its counties is, once a measure", () => {
  assert.deepEqual([...prefectures.units(1)], ["900100", "900200"]);
  assert.deepEqual(prefectures.measures("900100"), [0, 1, 3]);
});

test("strategies at a unit stand by how many measures bring them", () => {
  assert.deepEqual(strategiesAt("900202", counties, plan), ["border"]);
  assert.deepEqual(strategiesAt("900101", counties, plan), ["border", "grain", "forest"]);
  const twice = reachOf([[1, [2]], [5, [2]], [0, [0]]], plan, "county", parent);
  assert.deepEqual(strategiesAt("900101", twice, plan), ["forest", "grain", "border"]);
});

test("a value is explained only by as many measures or strategies as it counts", () => {
  assert.equal(explains(3, "measures", "900101", counties, plan), true);
  assert.equal(explains(2, "measures", "900101", counties, plan), false);
  assert.equal(explains(1, "strategies", "900202", counties, plan), true);
  assert.equal(explains(2, "strategies", "900202", counties, plan), false);
  assert.equal(explains(1, "zones", "900202", counties, plan), false);
});
