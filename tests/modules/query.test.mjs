import assert from "node:assert/strict";
import { test } from "node:test";
import { patchTo } from "../../atlas/ui/frontend/core/follow.js";
import { queryOf } from "../../atlas/ui/frontend/core/query.js";
import { addressUnder, standsIn } from "../../atlas/ui/frontend/query/patched_address.js";
import { names, parameters } from "./world.mjs";

const { query } = names;
const site = { root: "https://plan.example/plans/", first: "overview", meant: query.meant };
const at = (path) => (globalThis.location = { href: `https://plan.example${path}` });

test("a part left empty is by default, whatever the order of its values", () => {
  assert.equal(query.byDefault("relation", ["class", "explicit", "zone"]), true);
  assert.equal(query.byDefault("relation", []), true);
  assert.equal(query.byDefault("relation", ["class", "explicit"]), false);
  assert.equal(query.byDefault("place", ["900101"]), false);
});

test("the whole query has every part that is foreseen, in the catalogue's order", () => {
  const whole = query.whole({ place: ["900202", "900101"], relation: [], level: ["prefecture"], doc: ["x"] });
  assert.deepEqual(whole.place, ["900101", "900202"]);
  assert.deepEqual(whole.relation, ["explicit", "zone", "class"]);
  assert.deepEqual([whole.level, whole.count, whole.q, whole.doc], [["prefecture"], ["strategies"], [], ["x"]]);
  assert.equal("year" in whole, false);
  // Of one strategy it says nothing whether all must be served.
  const combined = (strategy) => query.whole({ combine: ["all"], strategy }).combine;
  assert.deepEqual([combined(["grain"]), combined(["grain", "border"])], [["either"], ["all"]]);
});

test("a reset empties what narrows and leaves level, count, document and language", () => {
  assert.deepEqual(Object.keys(query.reset), ["source", "theme", "strategy", "combine", "relation", "precision", "basis", "reading", "place", "inherited", "q", "measure"]);
  assert.deepEqual(query.local, ["explicit", "zone", "class", "pair"]);
});

test("a parameter that Python adds needs no line of the browser", () => {
  const more = [...parameters, { name: "precision", default: ["unit"], narrows: true, foreseen: true, many: true, values: ["unit", "site"] }];
  const grown = queryOf(more);
  assert.deepEqual(grown.whole({}).precision, ["unit"]);
  assert.deepEqual(grown.reset.precision, []);
  assert.equal(grown.byDefault("precision", ["site"]), false);
});

test("a link to our pages becomes a patch that sets every parameter", () => {
  const pages = { pages: ["overview", "map"], query: parameters };
  const patch = patchTo("./map?place=900101&place=900102&q=a%26b#list", pages);
  assert.deepEqual([patch.page, patch.place, patch.q, patch.relation], [["map"], ["900101", "900102"], ["a&b"], []]);
  assert.deepEqual(Object.keys(patch), ["page", ...parameters.map(({ name }) => name)]);
  assert.deepEqual(patchTo("./", pages).page, ["overview"]);
  assert.equal(patchTo("data.csv", pages), null);
  assert.equal(patchTo("#here", pages), null);
});

test("a patch leads to an address that says it", () => {
  at("/plans/map?place=1&lang=en#list");
  assert.equal(addressUnder({ place: ["3", "4"] }, site), "https://plan.example/plans/map?lang=en&place=3&place=4");
  assert.equal(addressUnder({ page: ["overview"], place: [] }, site), "https://plan.example/plans/?lang=en");
});

test("an address says what a patch asks for where it leaves out the default", () => {
  at("/plans/map?place=2&place=1");
  assert.equal(standsIn({ page: ["map"], place: ["1", "2"], relation: [], lang: ["zh"] }, site), true);
  assert.equal(standsIn({ place: ["1"] }, site), false);
  assert.equal(standsIn({ page: ["overview"] }, site), false);
  assert.equal(standsIn({ level: ["prefecture"] }, site), false);
});
