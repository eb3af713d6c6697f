// The extents that a zone is given, side by side: each with its map, its source and what differs.

import { el, nameOf } from "../core/parts.js";
import { basisBadge } from "../evidence/reasons.js";
import { langOf } from "./parts.js";

/** A card for each reading of a zone that has more than one, the default first. */
export function readingsOf(context, zone) {
  const { t, names, data } = context;
  if (zone.readings.length < 2) return null;
  const units = (members) => drawnUnits(members.map(([code]) => code), names);
  const usual = units(zone.members);
  const chosen = zone.readings.find(({ value }) => data.readings.includes(value)) ?? zone.readings.find((one) => one.default);
  return el(
    "div",
    { class: "readings" },
    el("h4", {}, t("method.readings")),
    el("p", { class: "aside" }, t("method.readings_text")),
    el(
      "ul",
      {},
      zone.readings.map((one) => readingCard(context, zone, one, { usual, held: one.default ? usual : units(one.members), chosen: one === chosen })),
    ),
  );
}

function readingCard(context, zone, reading, { usual, held, chosen }) {
  const { t, lang, facts, maps } = context;
  const more = [...held].filter((code) => !usual.has(code));
  const fewer = [...usual].filter((code) => !held.has(code));
  const cited = facts.sources.find(({ id }) => id === reading.source);
  return el(
    "li",
    { class: chosen ? "chosen" : "" },
    maps.draw([
      { name: "kept", codes: [...held].filter((code) => usual.has(code)) },
      { name: "more", codes: more },
      { name: "fewer", codes: fewer },
    ]),
    el("p", { class: "title" }, nameOf(reading, lang)),
    el(
      "p",
      { class: "aside" },
      basisBadge(reading.basis, t),
      ` ${t("method.reading_units", { n: held.size })}`,
      reading.default ? t("method.reading_default") : difference(t, more.length, fewer.length),
    ),
    cited && el("p", { class: "aside" }, t("method.group_sources"), el("a", { href: `#source-${reading.source}`, ...langOf(cited.title[lang], lang) }, cited.title[lang])),
    el(
      "p",
      {},
      chosen && el("span", { class: "in-use" }, t("method.reading_in_use")),
      el("a", { href: mapUnder(context, zone, reading), target: "_self" }, t("method.reading_on_map")),
    ),
  );
}

/** What a reading has and lacks beside the default; the map shows which. */
const difference = (t, more, fewer) =>
  (more ? t("method.reading_more", { n: more }) : "") +
  (fewer ? t("method.reading_fewer", { n: fewer }) : "") +
  (more || fewer ? "" : t("method.reading_same"));

/** Address of the map under a reading, those chosen of other zones kept. */
function mapUnder({ data }, zone, reading) {
  const others = data.readings.filter((value) => !value.startsWith(`${zone.id}:`));
  const wanted = reading.default ? others : [...others, reading.value];
  return wanted.reduce((address, value) => `${address}${address.includes("?") ? "&" : "?"}reading=${encodeURIComponent(value)}`, data.map);
}

/** County-level units of a list that are drawn; a prefecture on it stands for its own. */
function drawnUnits(codes, { counties }) {
  const listed = new Set(codes);
  return new Set(counties.filter(({ adcode, parent }) => listed.has(adcode) || listed.has(parent)).map(({ adcode }) => adcode));
}
