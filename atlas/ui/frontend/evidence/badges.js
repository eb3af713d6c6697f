// Strategies and relations as they look everywhere: colour never alone, always with its sign.

import { isAbbreviated } from "../core/closeness.js";
import { html } from "../core/elements.js";
import { readAs, zoneUnder } from "../core/readings.js";
import { isByPair } from "../core/query.js";
import { meantSign } from "./meant.js";
import { pairedWords } from "./pairs.js";
import { isByReviewer } from "./state.js";

/** A strategy's sign: its hue with its character, or two letters on an English page. */
export function strategyBadge(strategy, lang) {
  const badge = html("span", { class: "strategy-badge", "aria-hidden": "true" });
  badge.style.setProperty("--hue", strategy.colour);
  badge.textContent = strategy.symbol[lang];
  return badge;
}

/** How a measure came to a place: named or abbreviated, by zone, by class, province-wide. */
const relationChip = (reason, t) =>
  html(
    "span",
    { class: `relation relation-${reason.relation}` },
    t(`map.relation_${isAbbreviated(reason) ? "abbreviated" : reason.relation}`),
  );

/**
 * A reason in words, as nodes: chip, the words of the text, the zone they stand for and how sure
 * its member list is; what is carried over from an earlier clause says so. Where one `place` is
 * looked at, also how it means that one.
 */
export function reasonLine(reason, { catalogue, lang, t, place = null }) {
  const zone = catalogue.zone.get(reason.zone);
  const parts = [relationChip(reason, t)];
  if (isByPair(reason.relation)) {
    parts.push(pairedWords(reason, place, catalogue, t, lang), html("span", { class: `basis basis-${reason.basis}` }, t(`map.basis_${reason.basis}`)));
    return spaced(parts, lang);
  }
  if (isByReviewer(reason)) parts.push(html("span", { class: "inherited" }, t("review.added_by_reviewer")));
  if (reason.inherited) parts.push(html("span", { class: "inherited" }, t("map.inherited")));
  // The words stand in the text's own language; an English reader gets the zone's name instead.
  const words = html("span", { class: "surface" }, t("map.quoted", { words: reason.surface }));
  if (lang === "zh") parts.push(words);
  else if (!zone)
    parts.push(reason.places.map((code) => catalogue.place.get(code)?.[lang]).join(", "));
  if (zone && zone[lang] !== reason.surface) {
    parts.push(html("span", { class: "zone-name" }, lang === "zh" ? `→ ${zone.zh}` : zone.en));
  }
  if (zone) {
    const basis = `basis basis-${reason.basis}`;
    const list = catalogue.zone.get(readAs(zoneUnder(zone, [reason.reading])))?.[lang];
    parts.push(html("span", { class: basis }, t(`map.basis_${reason.basis}`, { list })));
  }
  const meant = meantSign(reason, place, catalogue, t, lang);
  if (meant) parts.push(meant);
  return spaced(parts, lang);
}

/** Parts of a line with spaces between them; a full-width bracket brings its own. */
const spaced = (parts, lang) =>
  parts.flatMap((part, i) => (i && !(lang === "zh" && part.className?.startsWith("basis")) ? [" ", part] : [part]));
