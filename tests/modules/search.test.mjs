import assert from "node:assert/strict";
import { test } from "node:test";
import { byPrefecture, unitsOf } from "../../atlas/ui/frontend/core/place_groups.js";
import { foundPlaces, placeIndex } from "../../atlas/ui/frontend/widgets/place_search.js";
import { names, places } from "./world.mjs";

const index = placeIndex(places, ({ parent }) => names.place.get(parent));
const found = (text) => foundPlaces(index, text).map(({ en }) => en);

test("a place is found by name, pinyin, initials, code and English, however it is typed", () => {
  for (const text of ["东山县", "东山", "dongshan", "Dong Shan", "dsx", "900102", "ｄｏｎｇｓｈａｎ"]) {
    assert.equal(found(text)[0], "Dongshan", text);
  }
});

test("what is called so stands before what begins so, and that before what lies there", () => {
  assert.deepEqual(found("dongjiang"), ["Dongjiang", "Hekou", "Dongshan"]);
  assert.deepEqual(found("dong"), ["Dongjiang", "Dongshan", "Hekou"]);
  assert.deepEqual(found("口"), []);
  assert.deepEqual(found("口县"), ["Linkou"]);
});

test("nothing typed gives the prefectures, and the province is never offered", () => {
  assert.deepEqual(found("  "), ["Dongjiang", "Xiling"]);
  assert.deepEqual(found("山南省"), ["Dongjiang", "Xiling"]);
});

test("units are grouped by prefecture, and a prefecture is whole where all of it is there", () => {
  const groups = (...codes) =>
    byPrefecture(codes, names).map(({ prefecture, whole, counties }) => [prefecture.en, whole, counties.map(({ en }) => en)]);
  assert.deepEqual(groups("900201", "900101", "900102"), [["Dongjiang", true, ["Hekou", "Dongshan"]], ["Xiling", false, ["Linkou"]]]);
  assert.deepEqual(groups("900200"), [["Xiling", true, []]]);
  assert.deepEqual(groups("900201", "900202"), [["Xiling", false, ["Linkou", "Xichuan"]]]);
  assert.deepEqual(unitsOf({ counties: ["900101"], places: ["900203", "900101"] }), ["900101", "900203"]);
});
