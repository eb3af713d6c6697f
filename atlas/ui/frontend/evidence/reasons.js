// Why a measure reaches its places: its words with the mentions marked, then each reason from
// mention through zone, basis and source to the counties.

import { reasonKey } from "../core/closeness.js";
import { fieldList } from "./fields.js";
import { pairList } from "./pairs.js";
import { reviewNotes } from "./state.js";
import { citation } from "../core/citation.js";
import { el, filledHref, langTag, nameOf, symbol } from "../core/parts.js";
import { characters, marked } from "../core/highlight.js";
import { byPrefecture, unitsOf } from "../core/place_groups.js";
import { isByPair } from "../core/query.js";
import { readAs, zoneUnder } from "../core/readings.js";
import { listing } from "../core/words.js";
import { readingPicker } from "../widgets/reading_picker.js";

/**
 * Everything that evidence is drawn from, made once per document and language:
 * `names` (catalogue), `plan` (document), `maps` (small maps), `t`, `lang` and `hrefs`.
 */
export const evidenceContext = (parts) => ({ ...parts, text: characters(parts.plan.text) });

/** The evidence of the measure at `index`, on the reasons the filter left. */
export function evidence(context, index, reasonIndexes) {
  const { plan, maps, t, lang } = context;
  const measure = plan.measures[index];
  const reasons = reasonIndexes.map((i) => plan.reasons[i]);
  const local = reasons.filter(({ relation }) => relation !== "province");
  const others = reasons.filter(({ relation }) => !isByPair(relation));
  const counties = [...new Set(local.flatMap((reason) => reason.counties))];
  const words = statement(context, measure);
  return el(
    "div",
    { class: "evidence" },
    el(
      "div",
      { class: "why" },
      el("blockquote", { lang: "zh-CN" }, words),
      el("p", { class: "pointer" }, pointerLine(measure, words.some((part) => typeof part !== "string"), t)),
      reviewNotes(measure, t),
      fieldList(context, measure),
      el("ol", { class: "reasons" }, others.map((reason) => reasonItem(context, measure, reason))),
      pairList(context, index, reasons.filter(({ relation }) => isByPair(relation))),
      abroad(context, measure),
      tags(context, measure),
    ),
    local.length > 0 &&
      el(
        "figure",
        { class: "locator" },
        maps.draw(byRelation(local)),
        el("figcaption", { lang: langTag(lang) }, t("measures.counties", { n: counties.length })),
      ),
  );
}

const RANK = { explicit: 4, zone: 3, class: 2, pair: 1 };

/** Each county once, under the strongest relation that reaches it. */
function byRelation(reasons) {
  const best = new Map();
  for (const { relation, counties } of reasons) {
    for (const code of counties) best.set(code, Math.max(best.get(code) ?? 0, RANK[relation]));
  }
  return Object.entries(RANK).map(([name, rank]) => ({
    name,
    codes: [...best].filter(([, found]) => found === rank).map(([code]) => code).sort(),
  }));
}

/** A measure's own words in Chinese with each mention in the colour and sign of its relation. */
function statement({ plan, text }, measure, only) {
  const { start, end } = measure;
  const relationOf = new Map(
    plan.reasons.filter(({ mention, relation }) => mention && !isByPair(relation)).map(({ mention, relation }) => [mention.join(), relation]),
  );
  const marks = plan.mentions
    .filter((mention) => mention.start < end && mention.end > start)
    .filter((mention) => !only || (mention.start === only[0] && mention.end === only[1]))
    .map((mention) => ({
      start: text.units(start, mention.start),
      end: text.units(start, mention.end),
      relation: relationOf.get(`${mention.start},${mention.end}`) ?? mention.kind,
    }));
  return marked(text.slice(start, end), marks, (part, here, first) => {
    const { relation } = here.at(-1);
    return el("mark", { class: `mention sign ${relation}${first.length ? "" : " goes-on"}` }, part);
  });
}

function reasonItem(context, measure, reason) {
  const { names, plan, text, t, lang } = context;
  const zone = reason.zone && names.zone.get(reason.zone);
  const from = reason.inherited && reason.mention && measureAt(plan, reason.mention);
  return el(
    "li",
    { class: `reason ${reason.relation}` },
    el(
      "p",
      { class: "path" },
      reasonBadge(reason, t),
      // A reviewed reason stands on the whole statement, which is quoted above already.
      reason.surface && reason.surface !== measure.zh && el("q", { lang: "zh-CN" }, reason.surface),
      zone && [el("span", { class: "to", "aria-hidden": "true" }, "→"), el("strong", {}, nameOf(zone, lang))],
      basisBadge(reason.basis, t),
    ),
    from &&
      el(
        "p",
        { class: "from" },
        t(reason.rule === "same-sentence" ? "measures.inherited_from" : "measures.stands_in", {
          number: plan.measures.indexOf(from) + 1,
        }),
        " ",
        el("q", { lang: "zh-CN" }, statement({ plan, text }, from, reason.mention)),
      ),
    zone && el("p", { class: "definition" }, lang === "zh" ? zone.definition_zh : zone.definition_en),
    el("p", { class: "rule" }, t(`measures.why_${whyKey(reason)}`, zone ? listOf(context, zone, reason) : {})),
    cautionOf(plan, reason) && el("p", { class: "caution" }, cautionOf(plan, reason)[lang]),
    zone && sources(context, zone, reason),
    // Where nothing can be asked for, as in a file, nothing is offered.
    zone && context.change && readingPicker(context, zone.id, context.reading ?? []),
    reason.relation === "province" ? el("p", {}, t("measures.province_reach")) : reached(context, reason),
  );
}

/** Rules of atlas/linking.py and reviewed corrections that say more than relation and basis do. */
const RULES = {
  "same-sentence": "inherited",
  "section-subject": "section",
  "document-subject": "document",
  "province-named": "province_named",
  reviewed: "reviewed",
  "by-reviewer": "by_reviewer",
};

const whyKey = ({ relation, basis, rule }) =>
  RULES[rule] ?? (relation === "zone" || relation === "class" ? `${relation}_${basis}` : relation);

/** What the words that a reason stands on might have meant as well, where they might. */
const cautionOf = (plan, { mention }) =>
  mention && plan.mentions.find(({ start, end }) => start === mention[0] && end === mention[1])?.caution;

/** The list that a zone is read as, by its name. */
const listOf = ({ names, lang }, zone, { reading }) => {
  const other = names.zone.get(readAs(zoneUnder(zone, [reading])));
  return { list: other ? nameOf(other, lang) : "" };
};

/** The measure whose words hold a mention. */
const measureAt = (plan, [start]) => plan.measures.find((one) => one.start <= start && start < one.end);

/** Relation by colour, sign and word. */
export const relationBadge = (relation, t) =>
  el("span", { class: `badge sign ${relation}` }, t(`query.relation_${relation}`));

/** The same of one reason, which says whether it names a place or abbreviates it. */
export const reasonBadge = (reason, t) =>
  el("span", { class: `badge sign ${reason.relation}` }, t(`query.${reasonKey(reason)}`));

/** Basis by word; an inferred list is dashed, so that it looks as unsure as it is. */
export const basisBadge = (basis, t) => el("span", { class: `basis ${basis}` }, t(`query.basis_${basis}`));

function sources({ names, t }, zone, { places, basis, reading }) {
  const listed = new Set(places);
  const ids = new Set(
    zoneUnder(zone, [reading]).members.filter(([code, how]) => listed.has(code) && how === basis).map(([, , source]) => source),
  );
  const cited = [...ids].map((id) => names.sources[id]).filter(Boolean);
  if (!cited.length) return el("p", { class: "source" }, t("measures.no_source"));
  return el(
    "ul",
    { class: "source" },
    cited.map((source) =>
      el("li", {}, el("span", { class: "label" }, t("measures.source_label")), citation(source, t)),
    ),
  );
}

function reached(context, reason) {
  const { names, t, lang, hrefs } = context;
  const groups = byPrefecture(unitsOf(reason), names);
  const link = (place) =>
    el("a", { href: filledHref(hrefs.place, { code: place.adcode }), target: "_self" }, nameOf(place, lang));
  const rows = groups.map(({ prefecture, whole, counties }) => [
    el("dt", {}, link(prefecture), whole && el("span", { class: "whole" }, t("measures.whole"))),
    el(
      "dd",
      {},
      counties.flatMap((county, i) => [i ? t("measures.between") : "", link(county)]),
    ),
  ]);
  return el(
    "div",
    { class: "reached" },
    el("p", {}, reachedWords(context, reason)),
    el("dl", {}, rows),
  );
}

/** How many counties a reason comes to: on its list, with their prefecture, or as where a site lies. */
function reachedWords({ names, t }, { counties, places, precision }) {
  if (precision === "site") return t("measures.reaches_site", { n: places.length });
  const through = counties.filter((code) => !places.includes(code)).length;
  const prefectures = places.filter((code) => names.place.get(code)?.level === "prefecture").length;
  if (!through) return t("measures.reaches", { n: counties.length });
  const also = t("measures.reaches_with", { n: through, prefectures });
  const own = counties.length - through;
  return own ? `${t("measures.reaches", { n: own })}${t("query.join")}${also}` : also;
}

/** Mentions of places outside the province: said, since nothing on the map shows them. */
function abroad({ plan, t, lang }, { start, end }) {
  const surfaces = plan.mentions
    .filter((mention) => mention.kind === "external" && mention.start < end && mention.end > start)
    .map(({ surface }) => surface);
  if (!surfaces.length) return null;
  return el("p", { class: "abroad" }, t("measures.abroad", { places: listing([...new Set(surfaces)], lang) }));
}

function tags({ names, t, lang }, measure) {
  return el(
    "div",
    { class: "tags" },
    el("h4", {}, t("measures.why_strategy")),
    el(
      "ul",
      {},
      measure.tags.map(([id, terms]) => {
        const strategy = names.strategy.get(id);
        return el(
          "li",
          {},
          symbol(strategy, lang),
          el("span", {}, nameOf(strategy, lang)),
          terms.length > 0 && el("span", { class: "terms", lang: "zh-CN" }, terms.map((term) => el("q", {}, term))),
        );
      }),
    ),
  );
}

const pointerLine = (measure, marks, t) =>
  [sourcePointer(measure, t), marks && t("measures.marks_hint")].filter(Boolean).join(" · ");

/** Where in the source the measure stands, or nothing for a document without pointers. */
export function sourcePointer({ source }, t) {
  if (!source) return "";
  const [paragraph, sentence] = source;
  return t("measures.pointer", { paragraph, sentence });
}
