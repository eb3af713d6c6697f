// The map view's payload and the words around it, made in the browser as atlas/figures and
// atlas/analysis/findings.py make them on the server.

import { listing } from "../store.js";
import { NARROWING, alike, byDefault, termsOf } from "./answers.js";
import { naturalBreaks } from "./natural_breaks.js";

const MOST_CLASSES = 5;
const NOTHING = -1;
const MOST_OUTLINES = 3;
const MOST_NAMED = 3;
export const RESET = Object.fromEntries(NARROWING.map((name) => [name, []]));

/**
 * Payload of views/map.js for `query`. `context` holds `file`, what the file holds (see
 * atlas/export/single_page.py), `names` (catalogue), `plan` (document), `engine` (its answers),
 * `t` and `lang`.
 */
export function mapAnswer(context, query) {
  const { file, engine, t, lang } = context;
  const { rows, province, onMap } = engine.ask(query);
  const values = engine.counted(query);
  const [level] = query.level;
  const [count] = query.count;
  const classes = classesOf(values, unfiltered(file, engine, query));
  const found = values.map((value) => classOf(value, classes.highs));
  const units = (cls) => found.filter((one) => one === cls).length;
  const zones = [...new Set(onMap.map(({ reason }) => reason.zone).filter(Boolean))].sort();
  const filtered = NARROWING.some((name) => !byDefault(query, name));
  const [alone] = query.strategy.length === 1 ? query.strategy : [];
  const finding = findingOf(context, query, { rows, province, onMap });
  const sentence = sentenceOf(context, query);
  return {
    lang,
    doc: file.document.id,
    level,
    count,
    values,
    classes: found,
    legend: [
      ...classes.highs.map((high, i) => ({
        label: classes.lows[i] === high ? `${high}` : `${classes.lows[i]}–${high}`,
        n: units(i),
        class: i,
      })),
      { label: t("pages.legend_nothing"), n: units(NOTHING), class: NOTHING },
    ],
    legend_title: t(`pages.legend_${count}`),
    total: values.length,
    ramp: file.ramps[alone ?? ""][classes.highs.length],
    selected: query.place,
    outlines: filtered && zones.length <= MOST_OUTLINES ? zones : [],
    active: query.measure[0] ?? null,
    rows,
    province: province.map(([measure]) => measure),
    terms: termsOf(query),
    list_title: listTitle(context, query, rows.length),
    image: { title: finding, subtitle: sentence, footer: t("pages.image_footer"), file: "longjiang-map" },
    footer: t("pages.map_footer"),
    empty:
      rows.length || province.length
        ? null
        : {
            title: t("pages.empty_title"),
            text: t("pages.empty_text", { filter: sentence }),
            action_label: t("pages.empty_action"),
            patch: RESET,
          },
  };
}

/** Counts that hold the classes still while the reader filters; the server's where they apply. */
function unfiltered(file, engine, query) {
  const [level] = query.level;
  const [count] = query.count;
  if (alike(query.relation, file.unfiltered.relation)) return file.unfiltered[level][count];
  const cleared = { theme: [], strategy: [], basis: [], inherited: ["with"], place: [], q: [] };
  return engine.counted({ ...query, ...cleared });
}

function classOf(value, highs) {
  if (!value) return NOTHING;
  const cls = highs.findIndex((high) => value <= high);
  return cls < 0 ? highs.length - 1 : cls;
}

function classesOf(values, held) {
  const different = [...new Set(values)].filter(Boolean).sort((a, b) => a - b);
  if (different.length <= MOST_CLASSES) return { lows: different, highs: different };
  const counted = held.filter(Boolean);
  // Hardly any difference to hold on to: the filtered counts differ more.
  const enough = new Set(counted).size >= MOST_CLASSES ? counted : values.filter(Boolean);
  const highs = naturalBreaks(enough, MOST_CLASSES);
  return { lows: [1, ...highs.slice(0, -1).map((high) => high + 1)], highs };
}

function findingOf(context, query, { rows, province, onMap }) {
  const { engine, names, t, lang } = context;
  if (query.place.length === 1) return placeFinding(context, query, rows);
  const measures = new Set(onMap.map(({ reason }) => reason.measure)).size;
  const asCounties = { ...query, level: ["county"], count: ["measures"] };
  const counts = engine.counted(asCounties);
  const counties = counts.filter(Boolean).length;
  const strategy = listing(query.strategy.map((id) => names.strategy.get(id)[lang]), lang);
  if (!measures) {
    if (!province.length) return t("pages.finding_none");
    const key = strategy ? "finding_province_strategy" : "finding_province";
    return t(`pages.${key}`, { strategy, n: province.length });
  }
  if (strategy) return t("pages.finding_strategy", { strategy, n: measures, counties });
  if (counties === counts.length) return t("pages.finding_all_counties", { n: measures, counties });
  return t("pages.finding_some", { n: measures, counties, left: counts.length - counties });
}

function placeFinding({ names, t, lang, plan }, { place: [code] }, rows) {
  const place = names.place.get(code)[lang];
  const isNamed = (i) => plan.reasons[i].relation === "explicit";
  if (!rows.length) return t("pages.finding_place_none", { place });
  const named = rows.filter(([, reasons]) => reasons.some(isNamed)).length;
  return t(`pages.${named ? "finding_place" : "finding_place_unnamed"}`, { place, n: rows.length, named });
}

function listTitle({ names, t, lang }, { place }, n) {
  if (!place.length) return t("pages.list_all", { n });
  const places = listing(place.slice(0, MOST_NAMED).map((code) => names.place.get(code)[lang]), lang);
  const key = place.length <= MOST_NAMED ? "list_places" : "list_more_places";
  return t(`pages.${key}`, { places, n, count: place.length });
}

/** Parts of the filter in words, as `[parameter, words]`. */
export function clausesOf({ names, t, lang }, query) {
  const labels = {
    theme: (id) => names.theme.get(id)[lang],
    strategy: (id) => names.strategy.get(id)[lang],
    relation: (id) => t(`query.relation_${id}`),
    basis: (id) => t(`query.basis_${id}`),
    place: (id) => names.place.get(id)[lang],
  };
  const parts = Object.entries(labels)
    .filter(([name]) => query[name].length && !byDefault(query, name))
    .map(([name, label]) => [name, t(`query.${name}`, { values: listing(query[name].map(label), lang) })]);
  if (query.inherited.includes("without")) parts.push(["inherited", t("query.inherited")]);
  if (query.q.length) parts.push(["q", t("query.q", { values: query.q[0] })]);
  return parts;
}

/** The filter in force as one sentence. */
export function sentenceOf(context, query) {
  const said = clausesOf(context, query).map(([, words]) => words);
  if (!said.length) return context.t("query.all");
  return context.t("query.sentence", { parts: said.join(context.t("query.join")) });
}
