// How a link is made: its chain, the four relations and the rules, each with an example.

import { el, filledHref, nameOf } from "../core/parts.js";
import { basisBadge, relationBadge } from "../evidence/reasons.js";
import { prose, table } from "./parts.js";

const CHAIN = ["text", "measure", "mention", "list", "county"];

export function linksSection(context) {
  const { t } = context;
  return [
    prose(t("method.links_text")),
    el(
      "ol",
      { class: "chain", "aria-label": t("method.chain") },
      CHAIN.map((step) => el("li", {}, t(`method.chain_${step}`))),
    ),
    el("h3", {}, t("method.relations")),
    prose(t("method.relations_text")),
    relationsTable(context),
    el("h3", {}, t("method.rules")),
    prose(t("method.rules_text")),
    rulesTable(context),
    el("h3", { id: "bases" }, t("method.bases")),
    prose(t("method.bases_text")),
    basesList(context),
  ];
}

const relationsTable = (context) => {
  const { t, data } = context;
  return table(
    t("method.relations"),
    ["relation", "meaning", "example", "reach"].map((head) => t(`method.${head}`)),
    data.relations.map((way) => [
      relationBadge(way.name, t),
      t(`method.relation_${way.name}`),
      example(context, way.example),
      reach(context, way),
    ]),
    { class: "relations" },
  );
};

function reach({ t }, { name, measures, counties, href }) {
  if (!measures) return el("span", { class: "aside" }, t("method.no_example"));
  return [
    el("a", { href, target: "_self" }, t("method.measures", { n: measures })),
    el("span", { class: "aside block" }, name === "province" ? t("method.whole_province") : t("method.counties", { n: counties })),
  ];
}

const rulesTable = (context) => {
  const { t, data } = context;
  return table(
    t("method.rules"),
    ["rule", "example", "reach"].map((head) => t(`method.${head}`)),
    data.rules.map((way) => [
      el("span", {}, t(`method.rule_${way.name}`), el("code", {}, way.name)),
      example(context, way.example),
      way.measures ? t("method.measures", { n: way.measures }) : el("span", { class: "aside" }, t("method.no_example")),
    ]),
    { class: "rules" },
  );
};

/** A measure of the document and the path by which it comes to its places. */
function example({ t, names, plan, data, lang }, index) {
  if (index === null) return el("span", { class: "aside" }, t("method.no_example"));
  const reason = plan.reasons[index];
  const measure = plan.measures[reason.measure];
  const zone = reason.zone && names.zone.get(reason.zone);
  const to = () => el("span", { class: "to", "aria-hidden": "true" }, "→");
  const whole = reason.relation === "province";
  return [
    el(
      "a",
      { class: "statement", href: filledHref(data.hrefs.measure, { id: measure.id }), target: "_self" },
      `${t("method.number", { number: reason.measure + 1 })} ${measure[lang]}`,
    ),
    el(
      "span",
      { class: "path" },
      reason.surface && reason.surface !== measure.zh && [el("q", { lang: "zh-CN" }, reason.surface), " ", to(), " "],
      zone && [el("a", { href: `#zone-${zone.id}` }, nameOf(zone, lang)), " ", basisBadge(reason.basis, t), " ", to(), " "],
      whole ? t("method.whole_province") : t("method.counties", { n: reason.counties.length }),
    ),
  ];
}

function basesList({ t, names }) {
  const members = names.zones.flatMap((zone) => zone.members);
  return el(
    "dl",
    { class: "bases" },
    names.query.values("basis").flatMap((basis) => [
      el("dt", {}, basisBadge(basis, t)),
      el(
        "dd",
        {},
        t(`method.basis_${basis}`),
        basis !== "named" &&
          el("span", { class: "aside" }, ` ${t("method.basis_members", { n: members.filter(([, how]) => how === basis).length })}`),
      ),
    ]),
  );
}
