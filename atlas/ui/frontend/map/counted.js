// What reaches a unit, in words: what means it itself, then what it has beside that.

/** All that reaches the unit at a place of a payload's values, however closely it is meant. */
export const reachedAt = ({ values, sites = [], through = [] }, at) =>
  values[at] + (sites[at] ?? 0) + (through[at] ?? 0);

/** The same in words; `prefecture` is the name of the one the unit lies in. */
export function countedAt({ values, sites = [], through = [], wide = 0, count }, at, prefecture, t) {
  const parts = [
    [values[at], `map.n_${count}`],
    [sites[at], "map.also_site"],
    [through[at], "map.also_prefecture"],
  ].filter(([n]) => n);
  if (!parts.length) return wide ? t("map.wide", { n: wide }) : t("map.nothing");
  return parts.map(([n, key]) => t(key, { n, prefecture })).join(t("map.also"));
}
