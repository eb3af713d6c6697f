// What surrounds a strategy's measures: key words, the zones it works through, strategies beside it.

import { el, nameOf, symbol } from "../core/parts.js";
import { basisBadge } from "../evidence/reasons.js";
import { readingPicker } from "../widgets/reading_picker.js";

/** Key words as links to a search over all measures. */
export function keywordsSection({ t, lang }, keywords) {
  if (!keywords.length) return [];
  return [
    el("h2", {}, t("strategies.keywords")),
    el(
      "ul",
      { class: "keywords" },
      keywords.map(({ word, measures, href }) => {
        const hint = t("strategies.keyword_hint", { word, n: measures });
        return el("li", {}, el("a", { href, target: "_self", title: hint, lang: lang === "zh" ? "zh-CN" : "en" }, word));
      }),
    ),
    el("p", { class: "aside" }, t("strategies.keywords_about")),
  ];
}

/** Zones with their lists: how many units, on what basis; pointing at one marks it by `hint`. */
export function zonesSection(context, zones, hint, reading) {
  const { t, names, lang } = context;
  if (!zones.length) return el("section", { class: "zones" });
  return el(
    "section",
    { class: "zones" },
    el("h2", {}, t("strategies.zones")),
    el("p", { class: "aside" }, t("strategies.zones_about")),
    el(
      "ul",
      {},
      zones.map((use) => {
        const zone = names.zone.get(use.zone);
        const shown = () => hint(countiesOf(zone, names));
        return el(
          "li",
          { on: { pointerenter: shown, pointerleave: () => hint(), focusin: shown, focusout: () => hint() } },
          el(
            "a",
            { href: use.href, target: "_self", title: t("strategies.zone_open", { zone: nameOf(zone, lang) }) },
            el("span", { class: `sign ${zone.kind}`, "aria-hidden": "true" }),
            nameOf(zone, lang),
          ),
          el("span", { class: "facts-line" }, [t("strategies.zone_measures", { n: use.measures }), t("strategies.zone_members", { n: use.members })].join(" · ")),
          el("span", { class: "bases" }, use.bases.map(([basis, n]) => basisCount(basis, use.bases.length > 1 ? n : 0, t))),
          readingPicker(context, use.zone, reading),
        );
      }),
    ),
  );
}

/** A basis, with the number of members that stand on it where a list mixes several. */
function basisCount(basis, n, t) {
  const badge = basisBadge(basis, t);
  if (n) badge.append(` ${n}`);
  return badge;
}

/** Drawn counties that a zone's list comes to; a listed prefecture stands for all of its own. */
function countiesOf({ members }, { counties }) {
  const listed = new Set(members.map(([code]) => code));
  return counties.filter(({ adcode, parent }) => listed.has(adcode) || listed.has(parent)).map(({ adcode }) => adcode);
}

/** Strategies that share measures or counties, as a table with bars. */
export function besideSection({ t, names, lang }, beside) {
  const heading = el("h2", {}, t("strategies.beside"));
  if (!beside.length) return el("section", { class: "beside" }, heading, el("p", { class: "aside" }, t("strategies.beside_none")));
  const most = (key) => Math.max(1, ...beside.map((row) => row[key]));
  const cell = (row, key) =>
    el(
      "td",
      {},
      el(
        "div",
        { class: "amount" },
        el("span", { class: "figure" }, row[key] || "–"),
        el("span", { class: "bar", "aria-hidden": "true" }, el("i", { vars: { share: row[key] / most(key) } })),
      ),
    );
  return el(
    "section",
    { class: "beside" },
    heading,
    el("p", { class: "aside" }, t("strategies.beside_about")),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el("tr", {}, ["strategy", "measures", "counties"].map((name) => el("th", { scope: "col" }, t(`strategies.beside_${name}`)))),
      ),
      el(
        "tbody",
        {},
        beside.map((row) => {
          const other = names.strategy.get(row.strategy);
          return el(
            "tr",
            { vars: { hue: other.colour } },
            el("th", { scope: "row" }, el("a", { href: row.href, target: "_self" }, symbol(other, lang), el("span", {}, nameOf(other, lang)))),
            cell(row, "measures"),
            cell(row, "counties"),
          );
        }),
      ),
    ),
  );
}

