import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, termsOf } from "../../atlas/ui/frontend/query/answers.js";
import { namesUnder, readAs, zoneUnder } from "../../atlas/ui/frontend/core/readings.js";
import { asked, names, plan } from "./world.mjs";

const engine = answers({ names, plan });
const listed = (parts) => engine.ask(asked(parts)).rows;
const wide = (parts) => engine.ask(asked(parts)).province;
// In the order of the catalogue: Hekou, Dongshan, Linkou, Xichuan.
const counted = (parts) => {
  const { values, sites, through } = engine.counted(asked(parts));
  return [values, sites, through];
};
const none = [0, 0, 0, 0];

test("an empty query lists what reaches single places, in the plan's order, with its reasons", () => {
  assert.deepEqual(listed({}), [[0, [0, 1]], [1, [2]], [3, [4]], [4, [5, 6]], [5, [7]]]);
  assert.deepEqual(wide({}), [[2, [3]]]);
});

test("each unit counts strategies, measures and zones once, by the closest way they mean it", () => {
  assert.deepEqual(counted({}), [[2, 1, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0]]);
  assert.deepEqual(counted({ count: ["measures"] }), [[2, 1, 1, 0], [0, 0, 0, 2], [1, 1, 0, 0]]);
  assert.deepEqual(counted({ count: ["sentences"] }), [[1, 1, 1, 0], [0, 0, 0, 2], [1, 1, 0, 0]]);
  assert.deepEqual(counted({ count: ["zones"] }), [[1, 1, 1, 0], [1, 0, 0, 1], none]);
});

test("of chosen strategies a measure counts for those it serves, the primary one or not", () => {
  assert.deepEqual(counted({ strategy: ["forest"] }), [[1, 1, 1, 0], none, none]);
  assert.deepEqual(counted({ strategy: ["grain", "forest"] }), [[2, 2, 2, 0], none, none]);
});

test("a prefecture counts what its counties are reached by, those without an outline too", () => {
  const level = ["prefecture"];
  assert.deepEqual(counted({ level, count: ["measures"] }), [[3, 2], [0, 2], [0, 0]]);
  assert.deepEqual(counted({ level }), [[3, 2], [0, 1], [0, 0]]);
});

test("each part of the filter leaves what it says", () => {
  const cases = [
    [{ theme: ["one"] }, [0, 1]],
    [{ strategy: ["forest"] }, [1, 5]],
    [{ strategy: ["forest", "border"] }, [0, 1, 4, 5]],
    [{ strategy: ["grain", "forest"], combine: ["all"] }, [1]],
    [{ strategy: ["grain", "border"], combine: ["all"] }, []],
    [{ strategy: ["forest"], combine: ["all"] }, [1, 5]],
    [{ relation: ["zone"] }, [0, 1]],
    [{ relation: ["class"] }, [4]],
    [{ basis: ["official_list"] }, [0, 4]],
    [{ basis: ["inferred"] }, [1]],
    [{ precision: ["unit"] }, [0, 1, 5]],
    [{ precision: ["site"] }, [0, 4]],
    [{ precision: ["prefecture"] }, [3]],
    [{ precision: ["unit"], level: ["prefecture"] }, [0, 1, 3, 5]],
    [{ precision: ["prefecture"], level: ["prefecture"] }, []],
    [{ inherited: ["without"] }, [0, 1, 3, 5]],
    [{ place: ["900202"] }, [0, 4]],
    [{ place: ["900203"] }, [5]],
    [{ place: ["900200"] }, [0, 1, 4, 5]],
    [{ place: ["900101", "900203"] }, [0, 1, 3, 5]],
    [{ q: ["口岸"] }, [0, 4]],
    [{ q: ["口岸 河口"] }, [0]],
    [{ q: ["GRAIN belt"] }, [1]],
    [{ q: ["没有"] }, []],
    [{ theme: ["two"], strategy: ["border"] }, [4]],
  ];
  for (const [parts, measures] of cases) {
    assert.deepEqual(listed(parts).map(([measure]) => measure), measures, JSON.stringify(parts));
  }
});

test("a place named as a prefecture reaches each of its counties", () => {
  assert.deepEqual(listed({ place: ["900102"] }).map(([measure]) => measure), [1, 3]);
});

test("places mark the map and do not empty it, other parts narrow what it counts", () => {
  assert.deepEqual(counted({ place: ["900102"] }), counted({}));
  assert.deepEqual(counted({ strategy: ["border"] }), [[1, 0, 0, 0], [0, 0, 0, 1], none]);
});

test("what is for the whole province stands beside the list where the relation lets it", () => {
  assert.deepEqual(wide({ relation: ["explicit"] }), []);
  assert.deepEqual(wide({ relation: ["province"] }), [[2, [3]], [4, [6]]]);
  assert.deepEqual(wide({ place: ["900101"] }), [[2, [3]], [4, [6]]]);
  assert.deepEqual(wide({ strategy: ["grain"] }), []);
});

test("a facet counts the list as it would be were that choice alone made", () => {
  const { strategy, theme, relation, basis } = engine.facets(asked({ theme: ["two"] }));
  assert.deepEqual(strategy, { grain: 0, border: 1, forest: 2 });
  assert.deepEqual(theme, { one: 2, two: 4 });
  assert.deepEqual(relation, { explicit: 2, zone: 0, class: 1, pair: 0, province: 2 });
  assert.deepEqual(basis, { named: 4, official_list: 1, known_official: 0, equated: 0, inferred: 0 });
});

test("a zone is read as the query chooses, and by its default where it does not", () => {
  const reading = ["belt:old"];
  assert.deepEqual(listed({}).find(([m]) => m === 1), [1, [2]]);
  assert.deepEqual(listed({ reading }).find(([m]) => m === 1), [1, [8]]);
  assert.deepEqual(counted({ reading, count: ["measures"] }), [[2, 0, 0, 1], [0, 0, 0, 2], [1, 1, 0, 0]]);
  assert.deepEqual(listed({ reading, basis: ["inferred"] }), []);
});

test("a zone has the members of the reading in force, and says whose list it is read as", () => {
  const belt = names.zone.get("belt");
  assert.equal(readAs(belt), "");
  const old = zoneUnder(belt, ["belt:old"]);
  assert.deepEqual([old.members, readAs(old)], [[["900101", "official_list", "old"]], "ports"]);
  assert.equal(zoneUnder(belt, ["ports:other"]), belt);
  assert.equal(namesUnder(names, ["belt:old"]).zone.get("belt").members.length, 1);
});

test("a search is cut at spaces, unless the server cut it", () => {
  assert.deepEqual(termsOf({ q: ["  Border  Port "] }), ["border", "port"]);
  assert.deepEqual(termsOf({ q: [] }), []);
  assert.deepEqual(termsOf({ q: ["沿边口岸"], terms: ["沿边", "口岸"] }), ["沿边", "口岸"]);
});

test("of several documents answered as one the chosen are kept, and each has its count", () => {
  const documents = [...plan.documents, { id: "other", title: { zh: "另一份", en: "Another" } }];
  const measures = plan.measures.map((one, i) => ({ ...one, document: i < 3 ? 0 : 1 }));
  const both = answers({ names, plan: { ...plan, documents, measures } });
  const kept = (...source) => both.ask(asked({ source })).rows.map(([measure]) => measure);
  assert.deepEqual(kept("other"), [3, 4, 5]);
  assert.deepEqual(kept("made"), [0, 1]);
  assert.deepEqual(kept("made", "other"), kept());
  assert.deepEqual(both.facets(asked({ source: ["made"] })).source, { made: 3, other: 3 });
  assert.equal("source" in engine.facets(asked()), false);
});
