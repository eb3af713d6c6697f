// What never changes while the page is open: names, geometry, documents, words.

import { forgotten, json, once } from "./fetching.js";
import { decodeChina } from "./china_geometry.js";
import { decodeGeometry } from "./geometry.js";
import { queryOf } from "./query.js";

/**
 * @import { CooperationAsset, DocumentAsset, IndicatorsAsset } from "../contract"
 * @import { Names } from "./types"
 */

const PLACE = ["adcode", "zh", "en", "pinyin", "initials", "level", "parent", "polygon", "x", "y", "kind"];

/**
 * Names of everything: `places` in catalogue order as objects, `counties` and `prefectures` those
 * with a polygon in the order of a payload's `values`, lookups by id, and `query`, its parameters.
 *
 * @type {(assets: string) => Promise<Names>}
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
      query: queryOf(raw.site.query, {
        strategy: raw.strategies.map(({ id }) => id),
        theme: raw.themes.map(({ id }) => id),
        place: places.map(({ adcode }) => adcode),
        reading: raw.zones.flatMap(({ readings }) => readings.filter((one) => !one.default).map(({ value }) => value)),
      }),
    };
  });

const byId = (rows, id = "id") => new Map(rows.map((row) => [row[id], row]));

/** The drawing, decoded once; see geometry.js. */
export const geometry = (assets) =>
  once("geometry", assets, async () => decodeGeometry(await json(`${assets}map.topo.json`)));

/** The country's drawing, decoded once; see china_geometry.js. */
export const chinaGeometry = (assets) =>
  once("china geometry", assets, async () => decodeChina(await json(`${assets}china.topo.json`)));

/**
 * Ties beyond the province, as atlas/figures/cooperation_payload.py makes them.
 *
 * @type {(assets: string) => Promise<CooperationAsset>}
 */
export const cooperation = (assets) => json(`${assets}cooperation.json`);

/**
 * Every indicator there is, as atlas/figures/indicators_payload.py makes them.
 *
 * @type {(assets: string) => Promise<IndicatorsAsset["indicators"]>}
 */
export const indicators = async (assets) => (await json(`${assets}indicators.json`)).indicators;

/** Id of a document; a view is told it together with the change after which it is meant. */
export const idOf = (/** @type {string} */ doc) => doc.split("~")[0];

/** Let go of a document as it was before a change. */
export const letGo = (assets, /** @type {string} */ doc) => forgotten(`${assets}documents/${encodeURIComponent(doc)}.json`);

/**
 * A document's text, measures, mentions and reasons.
 *
 * @type {(assets: string, id: string) => Promise<DocumentAsset>}
 */
export const document = (assets, id) => json(`${assets}documents/${encodeURIComponent(id)}.json`);
