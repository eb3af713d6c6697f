// Coverage: every unit against every strategy, measure or zone, and the units that are left out.

import { coverageGrid } from "../coverage/grid.js";
import { cellPanel } from "../coverage/panel.js";
import { leftOut, leftOutSummary } from "../coverage/left_out.js";
import { html } from "../core/elements.js";
import { followLinks } from "../core/follow.js";
import { el, langTag, nameOf, symbol, wear } from "../core/parts.js";
import { segmented } from "../widgets/segmented.js";
import { catalogue, document as planDocument } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

const SORTS = ["prefecture", "most", "least"];

export async function mount(root, host) {
  const [names] = await Promise.all([catalogue(host.assets), wear(root, host.assets, "core/controls.css")]);
  // The order is no part of the query: it outlives new payloads, not the page.
  const chosen = { sort: SORTS[0], column: null };
  let page;
  let asked = 0;
  followLinks(root, host);
  return {
    async update(/** @type {Views["coverage"]} */ data) {
      const turn = ++asked;
      const plan = await planDocument(host.assets, data.doc);
      if (turn !== asked) return;
      const key = `${data.lang}|${data.doc}`;
      if (page?.key !== key) {
        page?.element.remove();
        const t = translator(names, data.lang);
        page = { key, ...coveragePage({ names, plan, lang: data.lang, t, change: host.change }, chosen) };
        root.append(page.element);
      }
      page.update(data);
    },
    destroy: () => page?.element.remove(),
  };
}

function coveragePage(context, chosen) {
  const { t, lang, change } = context;
  let data;
  const panel = cellPanel(context);
  const grid = coverageGrid(context, {
    open: (unit, column, cell) => panel.show(data, unit, column, () => cell.focus()),
    sort(column) {
      // A column first sorts from its largest count, then from its smallest, then not at all.
      const again = chosen.column === column;
      const sort = again && chosen.sort === "most" ? "least" : again ? "prefecture" : "most";
      Object.assign(chosen, { sort, column: sort === "prefecture" ? null : column });
      order();
    },
  });
  const ask = ({ patch }) => change(patch);
  const counts = segmented(t("coverage.columns"), (id) => t(`filters.count_${id}`), ask);
  const levels = segmented(t("filters.level"), (id) => t(`filters.level_${id}`), ask);
  const sorts = segmented(t("coverage.sort"), (id) => t(`coverage.sort_${id}`), ({ id }) => {
    Object.assign(chosen, { sort: id, column: id === "prefecture" ? null : chosen.column });
    order();
  });
  const bar = el("div", { class: "matrix-bar" }, counts.element, levels.element, sorts.element);
  const key = html("div", { class: "key" });
  const apart = html("div", { class: "apart" });
  const empty = html("div", { class: "empty" });
  const matrix = html("div", { class: "matrix" }, grid.element, panel.element);
  const summary = leftOutSummary(context);
  const lists = leftOut(context);
  const section = html(
    "section",
    { "aria-label": t("coverage.matrix") },
    bar,
    empty,
    matrix,
    html("div", { class: "under-matrix" }, key, apart),
  );

  function order() {
    sorts.update(SORTS.map((id) => ({ id })), chosen.sort);
    grid.order(chosen);
  }

  /** Where a column went; with it goes the order that it gave. */
  function followColumn(id) {
    const column = data.columns.indexOf(id);
    Object.assign(chosen, column < 0 ? { sort: SORTS[0], column: null } : { column });
  }

  let drawn = "";
  return {
    element: el("div", { class: "coverage", lang: langTag(lang) }, summary.element, section, lists.element),
    update(/** @type {Views["coverage"]} */ next) {
      // The figure that coverage is set against changes nothing here.
      const said = JSON.stringify(next);
      if (said === drawn) return;
      drawn = said;
      const before = data;
      data = { ...next, values: next.relations.length ? reachedAtAll(next.relations) : next.values };
      if (before && (before.count !== next.count || before.level !== next.level)) chosen.column = null;
      else if (typeof chosen.column === "number") followColumn(before.columns[chosen.column]);
      counts.update(data.counts, data.count);
      levels.update(data.levels, data.level);
      summary.update(data.left_out);
      lists.update(data);
      const nothing = !data.columns.length || !data.units.length;
      matrix.hidden = key.hidden = nothing;
      empty.hidden = !nothing;
      empty.replaceChildren(...(nothing ? emptyState(context, data) : []));
      key.replaceChildren(...legend(context, data));
      apart.replaceChildren(...standApart(context, data));
      panel.settle(data);
      grid.update(data);
      order();
    },
  };
}

const reachedAtAll = (relations) => relations.map((row) => row.map((relation) => Number(relation >= 0)));

/** What a shade and a sign mean. */
function legend({ t, names }, { count, shades, ink, ramp, relations }) {
  const unsure = [html("span", { class: "sample unsure", "aria-hidden": "true" }), t("coverage.key_unsure")];
  if (relations.length) {
    return [
      ...names.query.local.map((one) => html("span", { class: `sign ${one}` }, t(`query.relation_${one}`))),
      html("span", { class: "entry" }, html("span", { class: "sample zero", "aria-hidden": "true" }, "0"), t("coverage.key_zero")),
      html("span", { class: "entry" }, unsure),
    ];
  }
  const shown = [...new Set(shades.filter((shade) => shade >= 0))];
  const first = (shade) => shades.indexOf(shade);
  const last = (shade) => shades.lastIndexOf(shade);
  return [
    html("span", {}, t(`coverage.key_${count}`)),
    html(
      "span",
      { class: "ramp" },
      html("span", { class: "sample zero" }, "0"),
      shown.map((shade) =>
        html(
          "span",
          { class: "sample", style: `background: ${bothThemes(ramp, shade)}; color: ${bothThemes(ink, shade)}` },
          first(shade) === last(shade) ? `${first(shade)}` : `${first(shade)}–${last(shade)}`,
        ),
      ),
    ),
    html("span", { class: "entry" }, unsure),
  ];
}

const bothThemes = ({ light, dark }, shade) => `light-dark(${light[shade]}, ${dark[shade]})`;

/** Strategies that only reach the province as a whole: said, not drawn as columns of zeros. */
function standApart({ names, t, lang }, { apart }) {
  if (!apart.length) return [];
  return [
    html("span", { class: "label" }, t("coverage.apart")),
    html(
      "ul",
      {},
      apart.map(({ strategy, n, href }) => {
        const one = names.strategy.get(strategy);
        return html("li", {}, html("a", { href, target: "_self" }, symbol(one, lang), nameOf(one, lang)), ` ${t("coverage.apart_n", { n })}`);
      }),
    ),
  ];
}

function emptyState({ t, change }, { empty, apart }) {
  if (!empty) return [html("p", {}, t(apart.length ? "coverage.empty_wide" : "coverage.empty_none"))];
  return [
    html("h2", {}, empty.title),
    html("p", {}, empty.text),
    html("button", { type: "button", class: "quiet", onclick: () => change(empty.patch) }, empty.action_label),
  ];
}

