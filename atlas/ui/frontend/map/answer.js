// The map view's payload and the words around it, made in the browser as atlas/figures and
// atlas/analysis/findings.py make them on the server.

import { alike, isJoint, isWide } from "../core/query.js";
import { levelOf, termsOf } from "../query/answers.js";
import { closestReasons, isAbbreviated } from "../core/closeness.js";
import { emptyState, servingEither } from "./nothing_left.js";
import { measureFinding } from "./one_measure.js";
import { naturalBreaks } from "./natural_breaks.js";
import { listing } from "../core/words.js";

/** @import { Asked, Engine, Lang, Link, Names, Plan, Row, Say } from "../core/types" */

/**
 * @typedef {{
 *   doc: string, names: Names, plan: Plan, engine: Engine, t: Say, lang: Lang,
 *   held?: any,
 * }} Context
 */

const MOST_CLASSES = 5;
const MOST_OUTLINES = 3;
const MOST_NAMED = 3;

/**
 * Payload of views/map.js for `query`. `context` holds `doc`, `names` (catalogue), `plan`
 * (document), `engine` (its answers), `t` and `lang`; and `held`, where not all of the document is
 * here, the counts of the whole (see atlas/export/single_page.py).
 *
 * @param {Context} context
 * @param {Asked} query
 */
export function mapAnswer(context, query) {
  const { doc, engine, names, plan, lang } = context;
  const { byDefault, narrowing } = names.query;
  const { rows, province, local, onMap } = engine.ask(query);
  const counted = engine.counted(query);
  const { values } = counted;
  const [level] = query.level;
  const [count] = query.count;
  const zones = [...new Set(onMap.map(({ reason }) => reason.zone).filter(Boolean))].sort();
  const filtered = narrowing.some((name) => !byDefault(name, query[name]));
  const [alone] = query.strategy.length === 1 ? query.strategy : [];
  const sentence = sentenceOf(context, query);
  const beside = rows.filter(([, reasons]) => reasons.some((one) => isWide(plan.reasons[one].relation)));
  const wide = province.length + beside.length;
  return {
    lang,
    doc,
    level,
    count,
    chosen: countedAlone(query),
    values,
    sites: unlessNone(counted.sites),
    through: unlessNone(counted.through),
    wide,
    bounds: boundsOf(values, unfiltered(context, query)),
    hue: alone ?? "",
    selected: query.place,
    reading: query.reading,
    outlines: filtered && zones.length <= MOST_OUTLINES ? zones : [],
    active: query.measure[0] ?? null,
    rows,
    province: province.map(([measure]) => measure),
    terms: termsOf(query),
    list_title: listTitle(context, query, { measures: rows.map(([measure]) => measure), direct: directly(local, levelOf(query)).size, wide: province.length }),
    image: { title: findingOf(context, query, { province, onMap, wide }), subtitle: sentence },
    empty: rows.length || province.length ? null : emptyState(context, query, sentence),
  };
}

/** The strategies chosen, as the subject of a sentence; empty for none. */
function strategiesNamed(/** @type {Context} */ { names, t, lang }, /** @type {Asked} */ query) {
  const named = listing(query.strategy.map((id) => called(names.strategy, id, lang)), lang);
  return isJoint(query) ? t("pages.together", { strategies: named }) : named;
}

/** Strategies that a map counts because they are chosen; none where it counts other things. */
const countedAlone = (/** @type {Asked} */ { count: [count], strategy }) => (count === "strategies" ? strategy : []);

const unlessNone = (/** @type {number[]} */ counts) => (counts.some(Boolean) ? counts : []);

/** Name of a row of the catalogue; of what is in no catalogue, its id. */
const called = (
  /** @type {Map<string, { zh: string, en: string }>} */ rows,
  /** @type {string} */ id,
  /** @type {Lang} */ lang,
) => rows.get(id)?.[lang] ?? id;

/** Counts that hold the classes still while the reader filters. */
function unfiltered(/** @type {Context} */ { held, engine, names }, /** @type {Asked} */ query) {
  const [level] = query.level;
  const [count] = query.count;
  const { relation, reading } = query;
  const chosen = countedAlone(query);
  const known = held && alike(relation, held.relation) && (count !== "strategies" || alike(chosen, held.chosen));
  if (known) return held[level][count];
  const whole = names.query.whole({ relation, reading, strategy: chosen, level: [level], count: [count] });
  return engine.counted(whole).values;
}

function boundsOf(/** @type {number[]} */ values, /** @type {number[]} */ held) {
  const different = [...new Set(values)].filter(Boolean).sort((a, b) => a - b);
  if (different.length <= MOST_CLASSES) return different.map((value) => [value, value]);
  const counted = held.filter(Boolean);
  // Hardly any difference to hold on to: the filtered counts differ more.
  const enough = new Set(counted).size >= MOST_CLASSES ? counted : values.filter(Boolean);
  const highs = naturalBreaks(enough, MOST_CLASSES);
  return highs.map((high, i) => [i ? highs[i - 1] + 1 : 1, high]);
}

const distinct = (/** @type {Link[]} */ links) => new Set(links.map(({ reason }) => reason.measure));

/** Measures that mean units of a level themselves. */
const directly = (/** @type {Link[]} */ links, /** @type {"county" | "prefecture"} */ level) =>
  distinct(links.filter(({ meant }) => meant[level] === "unit"));

/**
 * @param {Context} context
 * @param {Asked} query
 * @param {{ province: Row[], onMap: Link[], wide: number }} reached
 */
function findingOf(context, query, { province, onMap, wide }) {
  const one = measureFinding(context, query, { province, onMap }, unitsBeside);
  if (one) return one;
  const { engine, t } = context;
  const level = levelOf(query);
  const direct = directly(onMap, level);
  const measures = direct.size;
  const counts = engine.counted({ ...query, count: ["measures"] });
  const reached = counts.values.filter(Boolean).length;
  const beside = unitsBeside(counts, level, t);
  const others = beside.join(t("pages.beside_join"));
  const strategy = strategiesNamed(context, query);
  if (beside.length && !reached) {
    const n = distinct(onMap).size;
    const of = strategy ? "_strategy" : "";
    if (onMap.every(({ reason }) => reason.relation === "pair")) {
      const prefectures = new Set(onMap.map(({ prefecture }) => prefecture)).size;
      const units = t(`pages.units_${level}`, { n: counts.through.filter(Boolean).length });
      return t(`pages.finding_pairs${of}`, { strategy, n, prefectures, units });
    }
    return t(`pages.finding_beside${of}`, { strategy, n, beside: others });
  }
  if (!measures) {
    const n = province.length ? 0 : servingEither(context, query);
    if (n) return t("pages.finding_none_together", { strategies: strategy, n });
    if (!province.length) return t("pages.finding_none");
    const key = strategy ? "finding_province_strategy" : "finding_province";
    return t(`pages.${key}`, { strategy, n: province.length });
  }
  const sentences = fromSentences(context, [...direct]);
  const said = { strategy, n: measures, sentences, units: t(`pages.units_${level}`, { n: reached }) };
  const withBeside = (/** @type {string} */ key) =>
    [t(`pages.${key}`, said), ...beside].join(t("pages.beside_join"));
  if (strategy) return withBeside("finding_strategy");
  const all = counts.values.length;
  if (reached === all)
    return t("pages.finding_all", said) + (new Set(counts.values).size > 1 ? t("pages.finding_uneven") : "");
  const left = counts.values.filter(
    (value, i) => !value && !counts.sites[i] && !counts.through[i],
  ).length;
  return withBeside("finding_reached") + (left ? t(`pages.finding_left${wide ? "_wide" : ""}`, { n: left }) : "");
}

/**
 * What a count of units that are meant themselves leaves aside, a clause a way.
 *
 * @param {ReturnType<Engine["counted"]>} counts
 * @param {string} level
 * @param {Say} t
 */
function unitsBeside({ values, sites, through }, level, t) {
  const bySite = values.filter((value, i) => !value && sites[i]).length;
  const withPrefecture = values.filter((value, i) => !value && !sites[i] && through[i]).length;
  return [["site", bySite], ["prefecture", withPrefecture]].flatMap(([way, n]) =>
    n ? [t(`pages.beside_${way}`, { n, units: t(`pages.units_${level}`, { n }) })] : [],
  );
}

/**
 * Heading of a page that shows `answer`: of one place what reaches it, else the map's finding.
 *
 * @param {Context} context
 * @param {Asked} query
 * @param {{ rows: Row[], province: number[], image: { title: string } }} answer
 */
export function headingOf({ names, t, lang, plan }, query, { rows, province, image }) {
  const [code, ...more] = query.place;
  if (!code || more.length) return image.title;
  const place = called(names.place, code, lang);
  if (!rows.length) {
    const { byDefault, narrowing } = names.query;
    const filtered = narrowing.some((name) => !["place", "measure"].includes(name) && !byDefault(name, query[name]));
    const key = province.length ? `none${filtered ? "_filtered" : ""}` : "filtered";
    return t(`pages.finding_place_${key}`, { place });
  }
  const ways = rows.map(([, reasons]) => closestReasons(reasons.map((i) => plan.reasons[i]), names.place.get(code)));
  const n = ways.filter(({ way }) => way === "unit").length;
  const written = ways
    .filter(({ way }) => way === "unit")
    .map(({ reasons }) => reasons.filter(({ relation }) => relation === "explicit"))
    .filter(({ length }) => length);
  const short = written.filter((reasons) => reasons.every(isAbbreviated)).length;
  const named = written.length - short;
  const way = named ? (short ? "both" : "named") : short ? "abbreviated" : "neither";
  const how = t(`pages.how_${way}`, { named, short });
  const key = n ? "finding_place" : "finding_place_beside";
  const beside = ["site", "prefecture"].flatMap((one) => {
    const also = ways.filter(({ way }) => way === one).length;
    return also ? [t(`pages.place_beside_${one}`, { n: also })] : [];
  });
  return [t(`pages.${key}`, { place, n, how }), ...beside].join(t("pages.beside_join"));
}

/**
 * How many sentences measures come from, where these are fewer.
 *
 * @param {Pick<Context, "plan" | "t">} context
 * @param {number[]} measures
 */
function fromSentences({ plan, t }, measures) {
  const n = new Set(measures.map((one) => plan.measures[one].sentence)).size;
  return n === measures.length ? "" : t("pages.from_sentences", { n });
}

/**
 * What the list holds; how many of it the heading counts, where these are fewer.
 *
 * @param {Context} context
 * @param {Asked} query
 * @param {{ measures: number[], direct: number, wide: number }} listed
 */
function listTitle(context, { place }, { measures, direct, wide }) {
  const { names, t, lang } = context;
  const n = measures.length;
  const sentences = fromSentences(context, measures) + (direct && direct < n ? t("pages.list_direct", { n: direct }) : "");
  const listed = !n && wide ? t("pages.list_wide", { n: wide }) : t("pages.list_all", { n, sentences });
  if (!place.length) return listed;
  const named = place.slice(0, MOST_NAMED).map((code) => called(names.place, code, lang));
  if (place.length <= MOST_NAMED) return t("pages.list_of", { places: listing(named, lang), listed });
  // “and” comes with the others, who stand last.
  return t("pages.list_of_more", { places: named.join(t("place.between")), count: place.length, listed });
}

/**
 * Parts of the filter in words, as `[parameter, words]`.
 *
 * @param {Pick<Context, "names" | "t" | "lang">} context
 * @param {Asked} query
 */
export function clausesOf({ names, t, lang }, query) {
  /** @type {Record<string, (id: string) => string>} */
  const labels = {
    theme: (id) => called(names.theme, id, lang),
    strategy: (id) => called(names.strategy, id, lang),
    combine: () => "",
    relation: (id) => t(`query.relation_${id}`),
    precision: (id) => t(`query.precision_${id}`),
    basis: (id) => t(`query.basis_${id}`),
    reading: (id) => readingOf(names, id, t, lang),
    place: (id) => called(names.place, id, lang),
  };
  const parts = Object.entries(labels)
    .filter(([name]) => (name === "combine" ? isJoint(query) : !names.query.byDefault(name, query[name])))
    .map(([name, label]) => [name, t(`query.${name}`, { values: listing(query[name].map(label), lang) })]);
  if (query.inherited.includes("without")) parts.push(["inherited", t("query.inherited")]);
  if (query.q.length) parts.push(["q", t("query.q", { values: query.q[0] })]);
  return parts;
}

/**
 * A zone and what its list is on a reading.
 *
 * @param {Names} names
 * @param {string} value
 * @param {Say} t
 * @param {Lang} lang
 */
function readingOf(names, value, t, lang) {
  const zone = names.zone.get(value.split(":")[0]);
  const title = zone?.readings.find((one) => one.value === value)?.[lang] ?? value;
  return t("query.reading_of", { zone: zone?.[lang] ?? "", title });
}

/**
 * The filter in force as one sentence.
 *
 * @param {Pick<Context, "names" | "t" | "lang">} context
 * @param {Asked} query
 */
export function sentenceOf(context, query) {
  const said = clausesOf(context, query).map(([, words]) => words);
  if (!said.length) return context.t("query.all");
  return context.t("query.sentence", { parts: said.join(context.t("query.join")) });
}
