import assert from "node:assert/strict";
import { test } from "node:test";
import { clausesOf, headingOf, mapAnswer, sentenceOf } from "../../atlas/ui/frontend/map/answer.js";
import { answers } from "../../atlas/ui/frontend/query/answers.js";
import { asked, names, plan, t } from "./world.mjs";

const context = { doc: "made", names, plan, engine: answers({ names, plan }), t, lang: "en" };
const answer = (parts = {}) => mapAnswer(context, asked(parts));

test("the whole plan is titled by how many counties it reaches", () => {
  const { image, list_title, values, sites, through, bounds, outlines, hue, province } = answer();
  const site = "pages.beside_join" + "pages.beside_site n=1 units=pages.units_county n=1";
  assert.equal(image.title, `pages.finding_reached strategy= n=3 sentences=pages.from_sentences n=2 units=pages.units_county n=3${site}`);
  assert.equal(list_title, "pages.list_all n=5 sentences=pages.from_sentences n=4pages.list_direct n=3");
  assert.deepEqual([values, sites, through], [[2, 1, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0]]);
  assert.deepEqual(bounds, [[1, 1], [2, 2]]);
  assert.deepEqual([outlines, hue, province], [[], "", [2]]);
});

test("a filter is said in words, draws its zones and takes the hue of a strategy alone", () => {
  const { image, outlines, hue } = answer({ strategy: ["border"] });
  assert.equal(image.title, "pages.finding_strategy strategy=Border n=1 sentences= units=pages.units_county n=1pages.beside_joinpages.beside_site n=1 units=pages.units_county n=1");
  assert.equal(image.subtitle, "query.sentence parts=query.strategy values=Border");
  assert.deepEqual([outlines, hue], [["ports"], "border"]);
  assert.equal(answer({ strategy: ["border", "grain"] }).hue, "");
});

test("counties left out are counted", () => {
  const title = (parts) => answer(parts).image.title;
  const level = ["prefecture"];
  assert.equal(title({ theme: ["one"], level }), "pages.finding_all strategy= n=2 sentences=pages.from_sentences n=1 units=pages.units_prefecture n=2pages.finding_uneven");
  assert.equal(title({ basis: ["named"], level }), "pages.finding_all strategy= n=3 sentences= units=pages.units_prefecture n=2pages.finding_uneven");
  assert.equal(
    title({ basis: ["inferred"] }),
    "pages.finding_reached strategy= n=1 sentences= units=pages.units_county n=3pages.finding_left n=1",
  );
});

test("what means no unit itself is counted beside, a site before a prefecture", () => {
  const title = (parts) => answer(parts).image.title;
  const one = "units=pages.units_county n=1";
  assert.equal(title({ relation: ["class"] }), `pages.finding_beside strategy= n=1 beside=pages.beside_site n=1 ${one}`);
  assert.equal(
    title({ precision: ["prefecture"], strategy: ["border"] }),
    "pages.finding_none",
  );
  assert.equal(
    title({ precision: ["prefecture"] }),
    "pages.finding_beside strategy= n=1 beside=pages.beside_prefecture n=2 units=pages.units_county n=2",
  );
});

test("nothing found says why and how to take it back", () => {
  const { empty, image } = answer({ q: ["nowhere"] });
  assert.equal(image.title, "pages.finding_none");
  assert.equal(empty.text, "pages.empty_text filter=query.sentence parts=query.q values=nowhere");
  assert.deepEqual(empty.patch, { source: [], theme: [], strategy: [], combine: [], relation: [], precision: [], basis: [], reading: [], place: [], inherited: [], q: [], measure: [] });
  const wide = answer({ relation: ["province"] });
  assert.deepEqual(
    [wide.image.title, wide.list_title, wide.wide],
    ["pages.finding_province strategy= n=2", "pages.list_wide n=2", 2],
  );
});

test("the list is titled by up to three places, more are counted", () => {
  const codes = ["900101", "900102", "900201", "900202"];
  assert.equal(answer({ place: codes.slice(0, 2) }).list_title, "pages.list_of places=Hekou and Dongshan listed=pages.list_all n=3 sentences=pages.from_sentences n=2pages.list_direct n=2");
  assert.equal(answer({ place: codes.slice(0, 3) }).list_title, "pages.list_of places=Hekou, Dongshan and Linkou listed=pages.list_all n=3 sentences=pages.from_sentences n=2pages.list_direct n=2");
  // Parted by the words between, since “and” comes with those that are only counted.
  const between = "place.between";
  const three = ["Hekou", "Dongshan", "Linkou"].join(between);
  assert.equal(answer({ place: codes }).list_title, `pages.list_of_more places=${three} count=4 listed=pages.list_all n=4 sentences=pages.from_sentences n=3pages.list_direct n=2`);
});

test("a page of one place says what reaches it, and what names it", () => {
  const said = (code) => headingOf(context, asked({ place: [code] }), answer({ place: [code] }));
  assert.equal(said("900102"), "pages.finding_place place=Dongshan n=1 how=pages.how_neither named=0 short=0pages.beside_joinpages.place_beside_prefecture n=1");
  assert.equal(said("900202"), "pages.finding_place_beside place=Xichuan n=0 how=pages.how_neither named=0 short=0pages.beside_joinpages.place_beside_site n=2");
});

test("the sentence names each part that is not by default, in the order of an address", () => {
  const query = asked({ place: ["900101"], strategy: ["grain"], inherited: ["without"], q: ["x"], relation: ["class"] });
  assert.deepEqual(clausesOf(context, query).map(([name]) => name), ["strategy", "relation", "place", "inherited", "q"]);
  assert.equal(sentenceOf(context, asked({ relation: ["class", "explicit", "zone"] })), "query.all");
});
