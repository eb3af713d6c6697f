// A made province of two prefectures and five counties, one of them without an outline, and a plan
// of six measures: small enough that a person can count in the head what the modules must say.

import { readFileSync } from "node:fs";
import { queryOf } from "../../atlas/ui/frontend/core/query.js";

export const parameters = JSON.parse(readFileSync(new URL("parameters.json", import.meta.url), "utf8"));

const place = (adcode, zh, en, pinyin, initials, level, parent, polygon = true) => ({
  adcode, zh, en, pinyin, initials, level, parent, polygon, x: 0, y: 0,
});
export const places = [
  place("900000", "山南省", "Shannan", "shannan shannansheng", "sn sns", "province", ""),
  place("900100", "东江市", "Dongjiang", "dongjiang dongjiangshi", "dj djs", "prefecture", "900000"),
  place("900101", "河口区", "Hekou", "hekou hekouqu", "hk hkq", "county", "900100"),
  place("900102", "东山县", "Dongshan", "dongshan dongshanxian", "ds dsx", "county", "900100"),
  place("900200", "西岭市", "Xiling", "xiling xilingshi", "xl xls", "prefecture", "900000"),
  place("900201", "林口县", "Linkou", "linkou linkouxian", "lk lkx", "county", "900200"),
  place("900202", "西川县", "Xichuan", "xichuan xichuanxian", "xc xcx", "county", "900200"),
  place("900203", "岭上区", "Lingshang", "lingshang lingshangqu", "ls lsq", "county", "900200", false),
];
const rows = (...names) => names.map(([id, zh, en]) => ({ id, zh, en }));
const strategies = rows(["grain", "粮食安全", "Grain"], ["border", "沿边开放", "Border"], ["forest", "生态", "Ecology"]);
const themes = rows(["one", "第一章", "Part one"], ["two", "第二章", "Part two"]);
const zones = rows(["ports", "口岸", "Ports"], ["belt", "粮食带", "Grain belt"]);
zones[1].readings = [
  { value: "belt:own", zh: "本项目的名单", en: "our list", default: true, read_as: "", members: [] },
  { value: "belt:old", zh: "旧名单", en: "an older list", default: false, read_as: "ports", members: [["900101", "official_list", "old"]] },
];
const byId = (list, id = "id") => new Map(list.map((one) => [one[id], one]));
const drawn = places.filter(({ polygon }) => polygon);

export const names = {
  places,
  strategies,
  themes,
  zones,
  counties: drawn.filter(({ level }) => level === "county"),
  prefectures: drawn.filter(({ level }) => level === "prefecture"),
  place: byId(places, "adcode"),
  strategy: byId(strategies),
  theme: byId(themes),
  zone: byId(zones),
  ramps: { "": { 1: ["a"], 2: ["a", "b"], 3: ["a", "b", "c"] }, border: { 1: ["blue"], 2: ["blue", "navy"] } },
  query: queryOf(parameters, {
    strategy: strategies.map(({ id }) => id),
    theme: themes.map(({ id }) => id),
    place: places.map(({ adcode }) => adcode),
    reading: ["belt:own", "belt:old"],
  }),
};

// The first two are clauses of one sentence.
const SENTENCES = { m0: 0, m1: 0, m2: 1, m3: 2, m4: 3, m5: 4 };
const measure = (id, zh, theme, ...held) => ({
  id, zh, en: `${id} in English`, section: "", theme, sentence: SENTENCES[id], strategies: held, document: 0,
});
// The ports are points in their units; of everything else the units themselves are listed.
const precisionOf = (relation, zone) => (relation === "province" ? "province" : zone === "ports" ? "site" : "unit");
const reason = (of, relation, zone, basis, codes, listed = codes, inherited = false) => ({
  measure: of, relation, precision: precisionOf(relation, zone), zone, basis, inherited, counties: codes, places: listed,
});
export const plan = {
  id: "made",
  documents: [{ id: "made", title: { zh: "方案", en: "Plan" } }],
  measures: [
    measure("m0", "建设河口口岸", "one", "border"),
    measure("m1", "粮食带增产", "one", "grain", "forest"),
    measure("m2", "全省造林", "two", "forest"),
    measure("m3", "东江市修路", "two"),
    measure("m4", "沿边口岸开放", "two", "border"),
    measure("m5", "岭上区护林", "two", "forest"),
  ],
  pairings: [],
  reasons: [
    reason(0, "explicit", null, "named", ["900101"]),
    reason(0, "zone", "ports", "official_list", ["900101", "900202"]),
    reason(1, "zone", "belt", "inferred", ["900101", "900102", "900201"]),
    reason(2, "province", null, "named", [], ["900000"]),
    reason(3, "explicit", null, "named", ["900101", "900102"], ["900100"]),
    reason(4, "class", "ports", "official_list", ["900202"], ["900202"], true),
    reason(4, "province", null, "named", [], ["900000"]),
    reason(5, "explicit", null, "named", [], ["900203"]),
    // The belt as an older list has it.
    { ...reason(1, "zone", "belt", "official_list", ["900101", "900202"]), reading: "belt:old" },
  ],
};

/** The whole query with some of its parts set. */
export const asked = (parts = {}) => names.query.whole(parts);

/** Words that show what was filled in: `key a=1 b=2`. */
export const t = (key, values = {}) =>
  [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");
