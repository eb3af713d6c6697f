// Words of the catalogue as a reader reads them, by the rules of atlas/language.py.

/**
 * @import { CatalogueAsset, Lang, Wording } from "../contract"
 * @import { Say } from "./types"
 */

/**
 * `t(key, values)` for one language, by the rules of atlas/language.py: `{one, other}` is chosen
 * by `n`, whole numbers of four digits and more get separators, an unknown key is an error.
 *
 * @param {Pick<CatalogueAsset, "words">} catalogue
 * @param {Lang} lang
 * @returns {Say}
 */
export function translator({ words }, lang) {
  const texts = /** @type {Record<string, Wording>} */ (words[lang]);
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
const written = (/** @type {string | number} */ value) => (typeof value === "number" && Number.isInteger(value) ? grouped.format(value) : `${value}`);

/**
 * Items as a reader would write them, as `listing` in atlas/language.py.
 *
 * @param {string[]} items
 * @param {string} lang
 */
export function listing(items, lang) {
  if (lang === "zh") return items.join("、");
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
