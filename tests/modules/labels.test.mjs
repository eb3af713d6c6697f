import assert from "node:assert/strict";
import { test } from "node:test";

// Each letter is ten pixels wide.
globalThis.OffscreenCanvas = class {
  getContext = () => ({ measureText: (text) => ({ width: 10 * text.length }) });
};
const { labelCandidates, placeLabels, prefectureLabel } = await import("../../atlas/ui/frontend/map/labels.js");

const plain = { k: 1, scale: 1, x: 0, y: 0 };
const size = { width: 200, height: 100 };
const label = (text, x, y, more = {}) => ({ id: text, kind: "prefecture", text, size: 12, weight: 400, points: [[x, y]], room: Infinity, ...more });
const written = (labels, transform = plain, obstacles = []) =>
  placeLabels(labels, transform, size, "sans", obstacles).map(({ text, x, y }) => `${text}@${x},${y}`);

test("the first of two that would overlap is written, the second where it finds room", () => {
  assert.deepEqual(written([label("one", 50, 50), label("two", 60, 52)]), ["one@50,50"]);
  assert.deepEqual(written([label("one", 50, 50), label("two", 60, 52, { points: [[60, 52], [150, 50]] })]), ["one@50,50", "two@150,50"]);
});

test("no label leaves the window or covers an obstacle", () => {
  assert.deepEqual(written([label("one", 5, 50), label("two", 100, 3), label("six", 195, 50), label("ten", 100, 97)]), []);
  assert.deepEqual(written([label("one", 50, 50)], plain, [[40, 40, 60, 60]]), []);
  assert.deepEqual(written([label("one", 50, 50)], plain, [[80, 40, 90, 60]]), ["one@50,50"]);
});

test("labels just beside each other both stand", () => {
  // "one" is 30 wide with 3 to spare on both sides: 36 apart they touch.
  assert.deepEqual(written([label("one", 50, 50), label("two", 87, 50)]).length, 2);
  assert.deepEqual(written([label("one", 50, 50), label("two", 86, 50)]).length, 1);
});

test("a county is written once the reader is near, and where its own width lets it", () => {
  const county = label("one", 50, 50, { kind: "county", room: 20 });
  assert.deepEqual(written([county], { ...plain, k: 1.5, scale: 1.5 }), []);
  assert.deepEqual(written([county], { ...plain, k: 1.6, scale: 1.6 }), ["one@80,80"]);
  assert.deepEqual(written([{ ...county, room: 10 }], { ...plain, k: 1.6, scale: 1.6 }), []);
});

test("a label with a gap stands beside its point, right before left", () => {
  assert.deepEqual(written([label("one", 100, 50, { gap: 8 })]), ["one@123,50"]);
  assert.deepEqual(written([label("one", 100, 50, { gap: 8 })], plain, [[110, 40, 130, 60]]), ["one@77,50"]);
});

test("a Chinese prefecture loses its kind, an English one has none", () => {
  assert.equal(prefectureLabel({ zh: "东江市", en: "Dongjiang" }, "zh"), "东江");
  assert.equal(prefectureLabel({ zh: "北山地区", en: "Beishan" }, "zh"), "北山");
  assert.equal(prefectureLabel({ zh: "东江市", en: "Dongjiang" }, "en"), "Dongjiang");
});

test("what was chosen comes first, then prefectures, then counties by size", () => {
  const shape = (point, area) => ({ point, area, box: [0, 0, 50, 50] });
  const place = (adcode, en) => ({ adcode, en, zh: en, polygon: true });
  const [east, small, big, picked] = [place("1", "East"), place("11", "Small"), place("12", "Big"), place("13", "Picked")];
  const catalogue = { prefectures: [east], counties: [small, big, picked], place: new Map([["13", picked]]) };
  const geometry = {
    prefectures: new Map([["1", shape([0, 0], 9)]]),
    counties: new Map([["11", shape([5, 0], 1)], ["12", shape([1, 0], 5)], ["13", shape([3, 0], 3)]]),
    parent: () => "1", lakes: [{ en: "Lake", area: 500, point: [0, 0] }], rivers: [],
  };
  const found = labelCandidates({ catalogue, geometry, lang: "en", level: "county", selected: ["13"] });
  assert.deepEqual(found.map(({ text }) => text), ["Picked", "East", "Big", "Small", "Lake"]);
  assert.deepEqual(found[1].points, [[0, 0], [1, 0], [3, 0], [5, 0]]);
  assert.equal(found[4].kind, "water rank-1");
});
