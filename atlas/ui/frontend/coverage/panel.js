// What a cell of the matrix counts: its measures, and why each reaches the unit.

import { html } from "../core/elements.js";
import { meantSign } from "../evidence/meant.js";
import { basisBadge, relationBadge } from "../evidence/reasons.js";
import { columnName } from "./columns.js";
import { filledHref, nameOf } from "../core/parts.js";

/** A panel beside the matrix; `show` fills it, Escape closes it and gives the focus back. */
export function cellPanel(context) {
  const { t } = context;
  let shown = null;
  let giveBack = null;
  const inside = html("div", { class: "inside" });
  const element = html("section", { class: "panel", "aria-label": t("coverage.panel"), tabindex: -1 }, inside);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.stopPropagation();
    close();
  });
  hint();

  function hint() {
    shown = null;
    element.classList.remove("is-open");
    inside.replaceChildren(html("p", { class: "hint" }, t("coverage.panel_hint")));
  }

  function close() {
    const back = giveBack;
    hint();
    back?.();
  }

  return {
    element,
    show(data, unit, column, back) {
      giveBack = back;
      shown = { unit: data.units[unit], column: data.columns[column] };
      element.classList.add("is-open");
      inside.replaceChildren(
        html("button", { type: "button", class: "close", "aria-label": t("coverage.close"), onclick: close }, "×"),
        ...content(context, data, unit, column),
      );
      inside.scrollTop = 0;
      element.focus({ preventScroll: true });
    },
    /** A new payload: the same cell with its new content, or the hint where it is gone. */
    settle(data) {
      if (!shown) return;
      const [unit, column] = [data.units.indexOf(shown.unit), data.columns.indexOf(shown.column)];
      if (unit < 0 || column < 0) hint();
      else inside.replaceChildren(inside.firstChild, ...content(context, data, unit, column));
    },
  };
}

function content(context, data, unit, column) {
  const { names, t, lang } = context;
  const place = names.place.get(data.units[unit]);
  const parent = names.place.get(place.parent);
  const of = place.level === "county" ? html("span", { class: "of" }, nameOf(parent, lang)) : null;
  const found = measuresAt(context, data, place, column);
  const id = data.columns[column];
  const href =
    data.count === "strategies"
      ? filledHref(data.hrefs.cell, { code: place.adcode, strategy: id })
      : filledHref(data.hrefs.place, { code: place.adcode });
  return [
    html("h3", {}, nameOf(place, lang), of),
    html("p", { class: "column" }, data.count === "measures" && found.length ? t("coverage.number", { number: id + 1 }) : columnName(context, data, column)),
    found.length
      ? html("ol", { class: "found" }, found.map(([m, reasons]) => item(context, data, place, m, reasons)))
      : html("p", { class: "nothing" }, nothing()),
    html("p", { class: "next" }, html("a", { href, target: "_self" }, t(found.length ? "coverage.to_place" : "coverage.to_place_none", { place: nameOf(place, lang) }))),
  ];

  function nothing() {
    const wide = data.count === "strategies" ? data.wide[column] : 0;
    const why = t(`coverage.nothing_${data.count}`);
    return wide ? `${why}${lang === "zh" ? "" : " "}${t("coverage.nothing_wide", { n: wide })}` : why;
  }
}

/** Measures of a column that reach a unit, as `[index, reasons]`, among what the filter left. */
function measuresAt({ names, plan }, data, place, column) {
  const id = data.columns[column];
  const counties = new Set(names.counties.filter(({ parent }) => parent === place.adcode).map(({ adcode }) => adcode));
  const reaches = ({ relation, places, counties: reached }) =>
    relation !== "province" &&
    (reached.includes(place.adcode) ||
      places.includes(place.adcode) ||
      // A unit without an outline stands on no county list of its own.
      (!place.polygon && places.includes(place.parent)) ||
      reached.some((code) => counties.has(code)) ||
      places.some((code) => names.place.get(code)?.parent === place.adcode));
  const ofColumn = {
    strategies: (m) => plan.measures[m].strategies.includes(id),
    sentences: (m) => plan.measures[m].sentence === id,
    measures: (m) => m === id,
    zones: () => true,
  }[data.count];
  return data.rows
    .filter(([m]) => ofColumn(m))
    .map(([m, reasons]) => [
      m,
      reasons
        .map((i) => plan.reasons[i])
        .filter((reason) => reaches(reason) && (data.count !== "zones" || reason.zone === id)),
    ])
    .filter(([, reasons]) => reasons.length);
}

function item({ names, plan, t, lang }, { hrefs }, place, m, reasons) {
  const measure = plan.measures[m];
  return html(
    "li",
    {},
    html("a", { href: filledHref(hrefs.measure, { id: measure.id }), target: "_self" }, nameOf(measure, lang)),
    reasons.map((reason) => {
      const { relation, zone, basis, surface, inherited, places } = reason;
      return html(
        "p",
        { class: "why" },
        relationBadge(relation, t),
        html("span", {}, zone ? nameOf(names.zone.get(zone), lang) : places.map((code) => nameOf(names.place.get(code), lang)).join(t("place.between"))),
        zone ? basisBadge(basis, t) : null,
        inherited ? html("span", { class: "inherited" }, t("place.inherited")) : null,
        meantSign(reason, place, names, t, lang),
        lang === "zh" || !surface ? null : html("q", { lang: "zh-CN" }, surface),
      );
    }),
  );
}
