// Two to four places side by side: measures with their reasons, zones, figures.

import { html, svg } from "../core/elements.js";
import { entryOf, meantSign } from "../evidence/meant.js";
import { basisBadge } from "../evidence/reasons.js";
import { LETTERS, letter, measureLine } from "./parts.js";
import { nameOf, symbol } from "../core/parts.js";
import { external } from "../core/citation.js";
import { placePicker } from "../widgets/place_picker.js";
import { relationSign } from "../evidence/signs.js";

export function placesPage(context) {
  const { t, data } = context;
  const places = data.places.map(({ code }) => context.names.place.get(code));
  const own = { ...context, places };
  return [
    data.note ? html("p", { class: "note", role: "status" }, data.note) : null,
    html("div", { class: "top" }, html("div", {}, heads(own), byStrategy(own)), locator(own)),
    html("section", {}, html("h2", {}, t("compare.measures")), measuresTable(own), data.wide ? html("p", { class: "aside" }, t("compare.wide", { n: data.wide })) : null),
    html("section", {}, html("h2", {}, t("compare.zones")), zonesTable(own)),
    html("section", {}, html("h2", {}, t("compare.figures")), figuresTable(own), figureNotes(own)),
  ].filter(Boolean);
}

/** The places as cards, each with its way out, and room for one more. */
function heads({ names, t, lang, data, places, change }) {
  const cards = places.map((place, i) => {
    const { n, without, page } = data.places[i];
    const parent = names.place.get(place.parent);
    return html(
      "li",
      { class: "head" },
      letter(i),
      html(
        "div",
        {},
        html("a", { class: "name", href: page, target: "_self" }, nameOf(place, lang)),
        place.level === "county" ? html("span", { class: "of" }, nameOf(parent, lang)) : null,
        html("span", { class: "n" }, t("overview.measures", { n })),
      ),
      html("a", { class: "remove", href: without, target: "_self", "aria-label": t("compare.remove", { place: nameOf(place, lang) }) }, "×"),
    );
  });
  const codes = places.map(({ adcode }) => adcode);
  const picker = placePicker(names, t, lang, (code) => change({ place: codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code] }));
  const more = codes.length < data.most ? html("li", { class: "more" }, html("span", {}, t("compare.add")), picker.element) : null;
  return html("ul", { class: "heads" }, cards, more);
}

/** How many measures of each strategy come to each place, each measure under all it serves. */
function byStrategy({ names, t, lang, data, plan }) {
  const counts = new Map();
  for (const [m, cells] of data.groups.flatMap(({ rows }) => rows)) {
    for (const id of plan.measures[m].strategies) {
      if (!counts.has(id)) counts.set(id, cells.map(() => 0));
      cells.forEach((cell, i) => (counts.get(id)[i] += cell ? 1 : 0));
    }
  }
  if (!counts.size) return null;
  const rows = names.strategies.filter(({ id }) => counts.has(id));
  return html(
    "div",
    { class: "by-strategy" },
    html(
      "table",
      {},
      html("caption", {}, t("compare.by_strategy")),
      html("thead", {}, html("tr", {}, html("th", { scope: "col" }, html("span", { class: "unseen" }, t("filters.strategy"))), data.places.map(({ title }, i) => html("th", { scope: "col" }, letter(i), html("span", { class: "unseen" }, title))))),
      html(
        "tbody",
        {},
        rows.map((one) =>
          html(
            "tr",
            {},
            html("th", { scope: "row" }, symbol(one, lang), nameOf(one, lang)),
            counts.get(one.id).map((n, i) => html("td", { class: `tone-${i} ${n ? "" : "none"}`, style: `--n: ${n}` }, html("span", { class: "bar", "aria-hidden": "true" }), `${n}`)),
          ),
        ),
      ),
    ),
  );
}

function locator({ maps, t, data, places }) {
  const drawing = maps.draw(data.places.map(({ counties }, i) => ({ name: `place-${i}`, codes: counties })));
  const marked = places.filter(({ x }) => x != null);
  marked.forEach((place) => {
    const i = places.indexOf(place);
    drawing.append(svg("circle", { class: `mark mark-${i}`, cx: place.x, cy: place.y, r: 30 }), svg("text", { x: place.x, y: place.y, "text-anchor": "middle", "dominant-baseline": "central" }, LETTERS[i]));
  });
  return html("figure", { class: "where" }, drawing, html("figcaption", {}, t("place.credit")));
}

/** One table: a row a measure, a column a place, under a heading for each group. */
function measuresTable(context) {
  const { t, data, places, plan } = context;
  const head = html(
    "thead",
    {},
    html("tr", {}, html("th", { scope: "col", class: "what" }, t("compare.measure")), data.places.map(({ title }, i) => html("th", { scope: "col" }, letter(i), title))),
  );
  const bodies = data.groups.map(({ id, title, rows }) =>
    html(
      "tbody",
      { class: id },
      html("tr", { class: "group" }, html("th", { scope: "rowgroup", colspan: places.length + 1 }, title)),
      rows.map(([m, cells]) =>
        html(
          "tr",
          {},
          html("th", { scope: "row", class: "what" }, measureLine(context, plan, m, data.hrefs.measure)),
          cells.map((cell, i) => html("td", { class: cell ? null : "none" }, html("span", { class: "narrow" }, letter(i)), cell ? reasons(context, cell, places[i]) : nothing(t))),
        ),
      ),
    ),
  );
  return html("div", { class: "frame" }, html("table", { class: "side-by-side blocks" }, head, bodies));
}

const nothing = (t) => [html("span", { "aria-hidden": "true" }, "—"), html("span", { class: "unseen" }, t("compare.not_reached"))];

function reasons({ names, plan, t, lang }, [indexes, units, of], place) {
  const lines = indexes.map((i) => {
    const { relation, zone, basis, inherited } = plan.reasons[i];
    return html(
      "span",
      { class: "reason" },
      relationSign(relation, t(`query.relation_${relation}`)),
      zone ? nameOf(names.zone.get(zone), lang) : t(`query.relation_${relation}`),
      basis === "inferred" ? basisBadge(basis, t) : null,
      inherited ? html("span", { class: "inherited" }, t("place.inherited")) : null,
      meantSign(plan.reasons[i], place, names, t, lang),
    );
  });
  return of > 1 && units < of ? [...lines, html("span", { class: "part" }, t("compare.part", { units, of }))] : lines;
}

function zonesTable(context) {
  const { names, t, lang, data, places } = context;
  if (!data.zones.length) return html("p", { class: "aside" }, t("compare.zones_none"));
  const line = ([id, , members]) => {
    const zone = names.zone.get(id);
    return html(
      "tr",
      {},
      html("th", { scope: "row", class: "what" }, relationSign(zone.kind, t(`place.definition_${zone.kind}`)), nameOf(zone, lang)),
      members.map((member, i) =>
        html(
          "td",
          { class: member ? null : "none" },
          html("span", { class: "narrow" }, letter(i)),
          member ? [basisBadge(member[0], t), meantSign(entryOf(zone), places[i], names, t, lang), member[1] < member[2] ? html("span", { class: "part" }, t("compare.part", { units: member[1], of: member[2] })) : null] : nothing(t),
        ),
      ),
    );
  };
  const unused = data.zones.filter(([, used]) => !used);
  return html(
    "div",
    { class: "frame" },
    html(
      "table",
      { class: "side-by-side blocks" },
      html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "what" }, t("compare.zone")), data.places.map(({ title }, i) => html("th", { scope: "col" }, letter(i), title)))),
      html("tbody", {}, data.zones.filter(([, used]) => used).map(line)),
      unused.length
        ? html("tbody", { class: "unused" }, html("tr", { class: "group" }, html("th", { scope: "rowgroup", colspan: places.length + 1 }, t("compare.zones_unused"))), unused.map(line))
        : null,
    ),
  );
}

function figuresTable(context) {
  const { t, data } = context;
  const { rows } = data.figures;
  if (!rows.length) return html("p", { class: "aside" }, t("place.figures_none"));
  const mark = (n) => (n ? html("sup", {}, `${n}`) : null);
  return html(
    "div",
    { class: "frame" },
    html(
      "table",
      { class: "side-by-side blocks figures" },
      html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "what" }, t("place.figure")), data.places.map(({ title }, i) => html("th", { scope: "col" }, letter(i), title)))),
      html(
        "tbody",
        {},
        rows.map(({ label, unit, year, weak, note, cells }) =>
          html(
            "tr",
            {},
            html("th", { scope: "row", class: "what" }, label, mark(note), weak ? html("span", { class: "weak" }, t("place.weak")) : null, html("span", { class: "unit" }, t("place.unit_year", { unit, year }))),
            cells.map(({ value, refused }, i) =>
              html(
                "td",
                { class: value ? null : "none" },
                html("span", { class: "narrow" }, letter(i)),
                refused ? html("span", { class: "refused" }, t("compare.refused"), mark(refused)) : value || [html("span", { "aria-hidden": "true" }, "—"), html("span", { class: "unseen" }, t("compare.no_figure"))],
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

function figureNotes({ t, data }) {
  const { notes, sources, weak } = data.figures;
  return html(
    "div",
    { class: "notes" },
    weak ? html("p", {}, t("place.weak_note")) : null,
    notes.length ? html("ol", {}, notes.map((text) => html("li", {}, text))) : null,
    html("p", { class: "sources" }, `${t("coverage.sources")}${t("place.colon")}`, sources.map(({ text, url }) => html("span", { lang: "zh-CN" }, external(text, url)))),
  );
}
