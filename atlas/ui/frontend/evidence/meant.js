// How a reason means a place where it does not mean the place itself, in words: with its prefecture,
// or by a park or port that lies in it.

import { html } from "../core/elements.js";
import { wayTo } from "../core/closeness.js";
import { isByPair } from "../core/query.js";
import { pairedWords } from "./pairs.js";

/**
 * Such as “with its prefecture: the list holds Shuangyashan”; empty where the place itself is meant.
 */
export function meantWords(reason, place, names, t, lang) {
  if (place && isByPair(reason.relation)) return pairedWords(reason, place, names, t, lang);
  const way = place && wayTo(reason, place);
  if (way === "site") return t(`query.meant_site_${place.level}`);
  if (way !== "prefecture") return "";
  const prefecture = names.place.get(place.parent)[lang];
  return t(`query.meant_prefecture_${reason.zone ? "listed" : "named"}`, { prefecture });
}

/** The same as a line's part, or nothing. */
export function meantSign(reason, place, names, t, lang) {
  const words = meantWords(reason, place, names, t, lang);
  return words ? html("span", { class: `meant meant-${wayTo(reason, place)}` }, words) : null;
}

/** A zone's entry for a place as a reason has it: what stands on its list, and what it covers. */
export const entryOf = (zone) => ({
  relation: zone.kind,
  precision: zone.extent === "site" ? "site" : "unit",
  zone: zone.id,
  places: zone.members.map(([code]) => code),
});
