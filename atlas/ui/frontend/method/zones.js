// Every zone and class with all its members, the basis of each and its source, one anchor a zone.

import { el, filledHref, langTag, nameOf } from "../core/parts.js";
import { basisBadge } from "../evidence/reasons.js";
import { howRead, langOf, prose, search } from "./parts.js";
import { readingsOf } from "./readings.js";
import { byPrefecture } from "../core/place_groups.js";

export function zonesSection(context) {
  const { t, names } = context;
  const items = names.zones.map((zone) => {
    const element = el("li", {}, zoneItem(context, zone));
    return { element, text: element.textContent };
  });
  return [
    prose(t("method.zones_text")),
    search(t, t("method.zones_search"), items),
    el("ul", { class: "zone-list" }, items.map(({ element }) => element)),
  ];
}

function zoneItem(context, zone) {
  const { t, facts, data, lang, names } = context;
  const members = facts.members[zone.id];
  const used = data.zones[zone.id];
  return el(
    "details",
    { id: `zone-${zone.id}`, class: "zone-item" },
    el(
      "summary",
      {},
      el("span", { class: `sign ${zone.kind}`, role: "img", "aria-label": t(`method.${zone.kind}`) }),
      el("span", { class: "name" }, nameOf(zone, lang)),
      el("span", { class: "aside" }, t("method.members", { n: members.length })),
      el("span", { class: "badges" }, names.query.values("basis").map((basis) => basisCount(members, basis, t))),
    ),
    el(
      "div",
      { class: "inside" },
      prose(zone[`definition_${lang}`]),
      el("p", { class: "aside" }, used ? t("method.zone_used", { n: used }) : t("method.zone_unused")),
      groupsOf(members).map((group) => groupItem(context, group)),
      readingsOf(context, zone),
    ),
  );
}

function basisCount(members, basis, t) {
  const n = members.filter(([, how]) => how === basis).length;
  if (!n) return null;
  const badge = basisBadge(basis, t);
  badge.append(` ${n}`);
  return badge;
}

/** Members that stand on the same basis and source, together. */
function groupsOf(members) {
  const groups = new Map();
  for (const [code, basis, source, note] of members) {
    const key = `${basis} ${source}`;
    if (!groups.has(key)) groups.set(key, { basis, source, members: [] });
    groups.get(key).members.push({ code, note });
  }
  return [...groups.values()];
}

function groupItem(context, { basis, source, members }) {
  const { t, names, lang } = context;
  const cited = context.facts.sources.find(({ id }) => id === source);
  const notes = new Map(members.map(({ code, note }) => [code, note?.[lang]]));
  const title = cited?.title[lang] ?? source;
  return el(
    "div",
    { class: "group" },
    el(
      "p",
      { class: "basis-line" },
      basisBadge(basis, t),
      el("span", { class: "aside" }, t("method.members", { n: members.length })),
      el("span", { class: "aside" }, t("method.group_sources"), el("a", { href: `#source-${source}`, ...langOf(title, lang) }, title)),
      cited?.how_read && el("span", { class: "aside" }, howRead(cited, t)),
    ),
    el(
      "dl",
      { class: "units" },
      byPrefecture(members.map(({ code }) => code), names).flatMap(({ prefecture, counties }) => {
        const listed = notes.has(prefecture.adcode);
        return [
          el("dt", {}, listed ? placeName(context, prefecture, notes) : el("span", { class: "aside" }, nameOf(prefecture, lang))),
          el(
            "dd",
            {},
            listed ? t("measures.whole") : counties.flatMap((county, i) => [i ? t("method.between") : "", placeName(context, county, notes)]),
          ),
        ];
      }),
    ),
  );
}

const placeName = ({ t, data, lang }, place, notes) =>
  el(
    "span",
    { lang: langTag(lang) },
    el("a", { href: filledHref(data.hrefs.place, { code: place.adcode }), target: "_self" }, nameOf(place, lang)),
    notes.get(place.adcode) && el("span", { class: "aside" }, t("method.bracket", { note: notes.get(place.adcode) })),
  );
