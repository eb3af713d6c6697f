// One measure on a place's page: its statement, and for each reason a line that opens to its
// evidence: words, zone, list and source.

import { citation } from "../core/citation.js";
import { reasonKey } from "../core/closeness.js";
import { html } from "../core/elements.js";
import { marked } from "../core/highlight.js";
import { symbol } from "../core/parts.js";
import { readAs } from "../core/readings.js";
import { entryOf, meantSign, meantWords } from "../evidence/meant.js";
import { isByPair } from "../core/query.js";
import { pairAt, pairLine, pairedWords, pairsOf } from "../evidence/pairs.js";
import { basisSign, relationSign } from "../evidence/signs.js";
import { isByReviewer } from "../evidence/state.js";

/** A list item for the measure at `index`, standing on the reasons at `reasonIndexes`. */
export function measureItem(context, index, reasonIndexes) {
  const { plan, lang, names } = context;
  const measure = plan.measures[index];
  const strength = names.query.values("relation");
  const reasons = reasonIndexes
    .map((i) => plan.reasons[i])
    .sort((a, b) => strength.indexOf(a.relation) - strength.indexOf(b.relation));
  const own = reasons.filter(({ mention, inherited }) => mention && !inherited);
  const statement = lang === "zh" ? quoted(context, measure, own) : [measure.en || measure.zh];
  return html(
    "li",
    { class: "measure" },
    signOf(context, measure),
    html(
      "div",
      { class: "words" },
      html("p", { class: "statement" }, context.measureLink(measure, {}, ...statement)),
      strategyNames(context, measure),
      html("div", { class: "reasons" }, reasons.map((reason) => reasonLine(context, measure, reason))),
      reasons.some(({ relation }) => isByPair(relation)) ? null : pairLine(context, index, context.here),
    ),
  );
}

/** A measure without reasons of its own, as the province-wide ones are shown. */
export const plainMeasureItem = (context, index) => {
  const measure = context.plan.measures[index];
  return html(
    "li",
    { class: "measure" },
    signOf(context, measure),
    html(
      "div",
      { class: "words" },
      html(
        "p",
        { class: "statement" },
        context.measureLink(measure, {}, measure[context.lang] || measure.zh),
      ),
      strategyNames(context, measure),
      pairLine(context, index, context.here),
    ),
  );
};

const signOf = ({ names, lang }, { strategies: [first] }) =>
  first ? symbol(names.strategy.get(first), lang) : html("span", {});

const strategyNames = ({ names, name }, { strategies }) =>
  html("p", { class: "strategies" }, strategies.map((id) => name(names.strategy.get(id))).join(" · "));

/** A measure's own words in Chinese with the mentions of `reasons` marked. */
function quoted({ text }, { start, end }, reasons) {
  const marks = reasons.map(({ mention, relation }) => ({
    start: text.units(start, mention[0]),
    end: text.units(start, mention[1]),
    relation,
  }));
  return marked(text.slice(start, end), marks, (part, [{ relation }]) =>
    html("mark", { class: relation }, part),
  );
}

function reasonLine(context, measure, reason) {
  const { t, names, name } = context;
  if (isByPair(reason.relation)) return pairedLine(context, reason);
  const zone = reason.zone && names.zone.get(reason.zone);
  const target = zone ? name(zone) : unitWords(context, reason);
  return html(
    "details",
    { class: `reason ${reason.relation}` },
    html(
      "summary",
      { title: t("place.open_evidence") },
      relationSign(reason.relation, t(`query.${reasonKey(reason)}`)),
      html(
        "span",
        { class: "path" },
        ...pathWords(context, reason, target),
      ),
      zone ? basisSign(reason.basis, t) : null,
      meantSign(reason, context.here, names, t, context.lang),
      isByReviewer(reason) ? html("span", { class: "inherited" }, t("review.added_by_reviewer")) : null,
      reason.inherited ? html("span", { class: "inherited" }, t("place.inherited")) : null,
    ),
    evidence(context, measure, reason, zone),
  );
}

/** A pair that the measure comes by, with the source that says so. */
function pairedLine({ t, names, here, plan, lang }, reason) {
  const source = names.sources[pairAt(pairsOf(plan, reason.measure), { adcode: reason.places[0], parent: "" })?.[4]];
  return html(
    "details",
    { class: "reason pair" },
    html(
      "summary",
      { title: t("place.open_evidence") },
      relationSign("pair", t("query.relation_pair")),
      html("span", { class: "path" }, pairedWords(reason, here, names, t, lang)),
      basisSign(reason.basis, t),
    ),
    definitions([[t("place.source"), source ? sourceLine(source, t) : [html("p", {}, t("place.no_source"))]]]),
  );
}

/**
 * From the words of the text to what they stand for. The words are Chinese: an English line gives
 * the target alone, its evidence quotes them.
 */
function pathWords({ lang, here, name }, { surface }, target) {
  if (lang !== "zh") return [target || name(here)];
  const words = surface ? html("q", {}, surface) : null;
  if (!target || surface === target) return [words];
  return [words, html("span", { class: "to", "aria-hidden": "true" }, " → "), target];
}

/** Which unit was named, where that is not the place itself. */
function unitWords({ here, names, name, t, codes }, { places }) {
  if (places.includes(here.adcode)) return "";
  const units = places.filter((code) => codes.has(code)).map((code) => names.place.get(code));
  return units
    .map((unit) => name(unit))
    .join(t("place.between"));
}

function evidence(context, measure, reason, zone) {
  const { t, lang, plan } = context;
  const earlier = reason.inherited && reason.mention && measureAt(plan, reason.mention);
  // The Chinese statement above shows its own mention; elsewhere the words are quoted.
  const quote =
    (earlier || lang !== "zh") &&
    html(
      "q",
      { lang: "zh-CN" },
      quoted(context, earlier || measure, reason.mention ? [reason] : []),
    );
  return definitions(
    [
      quote && [
        t(earlier ? "place.earlier" : "place.original"),
        [
          html("p", {}, quote),
          earlier
            ? html(
                "p",
                { class: "aside" },
                t("place.earlier_note", { number: plan.measures.indexOf(earlier) + 1 }),
              )
            : null,
        ],
      ],
      ...(zone ? zoneEvidence(context, zone, reason.basis) : []),
      measure.source && [
        t("place.stands"),
        [t("place.pointer", { paragraph: measure.source[0], sentence: measure.source[1] })],
      ],
    ].filter(Boolean),
  );
}

const measureAt = ({ measures }, [start]) =>
  measures.find((one) => one.start <= start && start < one.end);

/** Definition, list and source of a zone, for this place's entries of one basis. */
export function zoneEvidence(context, zone, basis) {
  const { t, lang, names, codes, here } = context;
  const entries = zone.members.filter(([code, how]) => codes.has(code) && how === basis);
  const meant = meantWords(entryOf(zone), here, names, t, lang);
  const sources = [...new Set(entries.map(([, , source]) => source))]
    .map((id) => names.sources[id])
    .filter(Boolean);
  const definition = zone[`definition_${lang}`];
  return [
    definition && [t(`place.definition_${zone.kind}`), [html("p", {}, definition)]],
    [
      t("place.basis"),
      [
        html(
          "p",
          {},
          [
            t(`place.basis_${basis}`, { list: names.zone.get(readAs(zone))?.[lang] ?? "" }),
            meant ? t("place.meant", { meant }) : "",
          ].join(lang === "zh" ? "" : " "),
        ),
      ],
    ],
    [
      t("place.source"),
      sources.length
        ? sources.map((source) => sourceLine(source, t))
        : [html("p", {}, t("place.no_source"))],
    ],
  ].filter(Boolean);
}

const sourceLine = (source, t) => html("p", {}, citation(source, t));

/** Labels and what they label, in two columns. */
export const definitions = (entries) =>
  html(
    "dl",
    { class: "evidence" },
    entries.flatMap(([label, content]) => [html("dt", {}, label), html("dd", {}, content)]),
  );
