// Places found as people type them: by Chinese name, by pinyin, by initials, by code.

/** @import { Place } from "../core/types" */

const plain = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’·-]+/g, "");

const LEVELS = ["province", "prefecture", "county"];

// Both with and without the generic term: haerbin haerbinshi, heb hebs.
const soundsOf = (/** @type {Place} */ { pinyin, initials }) => `${pinyin} ${initials}`.split(/\s+/).filter(Boolean).map(plain);
const wordsOf = (/** @type {Place} */ place) => [plain(place.zh), plain(place.en), ...soundsOf(place)];

/**
 * Search entries of the places a reader can pick, made once.
 *
 * @param {Place[]} places
 * @param {(place: Place) => Place} parentOf
 */
export function placeIndex(places, parentOf) {
  return places
    .filter((place) => place.level !== "province")
    .map((place) => ({
      place,
      names: [plain(place.zh), plain(place.en), place.adcode],
      sounds: soundsOf(place),
      parents: wordsOf(parentOf(place)),
      level: LEVELS.indexOf(place.level),
    }));
}

/** @typedef {ReturnType<typeof placeIndex>[number]} Entry */

/** How well an entry answers: 0 best, undefined not at all. */
function rank(/** @type {Entry} */ { names, sounds, parents }, /** @type {string} */ typed) {
  if (names.includes(typed)) return 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (sounds.includes(typed)) return 2;
  if (sounds.some((sound) => sound.startsWith(typed))) return 3;
  if (typed.length > 1 && names.some((name) => name.includes(typed))) return 4;
  // A prefecture's name also brings its counties, after everything called so itself.
  if (typed.length > 1 && parents.some((word) => word.startsWith(typed))) return 5;
  return undefined;
}

/**
 * Places that answer to what was typed, best first; nothing typed gives the prefectures.
 *
 * @param {Entry[]} index
 * @param {string} text
 */
export function foundPlaces(index, text) {
  const typed = plain(text);
  if (!typed) return index.filter(({ level }) => level === 1).map(({ place }) => place);
  return index
    .flatMap((entry) => {
      const score = rank(entry, typed);
      return score === undefined ? [] : [{ entry, score }];
    })
    .sort(
      (a, b) =>
        a.score - b.score ||
        a.entry.level - b.entry.level ||
        a.entry.place.adcode.localeCompare(b.entry.place.adcode),
    )
    .map(({ entry }) => entry.place);
}
