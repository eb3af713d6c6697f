// What the place belongs to and what lies around it: zones, counties, neighbours.

import { html } from "../core/elements.js";
import { definitions, zoneEvidence } from "./reasons.js";
import { entryOf, meantSign } from "../evidence/meant.js";
import { basisSign, relationSign } from "../evidence/signs.js";
import { readingPicker } from "../widgets/reading_picker.js";

/** Zones and classes that list the place, each with its basis and, opened, its list and source. */
export function zonesSection(context) {
  const { t, data, names } = context;
  const rows = data.zones
    .map(([id, basis, part]) => ({ zone: names.zone.get(id), basis, part }))
    .sort((a, b) => (a.zone.kind === b.zone.kind ? 0 : a.zone.kind === "zone" ? -1 : 1));
  return html(
    "section",
    { class: "zones" },
    html("h2", {}, t("place.zones")),
    rows.length
      ? html("ul", {}, rows.map((row) => zoneItem(context, row)))
      : html("p", { class: "aside" }, t("place.zones_none")),
  );
}

function zoneItem(context, { zone, basis, part }) {
  const { t, name, here, names, lang } = context;
  return html(
    "li",
    {},
    html(
      "details",
      { class: `reason ${zone.kind}` },
      html(
        "summary",
        {},
        relationSign(zone.kind, t(`place.definition_${zone.kind}`)),
        html("span", { class: "path" }, name(zone), part ? html("span", { class: "part" }, t("place.zone_part", { n: part })) : null),
        basisSign(basis, t),
        part ? null : meantSign(entryOf(zone), here, names, t, lang),
      ),
      html("p", { class: "aside" }, t("place.members", { n: zone.members.length })),
      readingPicker(context, zone.id, context.data.reading),
      definitions(zoneEvidence(context, zone, basis)),
    ),
  );
}

/** Links to units, `[adcode, …]` or `[[adcode, measures], …]`; pointing at one shows it by `hint`. */
export function unitsSection(context, key, units, hint) {
  if (!units.length) return null;
  const { t, names, here } = context;
  const title = key === "children" ? t("place.children", { n: units.length }) : t("place.neighbours");
  return html(
    "section",
    { class: "units" },
    html("h2", {}, title),
    html(
      "ul",
      {},
      units.map((unit) => {
        const [code, measures] = [unit].flat();
        return unitItem(context, names.place.get(code), measures, hint, here);
      }),
    ),
  );
}

function unitItem({ names, name, placeLink }, place, measures, hint, here) {
  const elsewhere = place.level === "county" && ![here.adcode, here.parent].includes(place.parent);
  return html(
    "li",
    {},
    placeLink(
      place,
      {
        onpointerenter: () => hint(place.adcode),
        onpointerleave: () => hint(),
        onfocus: () => hint(place.adcode),
        onblur: () => hint(),
      },
      name(place),
      elsewhere ? html("span", { class: "of" }, name(names.place.get(place.parent))) : null,
      measures === undefined ? null : html("span", { class: "of" }, `${measures}`),
    ),
  );
}
