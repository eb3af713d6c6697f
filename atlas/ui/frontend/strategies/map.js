// Where a strategy lands: its map as a door to the map page, its legend, its counties by name.

import { el, filledHref, nameOf } from "../core/parts.js";
import { byPrefecture } from "../core/place_groups.js";
import { BY_SITE, NOTHING_REACHES, WIDE, WITH_PREFECTURE } from "../map/class_codes.js";
import { gradedClasses, placeOf } from "../map/small_map.js";

/** `hint(codes)` marks counties on the map until it is called without. */
export function strategyMap(context) {
  const { t, names, maps, lang, hrefs } = context;
  const element = el("section", { class: "where" });
  let data;
  let drawing;
  let extra;

  function draw() {
    drawing.replaceChildren(maps.draw(gradedClasses(data.one.reached, names.counties)));
    if (extra?.length) {
      // The thumbnail's own drawing with one class is the outline of those counties.
      const marked = maps.draw([{ name: "marked", codes: extra }]).querySelector(".marked");
      drawing.firstChild.append(marked);
    }
  }

  function reached() {
    const { one } = data;
    const own = names.strategy.get(one.strategy);
    const top = Math.max(1, ...one.legend.map((entry) => entry.class + 1));
    drawing = el("span", { class: "drawing" });
    const groups = byPrefecture(one.counties, names);
    const link = (place) => el("a", { href: filledHref(hrefs.place, { code: place.adcode }), target: "_self" }, nameOf(place, lang));
    return [
      el(
        "a",
        { class: "map", href: one.map, target: "_self", "aria-label": t("strategies.open_map", { strategy: nameOf(own, lang) }) },
        drawing,
        el("span", { class: "open" }, t("strategies.on_map")),
      ),
      el(
        "ul",
        { class: "legend", "aria-label": t("strategies.map_label", { strategy: nameOf(own, lang) }) },
        one.legend.filter(({ n }) => n).map((entry) => legendItem(entry, top, t)),
      ),
      !groups.length && one.reached.includes("w") ? el("p", { class: "aside" }, t("strategies.everywhere")) : null,
      groups.length > 0 ? el(
        "details",
        { class: "counties" },
        el("summary", {}, t("strategies.list_counties", { n: one.counties.length })),
        el(
          "dl",
          {},
          groups.flatMap(({ prefecture, whole, counties }) => [
            el("dt", {}, link(prefecture), whole && el("span", { class: "whole" }, t("measures.whole"))),
            el("dd", {}, counties.flatMap((county, i) => [i ? t("measures.between") : "", link(county)])),
          ]),
        ),
      ) : null,
    ].filter(Boolean);
  }

  const some = () =>
    [...data.one.reached].some((sign) => sign !== "0");

  return {
    element,
    update(next) {
      data = next;
      extra = undefined;
      const { rows } = data.one;
      element.hidden = !rows.length;
      element.replaceChildren(
        el("h2", {}, t("strategies.where")),
        ...(some() ? reached() : [el("p", { class: "aside" }, t("strategies.no_map"))]),
      );
      if (some()) draw();
    },
    hint(codes) {
      if (!data || !some()) return;
      extra = codes;
      draw();
    },
  };
}

function legendItem({ label, n, class: cls }, top, t) {
  const plain = { [NOTHING_REACHES]: "none", [WITH_PREFECTURE]: "through", [BY_SITE]: "site", [WIDE]: "everywhere" }[cls];
  return el(
    "li",
    {},
    el("i", { class: plain ?? "shade", vars: plain ? {} : { place: placeOf(cls + 1, top) } }),
    plain ? t(`strategies.legend_${plain}`, { label, n }) : t("strategies.legend_class", { label, n }),
  );
}
