import assert from "node:assert/strict";
import { test } from "node:test";
import { listing, translator } from "../../atlas/ui/frontend/core/words.js";
import { withUnit, written } from "../../atlas/ui/frontend/indicators/numbers.js";

const words = { en: { n: { one: "{n} county", other: "{n} counties" }, all: "All {what}", plain: "Plain" } };
const t = translator({ words }, "en");

test("one and many are told apart, and thousands are separated", () => {
  assert.equal(t("n", { n: 1 }), "1 county");
  assert.equal(t("n", { n: 0 }), "0 counties");
  assert.equal(t("n", { n: 12345 }), "12,345 counties");
  assert.equal(t("all", { what: "12345" }), "All 12345");
  assert.equal(t("plain"), "Plain");
});

test("an unknown key and a missing value are errors that name them", () => {
  assert.throws(() => t("none"), /no en text for none/);
  assert.throws(() => t("all"), /all needs a value for what/);
});

test("items are listed as one writes them", () => {
  assert.equal(listing(["A", "B", "C"], "en"), "A, B and C");
  assert.equal(listing(["A", "B"], "en"), "A and B");
  assert.equal(listing(["A"], "en"), "A");
  assert.equal(listing([], "en"), "");
  assert.equal(listing(["甲", "乙", "丙"], "zh"), "甲、乙、丙");
});

test("figures have a true minus, separators and no sign on nothing", () => {
  assert.equal(written(-1234.56, 1), "−1,234.6");
  assert.equal(written(-0.04, 1), "0.0");
  assert.equal(written(3, 0, true), "+3");
  assert.equal(withUnit("3.1", "%"), "3.1%");
  assert.equal(withUnit("3", "10 000 people"), "3 × 10 000 people");
  assert.equal(withUnit("3", "km²"), "3 km²");
});
