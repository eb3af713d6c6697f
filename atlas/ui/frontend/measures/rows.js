// What a list of measures shows of each: its number, words, strategies, reach and reasons.

import { fieldsOf } from "../evidence/fields.js";
import { nameOf } from "../core/parts.js";
import { byPrefecture, unitsOf } from "../core/place_groups.js";
import { isWide } from "../core/query.js";
import { listing } from "../core/words.js";

/** Facts of one row of the payload, `[measure, [reason, …]]`. */
export function measureRow({ names, plan }, [index, reasonIndexes]) {
  const measure = plan.measures[index];
  const reasons = reasonIndexes.map((i) => plan.reasons[i]);
  const local = reasons.filter(({ relation }) => !isWide(relation));
  return {
    index,
    measure,
    reasonIndexes,
    number: index + 1,
    strategies: measure.strategies.map((id) => names.strategy.get(id)),
    relations: names.query.values("relation").filter((relation) => reasons.some((one) => one.relation === relation)),
    bases: names.query.values("basis").filter((basis) => local.some((one) => one.basis === basis)),
    zones: [...new Set(local.map(({ zone }) => zone).filter(Boolean))].map((id) => names.zone.get(id)),
    counties: new Set(local.flatMap((reason) => reason.counties)).size,
    units: [...new Set(local.flatMap(unitsOf))],
  };
}

/** Fields that are columns of the table; a year stands in the words of its target. */
export const FIELD_COLUMNS = ["body", "deadline", "money", "target"];

/** What the first certain field of a kind comes to; none is NaN, which stands last either way. */
const certain = ({ measure }, kind) =>
  fieldsOf(measure, kind).find(({ value }) => value !== null)?.value ?? NaN;

/** Bodies in the order of their names, a number each. */
function bodyOrder({ plan }) {
  let order;
  return ({ measure }) => {
    order ??= new Map(
      [...new Set(plan.measures.flatMap((one) => fieldsOf(one, "body").map(({ words }) => words)))]
        .sort((a, b) => a.localeCompare(b, "zh-CN"))
        .map((words, i) => [words, i]),
    );
    return order.get(fieldsOf(measure, "body")[0]?.words) ?? NaN;
  };
}

/** Measures for the whole province stand below those of any number of counties. */
const reach = ({ counties, relations }) => counties || (relations.length ? 0 : -1);
const strategyOrder = (names, row) =>
  row.strategies.length ? names.strategies.findIndex(({ id }) => id === row.strategies[0].id) : Infinity;
const listOrder = (all, key) => (row) => (row[key].length ? all.indexOf(row[key][0]) : all.length);

/** How rows are put in order, by column; ties keep the plan's order. */
export const sortKeys = ({ names, lang, plan }) => ({
  plan: (row) => row.index,
  text: (row) => row.measure[lang],
  strategy: (row) => strategyOrder(names, row),
  reach,
  relation: listOrder(names.query.values("relation"), "relations"),
  basis: listOrder(names.query.values("basis"), "bases"),
  body: bodyOrder({ plan }),
  deadline: (row) => Number(String(certain(row, "deadline")).replaceAll("-", "")),
  money: (row) => certain(row, "money"),
  target: (row) => certain(row, "year"),
  source: (row) => (row.measure.source ?? [Infinity])[0] * 1000 + (row.measure.source?.[1] ?? 0),
});

/** Reach is first read from the widest down, money from the largest sum. */
export const mostFirst = (column) => column === "reach" || column === "money";

/** Rows in the order of one column, the other way round where `descending`. */
export function sorted(rows, key, descending = false) {
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "zh-CN") : a - b);
  const turn = descending ? -1 : 1;
  return [...rows].sort(
    (a, b) => Number(Number.isNaN(key(a))) - Number(Number.isNaN(key(b))) || turn * compare(key(a), key(b)) || a.index - b.index,
  );
}

/** Reach in words: how many counties, or the whole province, or nowhere. */
export function reachWords(row, t) {
  if (row.counties) return t("measures.counties", { n: row.counties });
  return row.relations.some(isWide) ? t("query.relation_province") : t("measures.nowhere");
}

/** Prefectures written out before the rest is only counted. */
const WRITTEN_OUT = 4;

/** The places a measure reaches, as prefectures with their number of counties. */
export function placesWords(row, { names, t, lang }) {
  const groups = byPrefecture(row.units, names);
  if (groups.length > WRITTEN_OUT) {
    const first = groups.slice(0, WRITTEN_OUT - 1).map(({ prefecture }) => nameOf(prefecture, lang));
    const places = first.join(t("measures.between"));
    return t("measures.prefectures_more", { places, n: groups.length });
  }
  return listing(
    groups.map(({ prefecture, whole, counties }) =>
      whole || !counties.length
        ? nameOf(prefecture, lang)
        : counties.length === 1
          ? nameOf(counties[0], lang)
          : t("measures.part_of", { prefecture: nameOf(prefecture, lang), n: counties.length }),
    ),
    lang,
  );
}
