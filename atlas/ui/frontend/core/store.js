// What never changes while the page is open: names, geometry, documents, words.

import { json, once } from "./fetching.js";
import { decodeChina } from "./china_geometry.js";
import { decodeGeometry } from "./geometry.js";

const PLACE = ["adcode", "zh", "en", "pinyin", "initials", "level", "parent", "polygon", "x", "y"];

/**
 * Names of everything: `places` in catalogue order as objects, `counties` and `prefectures` those
 * with a polygon in the order of a payload's `values`, and lookups by id.
 */
export const catalogue = (assets) =>
  once("catalogue", assets, async () => {
    const raw = await json(`${assets}catalogue.json`);
    const places = raw.places.map((row) => Object.fromEntries(PLACE.map((k, i) => [k, row[i]])));
    const drawn = places.filter((place) => place.polygon);
    return {
      ...raw,
      places,
      counties: drawn.filter((place) => place.level === "county"),
      prefectures: drawn.filter((place) => place.level === "prefecture"),
      place: byId(places, "adcode"),
      strategy: byId(raw.strategies),
      theme: byId(raw.themes),
      zone: byId(raw.zones),
    };
  });

const byId = (rows, id = "id") => new Map(rows.map((row) => [row[id], row]));

/** The drawing, decoded once; see geometry.js. */
export const geometry = (assets) =>
  once("geometry", assets, async () => decodeGeometry(await json(`${assets}map.topo.json`)));

/** The country's drawing, decoded once; see china_geometry.js. */
export const chinaGeometry = (assets) =>
  once("china geometry", assets, async () => decodeChina(await json(`${assets}china.topo.json`)));

/** Ties beyond the province, as atlas/figures/cooperation_payload.py makes them. */
export const cooperation = (assets) => json(`${assets}cooperation.json`);

/** Every indicator there is, as atlas/figures/indicators_payload.py makes them. */
export const indicators = async (assets) => (await json(`${assets}indicators.json`)).indicators;

/** A document's text, measures, mentions and reasons, as architecture.md lays them out. */
export const document = (assets, id) => json(`${assets}documents/${encodeURIComponent(id)}.json`);

/**
 * `t(key, values)` for one language, by the rules of atlas/language.py: `{one, other}` is chosen
 * by `n`, whole numbers of four digits and more get separators, an unknown key is an error.
 */
export function translator({ words }, lang) {
  const texts = words[lang];
  return (key, values = {}) => {
    let text = texts[key];
    if (text === undefined) throw new Error(`no ${lang} text for ${key}`);
    if (typeof text === "object") text = values.n === 1 ? text.one : text.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`${key} needs a value for ${name}`);
      return written(values[name]);
    });
  };
}

// One format for all: `toLocaleString` makes a new one every time, 134 times for one map.
const grouped = new Intl.NumberFormat("en-US");
const written = (value) => (Number.isInteger(value) ? grouped.format(value) : `${value}`);

/** Items as a reader would write them, as `listing` in atlas/language.py. */
export function listing(items, lang) {
  if (lang === "zh") return items.join("、");
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
