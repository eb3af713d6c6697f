// Places found as people type them: by Chinese name, by pinyin, by initials, by code.

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’·-]+/g, "");

const LEVELS = ["province", "prefecture", "county"];

// Both with and without the generic term: haerbin haerbinshi, heb hebs.
const soundsOf = ({ pinyin, initials }) => `${pinyin} ${initials}`.split(/\s+/).filter(Boolean).map(plain);
const wordsOf = (place) => [plain(place.zh), plain(place.en), ...soundsOf(place)];

/** Search entries of the places a reader can pick, made once. */
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

/** How well an entry answers: 0 best, undefined not at all. */
function rank({ names, sounds, parents }, typed) {
  if (names.includes(typed)) return 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (sounds.includes(typed)) return 2;
  if (sounds.some((sound) => sound.startsWith(typed))) return 3;
  if (typed.length > 1 && names.some((name) => name.includes(typed))) return 4;
  // A prefecture's name also brings its counties, after everything called so itself.
  if (typed.length > 1 && parents.some((word) => word.startsWith(typed))) return 5;
  return undefined;
}

/** Places that answer to what was typed, best first; nothing typed gives the prefectures. */
export function foundPlaces(index, text) {
  const typed = plain(text);
  if (!typed) return index.filter(({ level }) => level === 1).map(({ place }) => place);
  return index
    .map((entry) => ({ entry, score: rank(entry, typed) }))
    .filter(({ score }) => score !== undefined)
    .sort(
      (a, b) =>
        a.score - b.score ||
        a.entry.level - b.entry.level ||
        a.entry.place.adcode.localeCompare(b.entry.place.adcode),
    )
    .map(({ entry }) => entry.place);
}
