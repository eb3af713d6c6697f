// The left column: what reaches the place, from the strongest relation to the weakest.

import { html } from "../core/elements.js";
import { pairAt, pairWords, pairsOf } from "../evidence/pairs.js";
import { measureItem, plainMeasureItem } from "./reasons.js";
import { relationSign } from "../evidence/signs.js";
import { isByPair } from "../core/query.js";
import { sentenceRuns, sentenceWords } from "../core/sentences.js";

/** The section for one payload; its heading can take the focus after a move to another place. */
export function reachSection(context) {
  const { t, data } = context;
  const groups = data.groups.filter(({ rows }) => rows.length);
  return html(
    "section",
    { class: "reach", "aria-labelledby": "reach" },
    html("h2", { id: "reach", tabindex: "-1" }, t("place.reach")),
    groups.length ? groups.map((group) => groupSection(context, group)) : emptyState(context),
    paired(context),
    data.province.length ? provinceWide(context, !groups.length) : null,
  );
}

/** Measures for the whole province that come here by a pair of cities, with the partner. */
function paired(context) {
  const { plan, data, here, t } = context;
  const carried = data.province.filter((measure) => ownPair(context, measure));
  if (!carried.length) return null;
  const pair = pairWords(pairAt(pairsOf(plan, carried[0]), here), "prefecture", context);
  return html(
    "section",
    { class: "group province paired" },
    heading(context, "province", carried.length, "pair"),
    html("p", { class: "about" }, t("place.about_pair", { pair })),
    html("ul", { class: "measures" }, carried.map((measure) => plainMeasureItem(context, measure))),
  );
}

const ownPair = ({ plan, here }, measure) =>
  here.level === "province" ? undefined : pairAt(pairsOf(plan, measure), here);

/** A group by relation of what means the place itself; what means it in a wider way stands apart. */
function groupSection(context, { precision, relation, rows }) {
  const { t, here, name, parent } = context;
  const of = precision === "unit" || isByPair(relation) ? relation : precision;
  const words = { place: name(here), parent: parent ? name(parent) : "" };
  return html(
    "section",
    { class: `group ${relation} meant-${precision}` },
    heading(context, relation, rows.length, of),
    html("p", { class: "about" }, t(`place.about_${of}_${here.level}`, words)),
    html("ul", { class: "measures" }, underSentences(context, rows, ([measure, reasons]) => measureItem(context, measure, reasons))),
  );
}

/** Items in their order, clauses of one sentence under a heading. */
const underSentences = ({ plan, t }, rows, item) =>
  sentenceRuns(rows, ([measure]) => plan.measures[measure].sentence).flatMap(({ rows: own }) => {
    const items = own.map(item);
    if (own.length < 2) return items;
    const words = sentenceWords(plan.measures[own[0][0]], own.length, t);
    return [html("li", { class: "sentence-head" }, words), ...items];
  });

const heading = ({ t }, relation, n, of = relation) =>
  html(
    "h3",
    {},
    relationSign(relation),
    html("span", { class: "relation-name" }, t(`place.${of}`)),
    html("span", { class: "count" }, html("span", { "aria-hidden": "true" }, "· "), t("place.items", { n })),
  );

function provinceWide(context, open) {
  const { t, data } = context;
  // What comes here by a pair stands above.
  const rest = data.province.filter((measure) => !ownPair(context, measure));
  return html(
    "details",
    { class: "group province", open },
    html("summary", {}, heading(context, "province", rest.length)),
    html("p", { class: "about" }, t("place.about_province")),
    html("ul", { class: "measures" }, underSentences(context, rest.map((measure) => [measure]), ([measure]) => plainMeasureItem(context, measure))),
  );
}

/** What is missing, why, and the next click; Python's words where a filter is the cause. */
function emptyState(context) {
  const { t, data, here, name, change, mapLink } = context;
  const { empty } = data;
  const place = name(here);
  const why = data.province.length ? "place.none_text" : "place.none_filtered";
  return html(
    "div",
    { class: "empty" },
    html("h3", {}, empty?.title ?? t("place.none_title", { place })),
    html("p", {}, empty?.text ?? t(why, { place })),
    empty?.patch
      ? html("button", { type: "button", onclick: () => change(empty.patch) }, empty.action_label)
      : html("p", {}, mapLink(here, { class: "action" }, t("place.none_action"))),
  );
}
