// Units as a reader looks for them: prefecture by prefecture, whole prefectures said to be whole.

/** @import { Names, Place } from "./types" */

/**
 * Groups of `codes` (counties, and prefectures that were named or listed as such) in catalogue
 * order: `{ prefecture, whole, counties }`. A prefecture is whole where it was named itself or
 * where every unit of it is there, those without an outline too. The province is in no group.
 *
 * @param {Iterable<string>} codes
 * @param {Pick<Names, "places" | "place">} names
 */
export function byPrefecture(codes, { places, place }) {
  const wanted = new Set(codes);
  /** @type {Map<string, { prefecture: Place, counties: Place[] }>} */
  const groups = new Map();
  const group = (/** @type {string} */ code) => {
    const known = groups.get(code) ?? { prefecture: /** @type {Place} */ (place.get(code)), counties: [] };
    groups.set(code, known);
    return known;
  };
  for (const one of places) {
    if (!wanted.has(one.adcode)) continue;
    if (one.level === "prefecture") group(one.adcode);
    if (one.level === "county") group(one.parent).counties.push(one);
  }
  return [...groups.values()]
    .sort((a, b) => a.prefecture.adcode.localeCompare(b.prefecture.adcode))
    .map((one) => ({
      ...one,
      whole:
        wanted.has(one.prefecture.adcode) ||
        places.every(({ parent, adcode }) => parent !== one.prefecture.adcode || wanted.has(adcode)),
    }));
}

/** Units that a reason comes to: its counties, and listed units that have no outline. */
export const unitsOf = (/** @type {{ counties: string[], places: string[] }} */ { counties, places }) => [...new Set([...counties, ...places])];
