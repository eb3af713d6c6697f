import assert from "node:assert/strict";
import { test } from "node:test";
import { clausesOf, headingOf, mapAnswer, sentenceOf } from "../../atlas/ui/frontend/map/answer.js";
import { answers } from "../../atlas/ui/frontend/query/answers.js";
import { asked, names, plan, t } from "./world.mjs";

const context = { doc: "made", names, plan, engine: answers({ names, plan }), t, lang: "en" };
const answer = (parts = {}) => mapAnswer(context, asked(parts));

test("the whole plan is titled by how many counties it reaches", () => {
  const { image, list_title, values, bounds, outlines, hue, province } = answer();
  assert.equal(image.title, "pages.finding_all_counties n=5 counties=4");
  assert.equal(list_title, "pages.list_all n=5");
  assert.deepEqual(values, [3, 2, 1, 1]);
  assert.deepEqual(bounds, [[1, 1], [2, 2], [3, 3]]);
  assert.deepEqual([outlines, hue, province], [[], "", [2]]);
});

test("a filter is said in words, draws its zones and takes the hue of a strategy alone", () => {
  const { image, outlines, hue } = answer({ strategy: ["border"] });
  assert.equal(image.title, "pages.finding_strategy strategy=Border n=2 counties=2");
  assert.equal(image.subtitle, "query.sentence parts=query.strategy values=Border");
  assert.deepEqual([outlines, hue], [["ports"], "border"]);
  assert.equal(answer({ strategy: ["border", "grain"] }).hue, "");
});

test("counties left out are counted", () => {
  assert.equal(answer({ theme: ["one"] }).image.title, "pages.finding_all_counties n=2 counties=4");
  assert.equal(answer({ relation: ["class"] }).image.title, "pages.finding_some n=1 counties=1 left=3");
});

test("nothing found says why and how to take it back", () => {
  const { empty, image } = answer({ q: ["nowhere"] });
  assert.equal(image.title, "pages.finding_none");
  assert.equal(empty.text, "pages.empty_text filter=query.sentence parts=query.q values=nowhere");
  assert.deepEqual(empty.patch, { theme: [], strategy: [], relation: [], basis: [], place: [], inherited: [], q: [], measure: [] });
  assert.equal(answer({ relation: ["province"] }).image.title, "pages.finding_province strategy= n=2");
});

test("the list is titled by up to three places, more are counted", () => {
  const codes = ["900101", "900102", "900201", "900202"];
  assert.equal(answer({ place: codes.slice(0, 2) }).list_title, "pages.list_places places=Hekou and Dongshan n=3");
  assert.equal(answer({ place: codes.slice(0, 3) }).list_title, "pages.list_places places=Hekou, Dongshan and Linkou n=3");
  // Parted by the words between, since “and” comes with those that are only counted.
  const between = "place.between";
  const three = ["Hekou", "Dongshan", "Linkou"].join(between);
  assert.equal(answer({ place: codes }).list_title, `pages.list_more_places places=${three} n=4 count=4`);
});

test("a page of one place says what reaches it, and what names it", () => {
  const said = (code) => headingOf(context, asked({ place: [code] }), answer({ place: [code] }));
  assert.equal(said("900102"), "pages.finding_place place=Dongshan n=2 named=1");
  assert.equal(said("900202"), "pages.finding_place_unnamed place=Xichuan n=2 named=0");
});

test("the sentence names each part that is not by default, in the order of an address", () => {
  const query = asked({ place: ["900101"], strategy: ["grain"], inherited: ["without"], q: ["x"], relation: ["class"] });
  assert.deepEqual(clausesOf(context, query).map(([name]) => name), ["strategy", "relation", "place", "inherited", "q"]);
  assert.equal(sentenceOf(context, asked({ relation: ["class", "explicit", "zone"] })), "query.all");
});
