// Which extent of a zone is meant, chosen where the zone is shown.

import { html } from "../core/elements.js";

/** @import { Lang, Say } from "../core/types" */

/**
 * A menu of the readings of a zone, with the source of that in force; nothing for a zone that has one.
 * `chosen` are the readings of the query, of which those of other zones stay; `names` the catalogue.
 *
 * @param {{ names: any, t: Say, lang: Lang, change: (patch: Record<string, string[]>) => void }} context
 * @param {string} id
 * @param {readonly string[]} chosen
 */
export function readingPicker({ names, t, lang, change }, id, chosen) {
  const zone = names.zone.get(id);
  if (!zone || zone.readings.length < 2) return null;
  const beside = names.query.values("reading");
  const own = zone.readings.map((/** @type {{ value: string }} */ { value }) => value);
  const inForce = chosen.find((value) => own.includes(value)) ?? own.find((value) => !beside.includes(value));
  const others = chosen.filter((value) => !own.includes(value));
  const select = html(
    "select",
    {
      "aria-label": t("filters.reading_of", { zone: zone[lang] }),
      onchange: () => change({ reading: beside.includes(select.value) ? [...others, select.value] : [...others] }),
    },
    zone.readings.map((/** @type {any} */ one) =>
      html("option", { value: one.value, selected: one.value === inForce }, optionWords(one)),
    ),
  );

  const source = names.sources[zone.readings.find((/** @type {any} */ one) => one.value === inForce)?.source]?.title;
  return html(
    "div",
    { class: "reading-picker" },
    html("label", {}, html("span", {}, t("filters.reading")), select),
    // A source is cited by its own title; an option could not say in which language that is.
    source ? html("cite", { lang: "zh-CN" }, source) : null,
  );

  /** @param {any} one */
  function optionWords(one) {
    return one.year ? t("filters.reading_option", { title: one[lang], source: one.year }) : one[lang];
  }
}

/** Zones of some reasons that have several readings, in the order of the catalogue. */
export function readableZones(names, reasons) {
  const met = new Set(reasons.map(({ zone }) => zone));
  return names.zones.filter(({ id, readings }) => met.has(id) && readings.length > 1);
}
